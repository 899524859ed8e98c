#!/usr/bin/env python3
# Compares the chip profiles (rules/profiles/) with their schema, the shim's spec and backends, and their own sources.
# SPDX-License-Identifier: Apache-2.0
"""People base decisions on the claims of a profile. This script checks the claims that a machine can check.

  check.py schema       every profile, the template too, is valid by rules/profile.schema.json, and no key stands twice
  check.py complete     every extension of docs/spec.md has an entry, and so has every limit and every format
  check.py sources      every answer names documents that `sources` has, every `unknown` says what is open, each
                        document is used, and those of this project exist
  check.py backends     nothing is promised that the chip's backend does not list in its backend.yaml
  check.py limits       the limits of a profile agree with each other, and cpu's with the backend's own
  check.py itself       each check sees the mistake that it is for

Exit status: 0 all well, 1 a profile is wrong (each mistake on a line of its own), 2 the checks cannot run.
"""

import argparse
import copy
import json
import re
import sys
from pathlib import Path

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"check.py: Python's module {missing.name} is missing; ./dev setup installs it", file=sys.stderr)
    sys.exit(2)

ROOT = Path(__file__).resolve().parents[2]
PROFILES = ROOT / "rules" / "profiles"
SCHEMA = json.loads((ROOT / "rules" / "profile.schema.json").read_text())
TABLES = ("extensions", "limits", "formats")


class Loader(yaml.SafeLoader):
    """YAML in which a duplicate key is an error."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"'{key.value}' stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load(path):
    with path.open() as file:  # a file, not its text, so that errors have its name
        return yaml.load(file, Loader)  # noqa: S506, a safe loader


def chips():
    """The profiles of chips by their id, without the template."""
    return {path.stem: load(path) for path in sorted(PROFILES.glob("*.yaml")) if path.stem != "template"}


def entries(profile):
    """Every entry as (its place, its answer, the entry itself or {} in the short form)."""
    for table in TABLES:
        for name, entry in profile.get(table, {}).items():
            whole = entry if isinstance(entry, dict) else {}
            answer = whole.get("support", whole.get("value")) if whole else entry
            yield f"{table}.{name}", answer, whole


def named_sources(entry):
    source = entry.get("source", [])
    return [source] if isinstance(source, str) else source


# ---- The checks: each gives the mistakes of one profile ------------------------------------------------------------------


def schema(profile):
    for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(profile):
        place = ".".join(map(str, error.absolute_path)) or "the profile"
        yield f"{place}: {error.message}"


def extensions_of_spec():
    """The names in the table of docs/spec.md, "Base and extensions"."""
    text = (ROOT / "docs" / "spec.md").read_text().split("## Base and extensions")[1].split("\n## ")[0]
    rows = re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def complete(profile):
    properties = SCHEMA["properties"]
    wanted = {
        "extensions": extensions_of_spec(),
        "limits": properties["limits"]["properties"],
        "formats": properties["formats"]["propertyNames"]["enum"],
    }
    for table, names in wanted.items():
        for name in names:
            if name not in profile.get(table, {}):
                yield f"{table}.{name}: no entry; say `unknown` if no document tells"
        for name in profile.get(table, {}):
            if name not in names:
                yield f"{table}.{name}: no such name"


def sources(profile):
    documents = profile.get("sources", {})
    used = set()
    for place, answer, entry in entries(profile):
        named = named_sources(entry)
        used.update(named)
        for source in named:
            if source not in documents:
                yield f"{place}: the source '{source}' is not in `sources`"
        if answer == "unknown":
            if "note" not in entry:
                yield f"{place}: unknown, and no note says what is open"
        elif not named:
            yield f"{place}: no source"
    for name, document in documents.items():
        if name not in used:
            yield f"sources.{name}: no entry names it"
        if "path" in document and not (ROOT / document["path"]).is_file():
            yield f"sources.{name}: there is no {document['path']}"


def offered(backend):
    """The extensions that the backend has."""
    return set(yaml.safe_load((ROOT / "runtime-shim" / backend / "backend.yaml").read_text())["extensions"].split())


def backends(profile):
    backend = profile.get("backend")
    if backend is None:
        if "chip" not in profile.get("notes", {}):
            yield "backend: there is none, and notes.chip does not say so"
        # Without a backend the entries tell of the chip; what no backend has, no chip gives a program.
        has = set().union(*(offered(path.parent.name) for path in (ROOT / "runtime-shim").glob("*/backend.yaml")))
        backend = "any"
    elif not (ROOT / "runtime-shim" / backend / "backend.yaml").is_file():
        yield f"backend: there is no runtime-shim/{backend}"
        return
    else:
        has = offered(backend)
    for name, entry in profile["extensions"].items():
        support = entry["support"] if isinstance(entry, dict) else entry
        if name not in has and support != "absent":
            yield f"extensions.{name}: {support}, but {backend} backend does not have it"
        if isinstance(entry, dict) and "chip" in entry and support not in ("absent", "unknown"):
            yield f"extensions.{name}: `chip` beside `support: {support}` says nothing"


def value(profile, limit):
    entry = profile["limits"].get(limit, "unknown")
    return entry["value"] if isinstance(entry, dict) else entry


def limits(profile):
    known = lambda *names: all(value(profile, name) != "unknown" for name in names)
    grows = ["shared_memory_per_block", "shared_memory_per_block_optin", "shared_memory_per_multiprocessor"]
    for small, large in zip(grows, grows[1:]):
        if known(small, large) and value(profile, small) > value(profile, large):
            yield f"limits.{small}: more than {large}"
    if known("threads_per_block", "block_dim") and max(value(profile, "block_dim")) > value(profile, "threads_per_block"):
        yield "limits.block_dim: more than threads_per_block"
    if known("threads_per_block", "warp_size") and max(value(profile, "warp_size")) > value(profile, "threads_per_block"):
        yield "limits.warp_size: more than threads_per_block"
    if profile.get("backend") == "cpu":
        yield from differs_from_engine(profile)


def differs_from_engine(profile):
    """Differences between cpu's limits and the limits of the backend (struct Limits)."""
    text = (ROOT / "runtime-shim" / "cpu" / "src" / "limits.h").read_text()
    constant = lambda name: re.search(rf"\b{name}(?:\[3\])? = ([^;]+);", text).group(1)

    def number(word):  # 65535, 2147483647u or 48 << 10
        factor, _, shift = word.strip().rstrip("u").partition("<<")
        return int(factor) << int(shift or 0)

    triple = lambda name: [number(word) for word in constant(name).strip("{}").split(",")]
    expected = {
        "threads_per_block": number(constant("max_threads")),
        "block_dim": triple("max_block"),
        "grid_dim": triple("max_grid"),
        "shared_memory_per_block": number(constant("shared")),
        "shared_memory_per_block_optin": number(constant("shared_optin")),
        "shared_memory_per_multiprocessor": number(constant("shared_per_multiprocessor")),
    }
    for name, number_of_engine in expected.items():
        if value(profile, name) != number_of_engine:
            yield f"limits.{name}: {value(profile, name)}, but the backend keeps {number_of_engine}"


# ---- The checks themselves -----------------------------------------------------------------------------------------------


def mistakes():
    """Possible mistakes in a profile: (the check that must find it, a part of its message, the change that makes the mistake)."""

    def change(path, new):
        def apply(profile):
            *way, last = path.split(".")
            for step in way:
                profile = profile[step]
            if new is None:
                del profile[last]
            else:
                profile[last] = new

        return apply

    yield schema, "'chip' is a required property", change("chip", None)
    yield schema, "'fast' is not one of", change("extensions.warp.support", "fast")
    yield schema, "'warps' is not one of", change("extensions.warps", "native")
    yield schema, "'unknown' was expected", change("limits.threads_per_block.value", "many")
    yield schema, "-1 is less than the minimum", change("limits.constant_memory.value", -1)
    yield schema, "is too short", change("limits.block_dim.value", [1024])
    yield schema, "'sauce' was unexpected", change("formats.int8.sauce", "spec")
    yield schema, "does not match", change("sources.spec", {"title": "A page", "url": "page.html"})
    yield complete, "extensions.warp: no entry", change("extensions.warp", None)
    yield complete, "limits.grid_dim: no entry", change("limits.grid_dim", None)
    yield complete, "formats.tf32: no entry", change("formats.tf32", None)
    yield complete, "extensions.warps: no such name", change("extensions.warps", "native")
    yield sources, "extensions.warp: no source", change("extensions.warp", "native")
    yield sources, "limits.warp_size: no source", change("limits.warp_size.source", None)
    yield sources, "the source 'nowhere' is not in", change("extensions.warp.source", ["spec", "nowhere"])
    yield sources, "extensions.warp: unknown, and no note", change("extensions.warp", {"support": "unknown"})
    yield sources, "sources.idle: no entry names it", change("sources.idle", {"title": "A page", "path": "README.md"})
    yield sources, "there is no docs/nothing.md", change("sources.spec.path", "docs/nothing.md")
    yield backends, "there is no runtime-shim/abacus", change("backend", "abacus")
    yield backends, "does not have it", change("extensions.fp8.support", "emulated")
    yield backends, "`chip` beside `support: native`", change("extensions.fp64.chip", "native")
    yield backends, "notes.chip does not say so", lambda profile: (change("backend", None)(profile), change("notes", None)(profile))
    yield limits, "shared_memory_per_block: more than", change("limits.shared_memory_per_block.value", 1 << 20)
    yield limits, "limits.block_dim: more than", change("limits.block_dim.value", [2048, 1, 1])
    yield limits, "limits.warp_size: more than", change("limits.warp_size.value", [2048])
    yield limits, "but the backend keeps 49152", change("limits.shared_memory_per_block.value", 1024)


def extension_names():
    """Every file whose list of extensions differs from docs/spec.md."""
    spec = set(extensions_of_spec())
    rules = json.loads((ROOT / "rules" / "schema.json").read_text())
    lists = {"profile.schema.json": SCHEMA["properties"]["extensions"]["propertyNames"]["enum"], "schema.json": rules["$defs"]["extension"]["enum"]}
    for file, names in lists.items():
        yield from (f"{file}: '{odd}' stands in one of it and docs/spec.md only" for odd in sorted(set(names) ^ spec))
    for file in sorted((ROOT / "runtime-shim").glob("*/backend.yaml")):
        yield from (f"{file.relative_to(ROOT)}: docs/spec.md has no extension '{odd}'" for odd in sorted(offered(file.parent.name) - spec))


def itself():
    """Every mistake that no check finds."""
    whole = load(PROFILES / "cpu.yaml")
    for check, message, spoil in mistakes():
        profile = copy.deepcopy(whole)
        spoil(profile)
        seen = list(check(profile))
        if not any(message in line for line in seen):
            yield f"`check.py {check.__name__}` misses \"{message}\"; it says {seen}"
    try:
        yaml.load("a: 1\na: 2\n", Loader)  # noqa: S506
        yield "a key that stands twice is not seen"
    except yaml.YAMLError:
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    checks = {check.__name__: check for check in (schema, complete, sources, backends, limits)}
    parser.add_argument("check", choices=[*checks, "itself"])
    name = parser.parse_args().check

    found = []
    if name == "itself":
        found = list(itself())
    else:
        try:
            profiles = chips()
            if name in ("schema", "complete", "sources"):
                profiles["template"] = load(PROFILES / "template.yaml")
        except yaml.YAMLError as error:
            print(f"check.py: {error}", file=sys.stderr)
            return 1
        if name == "schema":
            jsonschema.Draft202012Validator.check_schema(SCHEMA)
            found += list(extension_names())
        for id, profile in profiles.items():
            found += [f"{id}.yaml: {mistake}" for mistake in checks[name](profile)]
        print(f"{len(profiles)} profiles: {', '.join(profiles)}")
    print("\n".join(found) if found else "All well.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
