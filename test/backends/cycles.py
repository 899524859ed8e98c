#!/usr/bin/env python3
# The files of a library call each other in one direction only: no file calls, over any number of others, a file that
# calls it. Reads the symbols of the object files, so a call is a call of a function or a use of a variable that another
# file defines. Inline functions count for the file that calls what they call.
# SPDX-License-Identifier: Apache-2.0
"""cycles.py [--expect-cycle] OBJECT...: exits with 1 and names files and symbols if there is a cycle."""
import argparse
import collections
import os
import shutil
import subprocess
import sys


def read_symbols(nm, paths):
    """For each object file the symbols that it defines for others, and those that it needs."""
    symbols = {path: (set(), set()) for path in paths}
    # One process for all files, without sorting. A line with its path precedes the symbols of each.
    listing = subprocess.run([nm, "-P", "-g", "-p", *paths], check=True, capture_output=True, text=True).stdout
    for line in listing.splitlines():
        if line[:-1] in symbols:
            defined, needed = symbols[line[:-1]]
        elif line:
            name, kind = line.split()[:2]
            if kind == "U":
                needed.add(name)
            elif kind in "TDBRGSC":  # not the weak copies of inline functions, which are in every file that uses them
                defined.add(name)
    return symbols


def find_cycle(calls):
    """The shortest list of files of which each calls the next one, and the last one the first; empty if there is none."""
    shortest = []
    for start in calls:
        before, queue = {}, collections.deque([start])
        while queue:
            file = queue.popleft()
            for callee in sorted(calls[file]):
                if callee == start:
                    cycle = [file]
                    while cycle[-1] != start:
                        cycle.append(before[cycle[-1]])
                    if not shortest or len(cycle) < len(shortest):
                        shortest = cycle[::-1]
                    queue.clear()
                    break
                if callee not in before:
                    before[callee] = file
                    queue.append(callee)
    return shortest


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--expect-cycle", action="store_true")
    parser.add_argument("objects", nargs="+")
    arguments = parser.parse_args()
    nm = os.environ.get("NM") or shutil.which("nm") or shutil.which("llvm-nm")
    if not nm:
        print("skipped: no nm; install binutils")
        return 77

    base = os.path.commonpath([os.path.dirname(path) for path in arguments.objects])
    symbols = {os.path.relpath(path, base).removesuffix(".o"): found
               for path, found in read_symbols(nm, arguments.objects).items()}
    definer = {name: file for file, (defined, _) in symbols.items() for name in defined}
    if not definer:
        print("skipped: the object files have no symbols; they may hold the compiler's own format, as with -flto")
        return 77
    calls = {file: collections.defaultdict(list) for file in symbols}
    for file, (_, needed) in symbols.items():
        for name in sorted(needed):
            if definer.get(name, file) != file:
                calls[file][definer[name]].append(name)

    cycle = find_cycle(calls)
    if arguments.expect_cycle:
        print("cycle: " + " -> ".join(cycle) if cycle else "error: there is no cycle")
        return 0 if cycle else 1
    if not cycle:
        return 0
    filt = shutil.which("c++filt")
    print("error: these files call each other in a circle; move what the lower one needs to its floor")
    for file, callee in zip(cycle, cycle[1:] + cycle[:1]):
        names = "\n".join(calls[file][callee])
        if filt:
            names = subprocess.run([filt], input=names, check=True, capture_output=True, text=True).stdout
        print(f"{file} calls {callee}: " + ", ".join(names.split("\n")).strip(", "))
    return 1


if __name__ == "__main__":
    sys.exit(main())
