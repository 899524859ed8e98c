#!/usr/bin/env python3
# Runs random kernels compiled and by fibers, and compares what they computed.
# SPDX-License-Identifier: Apache-2.0
"""Compare the ways in which the cpu backend runs kernels, on random kernels.

    kernels.py --cwcxx build/bin/cwc++ --count 50
    kernels.py --cwcxx build/bin/cwc++ --count 2000 --seed 7 --max-seconds 3600
    kernels.py --cwcxx build/bin/cwc++ --count 0 test/fuzz/kernels/*.cpp

Each kernel is free of data races, so its results are the same in every schedule. A program of several kernels is
compiled once and run with the kernel compiler's loops, by fibers, and by fibers in random schedules, for warps of 16, 32
and 64 lanes. For one width, all outputs must be equal. A kernel with a difference is written to the folder --keep, with
statements removed for as long as the difference stays. Programs that are named are compared first. Each program is
compiled twice, and both object files must be the same.

Exit status: 0 all equal, 1 a difference or a failure, 77 no compiler.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHAPES = [(1, 1, 1), (7, 1, 1), (16, 1, 1), (32, 1, 1), (33, 1, 1), (64, 1, 1), (100, 1, 1), (128, 1, 1), (256, 1, 1), (16, 16, 1),
          (8, 4, 2), (32, 4, 1), (64, 2, 2), (5, 3, 1), (48, 2, 1)]

PRELUDE = """#include <cw/runtime.h>
#include <cw/coop.h>
#include <cstdio>
#include <vector>

struct Pair { unsigned a, b; };
CW_DEVICE unsigned mix(unsigned a, unsigned b) { return (a ^ (b * 2654435761u)) + (b >> 3); }
CW_DEVICE CW_NOINLINE unsigned far(unsigned a, unsigned b) { unsigned r = a; for (unsigned i = 0; i < (b & 3); ++i) r = r * 3 + i; return r; }
template <int N> struct Outer {
  template <class T> struct Inner {
    T *cells; unsigned t, n;
    CW_DEVICE T turn(T value, unsigned by) {
      cw::barrier();
      cells[t] = value + N;
      cw::barrier();
      return cells[(t + by) % n];
    }
  };
};
"""


class Generator:
    """One kernel as a tree: a statement is a line, or [head, children, tail]."""

    def __init__(self, seed, name):
        self.random = random.Random(seed)
        self.name = name
        self.shape = self.random.choice(SHAPES)
        self.blocks = self.random.choice([1, 2, 5])
        self.loops = 0
        self.names = 0
        self.warps = self.random.random() < 0.6

    def pick(self, *choices):
        return self.random.choice(choices)

    def fresh(self, letter):
        self.names += 1
        return f"{letter}{self.names}"

    def uniform(self, scope):
        r = self.random
        leaves = ["n", "cw::block_idx().x", "cw::block_dim().x", str(r.randrange(1, 9))] + scope["counters"]
        a, b = r.choice(leaves), r.choice(leaves)
        return r.choice([a, f"({a} + {b})", f"({a} * 3 + {b})", f"(({a} ^ {b}) & 7)"])

    def read(self, scope):
        """An element of the 1024 inputs, often that of the neighbour of the neighbour's."""
        r = self.random
        u = self.uniform(scope)
        return r.choice([f"in[t + ({u} & 31u)]", f"in[int(t) - 3 + (int({u}) & 7) + 3]", f"in[(t * {r.randrange(2, 4)}u + {u}) & 1023u]", f"in[(t - {r.randrange(1, 9)}u) & 1023u]",
                         f"in[(unsigned long long)(t + {u}) % 512u]", "in[(v0 ^ v3) & 1023u]", "in[cw::thread_idx().y * 32u + cw::thread_idx().x]", f"in[({u}) & 1023u]"])

    def value(self, scope, depth=2):
        r = self.random
        if depth == 0 or r.random() < 0.25:
            return r.choice(["v0", "v1", "v2", "v3", "t", "lane", self.read(scope), str(r.randrange(1, 100)) + "u", self.uniform(scope), "p.a", f"a[{r.choice(['v0', 't', 'v2'])} & 3]"] + scope["private"])
        x, y = self.value(scope, depth - 1), self.value(scope, depth - 1)
        return r.choice([f"({x} + {y})", f"({x} - {y})", f"({x} * {y})", f"({x} ^ {y})", f"({x} & {y})", f"({x} | {y})", f"({x} >> ({y} & 15))",
                         f"({x} / ({y} | 1u))", f"({x} % ({y} | 1u))", f"mix({x}, {y})", f"far({x}, {y})", f"({x} < {y} ? {y} : {x})",
                         f"unsigned(int({x}) >> 2)", f"unsigned((unsigned char)({x}))", f"unsigned(((unsigned long long)({x}) * ({y} | 1u)) >> 7)",
                         f"unsigned(float({x} & 255) * 2.0f + float({y} & 63))", f"(unsigned(int(short({x}))) + {y})"])

    def condition(self, scope):
        r = self.random
        x = self.value(scope, 1)
        return r.choice([f"({x} & {r.choice([1, 2, 3, 6])}) == {r.randrange(3)}u", f"{x} < {self.value(scope, 1)}", f"t == {r.randrange(40)}u", f"lane < {r.randrange(1, 20)}u",
                         f"t < {self.uniform(scope)}", f"cw::thread_idx().x {r.choice(['<', '>=', '<='])} {self.uniform(scope)}", f"g < {r.randrange(1, 300)}u",
                         f"t {r.choice(['<', '>='])} {r.choice([16, 32, 64])}u", f"t / 32u == {r.randrange(3)}u", f"cw::thread_idx().x < {r.randrange(1, 20)}u && cw::thread_idx().y < {r.randrange(1, 9)}u",
                         f"t % {r.randrange(2, 9)}u == 0u", f"int({x}) > int({self.value(scope, 1)})", "cw::thread_idx().x == 0u", "lane == 0u"])

    def block(self, scope, depth, together, size=None):
        return [self.statement(scope, depth, together) for _ in range(size or self.random.randrange(1, 4))]

    def statement(self, scope, depth, together):
        r = self.random
        target = r.choice(["v0", "v1", "v2", "v3"])
        simple = ["assign", "assign", "array", "pair", "global"]
        nested = ["if", "loop", "switch", "stride"] if depth else []
        waits = []
        if together:
            waits = ["exchange", "exchange", "atomics", "count", "class", "tree", "guarded", "uniform_if", "uniform_loop", "uniform_loop"] if depth else ["exchange"]
            if self.warps:
                waits += ["shuffle", "shuffle", "wide", "vote", "reduce", "partial", "chosen", "tile", "syncwarp"]
        kind = r.choice(simple + nested + waits + waits)
        value = self.value(scope)
        if kind == "assign":
            return f"{target} = {value};"
        if kind == "array":
            return f"a[{self.value(scope, 1)} & 3] {r.choice(['=', '+=', '^='])} {value};"
        if kind == "pair":
            return f"p = Pair{{{value}, p.a + {target}}}; {target} += p.b;"
        if kind == "global":
            return f"cw::atomic_add(&sums[{self.value(scope, 1)} & 15u], {value});"
        if kind == "if":
            tail = self.block(scope, depth - 1, False) if r.random() < 0.4 else []
            return [f"if ({self.condition(scope)}) {{", self.block(scope, depth - 1, False), "}" if not tail else "} else {", tail, "}" if tail else ""]
        if kind == "loop":
            i = self.fresh("i")
            inner = dict(scope, private=scope["private"] + [i])
            body = self.block(inner, depth - 1, False)
            if r.random() < 0.3:
                body.append(f"if ({self.condition(inner)}) {self.pick('break', 'continue')};")
                body += self.block(inner, 0, False, 1)
            return [f"for (unsigned {i} = {self.pick('0', 'lane & 3')}; {i} < ({self.value(scope, 1)} & 7u); ++{i}) {{", body, "}"]
        if kind == "stride":
            i = self.fresh("s")
            start, limit = self.pick("t", "t", "cw::thread_idx().x", f"t + {self.uniform(scope)}"), self.pick("200u", "threads * 2u", f"(t | 7u) + 3u", f"100u + ({self.uniform(scope)} & 31u)")
            inner = dict(scope, private=scope["private"] + [i])
            return [f"for ({self.pick('unsigned', 'int', 'long')} {i}0 = {start}; {i}0 < {limit}; {i}0 += threads) {{ const unsigned {i} = {i}0;", [f"{target} += in[{i} & 1023u];"] + self.block(inner, 0, False, 1), "}"]
        if kind == "switch":
            return [f"switch ({self.value(scope, 1)} % 4u) {{ case 0:", self.block(scope, depth - 1, False), "break; case 2:", self.block(scope, depth - 1, False), "default:;", [], "}"]
        if kind == "exchange":
            return f"cw::barrier(); cells[t] = {value}; cw::barrier(); {target} {r.choice(['=', '+=', '^='])} cells[({self.value(scope, 1)}) % threads];"
        if kind == "atomics":
            i = r.randrange(8)
            return f"cw::barrier(); if (t == {i}u) few[{i}] = {value}; cw::barrier(); cw::atomic_add(&few[{self.value(scope, 1)} & 7u], {value}); cw::barrier(); {target} ^= few[{self.value(scope, 1)} & 7u];"
        if kind == "count":
            return f"{target} += unsigned(cw::barrier_{self.pick('count', 'and', 'or')}(({value} & {r.choice([1, 3])}u) == 0u));"
        if kind == "class":
            return f"{target} = Outer<{r.randrange(5)}>::Inner<unsigned>{{cells, t, threads}}.turn({value}, {self.uniform(scope)});"
        if kind == "tree":
            d = self.fresh("d")
            return [f"cw::barrier(); cells[t] = {value}; cw::barrier(); for (unsigned {d} = threads / 2; {d} > 0; {d} {r.choice(['/= 2', '>>= 1', '-= (' + d + ' + 1) / 2'])}) {{",
                    [f"if ({self.pick('t', 'cw::thread_idx().x') if self.shape[1] * self.shape[2] == 1 else 't'} < {d}{self.pick('', '', ' && ' + self.condition(scope))}) cells[t] {r.choice(['+=', '^='])} cells[t + {d}];", "cw::barrier();"]
                    + ([f"if (t == 0u) {target} += {d};"] if r.random() < 0.3 else []), f"}} {target} ^= cells[{r.choice(['0', 't'])}];"]
        if kind == "guarded":
            return [f"cw::barrier(); if ({self.condition(scope)}) {{ cells[t] = {value};", [f"{target} += {self.value(scope, 1)};"] if r.random() < 0.4 else [], "} cw::barrier();"]
        if kind == "uniform_if":
            return [f"if ({self.uniform(scope)} % {r.randrange(2, 4)}u == {r.randrange(2)}u) {{", self.block(scope, depth - 1, True), "} else {", self.block(scope, depth - 1, True), "}"]
        if kind == "uniform_loop":
            i = self.fresh("u")
            inner = dict(scope, counters=scope["counters"] + [i])
            start, step = self.pick((f"0; {i} < {r.randrange(1, 5)}u", f"++{i}"), (f"cw::block_dim().x; {i} > {r.randrange(1, 4)}u", f"{i} /= 2"), (f"1; {i} <= (n & 7u)", f"{i} += 2"))
            return [f"for (unsigned {i} = {start}; {step}) {{", self.block(inner, depth - 1, True), "}"]
        full = "cw::full_warp()"
        if kind == "shuffle":
            how = self.pick("_xor", "_up", "_down", "")
            by = self.pick(str(r.randrange(1, 17)), f"int({self.value(scope, 1)} & 15u)") if how in ("_xor", "") else self.pick(str(r.randrange(1, 17)), f"({self.uniform(scope)} & 7u)")
            width = self.pick("", "", ", 8", ", 16")
            return f"{target} {self.pick('=', '+=')} cw::shfl{how}({full}, {value}, {by}{width});"
        if kind == "wide":
            x = self.pick(f"(unsigned long long)({value})", f"(unsigned long long)(t - {self.uniform(scope)})", f"(long long)(int({value}))", f"double({value})")
            return f"{target} ^= unsigned((unsigned long long)(cw::shfl{self.pick('_xor', '_down')}({full}, {x}, {r.randrange(1, 17)})) >> {self.pick(0, 7, 30)});"
        if kind == "vote":
            x = f"int({value} & 3u)"
            return self.pick(f"{target} += unsigned(cw::any({full}, {x}));", f"{target} ^= unsigned(cw::all({full}, {x})) << 3;", f"{target} += unsigned(cw::popc(cw::ballot({full}, {x})));",
                             f"{target} ^= unsigned(cw::popc(cw::match_any({full}, {value} & 7u)));")
        if kind == "reduce":
            return f"{target} += cw::reduce_{self.pick('add', 'min', 'max', 'and', 'or', 'xor')}({full}, {value});"
        if kind == "partial":
            k = r.randrange(1, 16)
            return f"if (lane < {k}u) {target} += cw::shfl{self.pick('_xor', '_down')}(cw::lane_mask::exactly({(1 << k) - 1}ull), {value}, {r.randrange(1, 8)});"
        if kind == "chosen":
            c = self.fresh("c")
            return f"{{ const bool {c} = {self.condition(scope)}; const cw::lane_mask m = cw::ballot({full}, {c}); if ({c}) {target} += cw::shfl_xor(m, {value}, {r.randrange(1, 8)}); }}"
        if kind == "tile":
            return f"{target} ^= cw::coop::tiled_partition<{self.pick(4, 8, 16)}>(cw::coop::this_thread_block()).shfl{self.pick('_xor', '_down')}({value}, {r.randrange(1, 4)});"
        return f"cw::sync_warp(); {target} += 1;"

    def generate(self):
        scope = {"counters": [], "private": []}
        body = self.block(scope, 3, True, self.random.randrange(3, 8))
        if self.random.random() < 0.4:
            body.insert(self.random.randrange(len(body)), f"if ({self.condition(scope)}) {{ out[g] = v0 ^ v1; return; }}")
        return body

    def text(self, body):
        x, y, z = self.shape
        threads = x * y * z

        def lines(node):
            if isinstance(node, str):
                return [node]
            result = []
            for part in node:
                result += lines(part)
            return result

        return f"""
CW_KERNEL void {self.name}(unsigned n, unsigned *out, unsigned *sums, const unsigned *in, Pair p) {{
  CW_STATIC_SHARED(cells, unsigned cells[{threads}]); CW_STATIC_SHARED(few, unsigned few[8]);
  const unsigned threads = {threads};
  const unsigned t = cw::thread_idx().x + cw::block_dim().x * (cw::thread_idx().y + cw::block_dim().y * cw::thread_idx().z);
  const unsigned g = cw::block_idx().x * threads + t, lane = t % unsigned(cw::warp_lanes());
  unsigned v0 = t * 7 + 1, v1 = g ^ 5, v2 = n + t, v3 = lane, a[4] = {{t, 2, g, 9}};
  cells[t] = t; if (t == 0) for (unsigned i = 0; i < 8; ++i) few[i] = i;
  cw::barrier();
  {chr(10).join('  ' + l for l in lines(body))}
  out[g] = v0 ^ (v1 * 3) ^ (v2 * 5) ^ (v3 * 7) ^ a[0] ^ a[3] ^ p.b;
}}
static void run_{self.name}() {{
  const unsigned size = {self.blocks * threads};
  unsigned *out, *sums, *in, words[1024];
  for (unsigned i = 0; i < 1024; ++i) words[i] = i * 2654435761u >> (i & 15u);
  cwMalloc(&out, size * 4); cwMalloc(&sums, 64); cwMalloc(&in, 4096);
  cwMemcpy(in, words, 4096, cwMemcpyHostToDevice);
  cwMemset(out, 0, size * 4); cwMemset(sums, 0, 64);
  cw::launch<{self.name}>({self.blocks}, cw::dim3({x}, {y}, {z}))(5u, out, sums, in, Pair{{3, 4}});
  std::vector<unsigned> got(size + 16);
  cwMemcpy(got.data(), out, size * 4, cwMemcpyDeviceToHost);
  cwMemcpy(got.data() + size, sums, 64, cwMemcpyDeviceToHost);
  unsigned long long hash = 14695981039346656037ull;
  for (unsigned word : got) hash = (hash ^ word) * 1099511628211ull;
  std::printf("{self.name} %016llx %s\\n", hash, cwGetErrorName(cwGetLastError()));
  cwFree(out); cwFree(sums); cwFree(in);
}}
"""


def program(kernels):
    parts = [PRELUDE] + [g.text(body) for g, body in kernels]
    calls = "".join(f"  run_{g.name}();\n" for g, _ in kernels)
    return "".join(parts) + f"int main() {{\n  std::setvbuf(stdout, nullptr, _IONBF, 0);\n{calls}}}\n"


CONFIGURATIONS = [("compiled", {}), ("fibers", {"CW_KERNELS": "fibers"}), ("random schedule", {"CW_KERNELS": "fibers", "CW_SCHEDULE": "random:{seed}"})]


class Runner:
    def __init__(self, args, folder):
        self.args, self.folder = args, folder

    def compile(self, source, name, binary=None, **environment):
        file, binary = self.folder / f"{name}.cpp", self.folder / (binary or name)
        file.write_text(source)
        done = subprocess.run([self.args.cwcxx, self.args.optimise, "-w", str(file), "-o", str(binary)], capture_output=True, text=True,
                              env={**os.environ, "CXX": self.args.compiler, "CW_KERNEL_COMPILER": "1", **environment}, timeout=900)
        if done.returncode:
            return None, done.stderr[-3000:]
        return binary, ""

    def repeats(self, source, name):
        """Whether compiling a program again, with nothing cached, gives the same program."""
        again, _ = self.compile(source, name, f"{name}-again", CCACHE_DISABLE="1")
        return bool(again) and again.read_bytes() == (self.folder / name).read_bytes()

    def outputs(self, binary, seed):
        """Yields (width, configuration, output lines by kernel)."""
        for width in (16, 32, 64):
            for name, extra in CONFIGURATIONS:
                environment = {**os.environ, "CW_WARP_SIZE": str(width), **{k: v.format(seed=seed) for k, v in extra.items()}}
                try:
                    done = subprocess.run([str(binary)], capture_output=True, text=True, env=environment, timeout=self.args.timeout)
                    lines = {l.split()[0]: l for l in done.stdout.splitlines() if l}
                    if done.returncode:
                        lines["exit"] = f"status {done.returncode}: {done.stderr[-300:]}"
                except subprocess.TimeoutExpired:
                    lines = {"exit": f"still ran after {self.args.timeout} s"}
                yield width, name, lines

    def differences(self, binary, seed):
        found = {}
        for width, name, lines in self.outputs(binary, seed):
            if name == CONFIGURATIONS[0][0]:
                first = lines
            for kernel in set(first) | set(lines):
                if first.get(kernel) != lines.get(kernel):
                    found.setdefault(kernel, f"width {width}: {first.get(kernel)} compiled, {lines.get(kernel)} with {name}")
            for kernel, line in lines.items():
                if kernel == "exit" or not line.endswith(" cwSuccess"):
                    found.setdefault(kernel, f"width {width}, {name}: {line}")
        return found

    def differs(self, generator, body, seed):
        binary, _ = self.compile(program([(generator, body)]), "shrunk")
        return bool(binary) and bool(self.differences(binary, seed))

    def shrink(self, generator, body, seed, until):
        """Removes statements, the outer ones first, for as long as the outputs differ."""
        changed = True
        while changed and time.time() < until:
            changed = False
            for path in list(paths(body)):
                smaller = without(body, path)
                if time.time() < until and smaller is not None and self.differs(generator, smaller, seed):
                    body, changed = smaller, True
                    break
        return body


def paths(node, prefix=()):
    """Every statement in lists of statements, the outer ones first."""
    for i, child in enumerate(node):
        yield prefix + (i,)
    for i, child in enumerate(node):
        if isinstance(child, list):
            for k, part in enumerate(child):
                if isinstance(part, list):
                    yield from paths(part, prefix + (i, k))


def without(node, path):
    copy = [c if isinstance(c, str) else list(c) for c in node]
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = list(copy[path[0]])
        copy[path[0]][path[1]] = without(copy[path[0]][path[1]], path[2:])
    return copy


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*", type=Path, help="programs that print a line for each kernel")
    parser.add_argument("--cwcxx", required=True, help="the compiler driver")
    parser.add_argument("--compiler", default="clang++-19", help="what it calls (default: clang++-19)")
    parser.add_argument("--optimise", default="-O2", help="default: -O2")
    parser.add_argument("--count", type=int, default=50, help="kernels (default: 50)")
    parser.add_argument("--per-program", type=int, default=25, help="kernels in one program (default: 25)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=int, default=60, help="seconds for one run of a program")
    parser.add_argument("--max-seconds", type=int, default=10**9, help="start no program after this time")
    parser.add_argument("--shrink-seconds", type=int, default=120)
    parser.add_argument("--keep", type=Path, default=Path("kernels-failed"), help="folder for kernels with a difference")
    args = parser.parse_args()
    if not shutil.which(args.compiler):
        print(f"skipped: {args.compiler} was not found")
        return 77
    start, failures, done = time.time(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(args, Path(folder))
        for file in args.programs:
            binary, error = runner.compile(file.read_text(), file.stem)
            found = runner.differences(binary, args.seed) if binary else {"compiler": error}
            if binary and not runner.repeats(file.read_text(), file.stem):
                found["compiler"] = "two compilations differ"
            for kernel, what in found.items():
                print(f"{file}, {kernel}: {what}")
            failures += bool(found)
            done += 1
        for base in range(0, args.count, args.per_program):
            if time.time() - start > args.max_seconds:
                break
            kernels = []
            for i in range(base, min(base + args.per_program, args.count)):
                generator = Generator(args.seed * 1000003 + i, f"k{i}")
                kernels.append((generator, generator.generate()))
            binary, error = runner.compile(program(kernels), "program")
            if not binary:
                print(f"seed {args.seed}, kernels {base} and up: does not compile:\n{error}")
                failures += 1
                args.keep.mkdir(parents=True, exist_ok=True)
                (args.keep / f"seed{args.seed}-{base}.cpp").write_text(program(kernels))
                continue
            found = runner.differences(binary, args.seed + base)
            if base == 0 and not runner.repeats(program(kernels), "program"):
                print(f"seed {args.seed}, kernels {base} and up: two compilations differ")
                failures += 1
            for generator, body in kernels:
                if generator.name in found or "exit" in found and runner.differs(generator, body, args.seed + base):
                    failures += 1
                    print(f"seed {args.seed}, {generator.name}: {found.get(generator.name, found.get('exit'))}")
                    body = runner.shrink(generator, body, args.seed + base, time.time() + args.shrink_seconds)
                    args.keep.mkdir(parents=True, exist_ok=True)
                    file = args.keep / f"seed{args.seed}-{generator.name}.cpp"
                    file.write_text(program([(generator, body)]))
                    print(f"  see {file}")
            if "exit" in found and not any(g.name in found for g, _ in kernels):
                print(f"seed {args.seed}, kernels {base} and up: {found['exit']}")
                failures += 1
            done += len(kernels)
            if sys.stderr.isatty():
                print(f"\r{done} of {args.count} kernels, {failures} failures", end="", file=sys.stderr)
    print(f"{done} kernels, {failures} failures, {time.time() - start:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
