#!/usr/bin/env python3
# Payloads for the tests of the audit's page, in the format of docs/audit.md.
# SPDX-License-Identifier: Apache-2.0
"""Generates the data that `causeway audit` would put into the page, without the program: sources, their findings, and all
sums of the findings. The sums are computed in the simplest way, so that wrong sums of the page are detected.

    payload.py small            a project of a few files with one of everything: each class, verdict, support, baseline
  payload.py many [--findings N]   N findings (10,000) with their sources
  payload.py hostile          `small`, with text in every name that would break a page that takes names for markup
  payload.py empty            a project without CUDA
  payload.py clean            a project that migrates completely

Writes JSON to stdout. As a module: small(), many(n), hostile(), empty(), clean(), assemble(page, payload).
"""

import argparse
import collections
import copy
import json
import random
import re
import sys
from pathlib import Path

EFFORTS = ("auto", "review", "manual", "blocked")
WEIGHTS = {
    "auto": {"first": 0, "again": 0},
    "review": {"first": 10, "again": 1},
    "manual": {"first": 120, "again": 15},
    "blocked": {"first": 960, "again": 120},
}

# name -> kind, verdict, effort, replacement, area, needs, message, instead
NAMES = {
    "cuda_runtime.h": ("header", "mapped", "auto", "cw/runtime.h", "runtime", [], "", ""),
    "cuda_fp8.h": ("header", "mapped", "auto", "cw/fp8.h", "fp8", ["fp8"], "", ""),
    "__global__": ("macro", "mapped", "auto", "CW_KERNEL", "language", [], "", ""),
    "__device__": ("macro", "mapped", "auto", "CW_DEVICE", "language", [], "", ""),
    "__shared__": ("macro", "mapped", "auto", "CW_SHARED", "language", [], "", ""),
    "__syncthreads": ("function", "mapped", "auto", "cw::sync_block", "language", [], "", ""),
    "threadIdx": ("value", "mapped", "auto", "cw::thread_idx()", "language", [], "", ""),
    "blockIdx": ("value", "mapped", "auto", "cw::block_idx()", "language", [], "", ""),
    "blockDim": ("value", "mapped", "auto", "cw::block_dim()", "language", [], "", ""),
    "cudaMalloc": ("function", "mapped", "auto", "cwMalloc", "runtime", [], "", ""),
    "cudaFree": ("function", "mapped", "auto", "cwFree", "runtime", [], "", ""),
    "cudaMemcpy": ("function", "mapped", "auto", "cwMemcpy", "runtime", [], "", ""),
    "cudaMemcpyHostToDevice": ("value", "mapped", "auto", "cwMemcpyHostToDevice", "driver_types", [], "", ""),
    "cudaStream_t": ("type", "mapped", "auto", "cwStream_t", "driver_types", [], "", ""),
    "cudaDeviceSynchronize": ("function", "mapped", "auto", "cwDeviceSynchronize", "runtime", [], "", ""),
    "cudaMallocManaged": ("function", "mapped", "auto", "cwMallocManaged", "runtime", ["managed"], "", ""),
    "dim3": ("type", "mapped", "auto", "cw::dim3", "vector", [], "", ""),
    "float4": ("type", "mapped", "auto", "cw::float4", "vector", [], "", ""),
    "__shfl_down_sync": ("function", "mapped", "auto", "cw::shfl_down", "warp", ["warp"], "", ""),
    "__ballot_sync": (
        "function",
        "mapped-review",
        "review",
        "cw::ballot",
        "warp",
        ["warp"],
        "The mask has one bit a lane: 64 on a chip with 64 lanes.",
        "",
    ),
    "atomicAdd": ("function", "mapped", "auto", "cw::atomic_add", "atomic", [], "", ""),
    "CUDART_VERSION": (
        "macro",
        "mapped-review",
        "review",
        "CW_RUNTIME_VERSION",
        "runtime",
        [],
        "The shim follows the API of this version; you can delete branches for other versions.",
        "",
    ),
    "warpSize / 32": (
        "warp-width",
        "mapped-review",
        "review",
        "",
        "warp",
        ["warp"],
        "32 lanes are baked in here; another chip's warp may be wider.",
        "Take the number of lanes from cw::warp_size().",
    ),
    "__nv_fp8_e4m3": ("type", "mapped", "auto", "cw::fp8_e4m3", "fp8", ["fp8"], "", ""),
    "tex1Dfetch": (
        "function",
        "unsupported",
        "manual",
        "",
        "texture",
        ["texture"],
        "A texture reference that a file declares for itself has no portable form.",
        "Pass a texture object to the kernel, or read the array through a plain pointer.",
    ),
    "asm": (
        "syntax",
        "unsupported",
        "manual",
        "",
        "ptx",
        [],
        "Inline assembly is written for one chip.",
        "Write it in C++, or keep it per chip behind CW_CUDA.",
    ),
    **{
        name: (
            "function",
            "unsupported",
            "blocked",
            "",
            "libs",
            ["fft"],
            "The Fourier transform library (cuFFT) is not mapped yet.",
            "Keep the calls in one file of their own.",
        )
        for name in ("cufftExecC2C", "cufftPlan1d", "cufftDestroy", "cufftSetStream")
    },
    "cudaGraphicsMapResources": (
        "function",
        "unsupported",
        "blocked",
        "",
        "interop",
        [],
        "OpenGL buffers have no neutral form.",
        "Copy through host memory, or keep this file for one vendor.",
    ),
    "cudaNewThing": ("function", "unknown", "manual", "", "", [], "No rule knows this name.", ""),
}

SAXPY = """// Scaled sums: größer als nötig, aber ehrlich.
#include <cuda_runtime.h>

__device__ float scale(float a, float x) { return a * x; }

__global__ void saxpy(int n, float a, const float *x, float *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = scale(a, x[i]) + y[i]; /* the whole
                                     of it */
}

void run(int n, float a, const float *x, float *y) {
  float *dx;
  cudaMalloc(&dx, n * sizeof(float)); const char *s = "größe"; cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);
  cudaFree(dx);
}
"""
REDUCE = """#include <cuda_runtime.h>
#if CUDART_VERSION < 9000
#error too old
#endif

namespace ns {
template <class T>
__global__ void block_sum(const T *in, T *out, int n) {
  __shared__ T part[1024];
  int t = threadIdx.x;
  part[t] = blockIdx.x * blockDim.x + t < n ? in[t] : T();
  __syncthreads();
  for (int step = blockDim.x / 2; step > 32; step /= 2) {
    if (t < step)
      part[t] += part[t + step];
    __syncthreads();
  }
  T v = part[t];
  unsigned mask = __ballot_sync(0xffffffffu, t < 32);
  for (int d = 16; d; d /= 2)
    v += __shfl_down_sync(mask, v, d);
  if (t == 0)
    atomicAdd(out, v);
}
} // namespace ns
"""
SPECTRUM = """#include <cuda_runtime.h>
#include <cuda_fp8.h>
texture<float> samples;

__global__ void pack(__nv_fp8_e4m3 *out, int n) {
  int i = threadIdx.x;
  float v = tex1Dfetch(samples, i);
  asm("cvt.rn.satfinite.e4m3x2.f32 %0, %1, %2;" : "=h"(out[i]) : "f"(v), "f"(v));
}

void transform(void *plan, float4 *data, cudaStream_t stream) {
  cufftExecC2C(plan, data, data, 1);
  cufftExecC2C(plan, data, data, -1);
  cufftSetStream(plan, stream); cufftPlan1d(plan, 8); cufftDestroy(plan);
  cudaDeviceSynchronize();
}
"""
VIEW = """#include <cuda_runtime.h>
void draw(void *resource, cudaStream_t stream) {
  cudaGraphicsMapResources(1, &resource, stream);
  cudaNewThing(resource);
}
"""
SMALL = {
    "src/math/saxpy.cu": SAXPY,
    "src/math/reduce.cuh": REDUCE,
    "src/signal/spectrum.cu": SPECTRUM,
    "app/view.cu": VIEW,
    "app/main.cpp": "int main() { return 0; }\n",
}


# ---- From sources to a payload ---------------------------------------------------------------------------------------


def finding(file, name, text, begin, function="", kernel=None):
    kind, verdict, effort, replacement, area, needs, message, instead = NAMES[name]
    before = text[:begin]
    line_start = before.rfind("\n") + 1
    result = {
        "file": file,
        "line": before.count("\n") + 1,
        "column": len(before[line_start:].encode()) + 1,
        "begin": len(before.encode()),
        "end": len((before + name).encode()),
        "kind": kind,
        "name": name,
        "verdict": verdict,
        "effort": effort,
        "confidence": "lexical" if verdict == "unknown" else "pp" if kind in ("header", "macro") else "ast",
        "replacement": replacement,
        "message": message,
        "instead": instead,
        "area": area,
        "needs": needs,
        "function": function,
    }
    if kernel is not None:
        result["kernel"] = kernel
    return result


PATTERN = re.compile(
    r"(?<![\w])(" + "|".join(re.escape(n) for n in sorted(NAMES, key=len, reverse=True)) + r")(?![\w])"
)
FUNCTION = re.compile(
    r"^(?:template.*\n)?(__global__ )?(?:__device__ )?(?:void|float) (\w+)\(.*\{(?:.*\}$|(?:\n.*)*?\n\})", re.M
)


def counts():
    return {"total": 0, **{e: 0 for e in EFFORTS}}


def worst(efforts):
    return max(efforts, key=EFFORTS.index, default="auto")


def build(project, sources, profiles, diagnostics=()):
    """The whole payload of these sources; every sum is computed from the findings."""
    paths = sorted(sources)
    findings, kernels = [], []
    for index, path in enumerate(paths):
        text = sources[path]
        spans = []
        for m in FUNCTION.finditer(text):
            spans.append((m.start(), m.end(), m.group(2), bool(m.group(1))))
            if m.group(1):
                body = m.group(0)
                kernels.append(
                    {
                        "name": ("ns::" if "namespace ns" in text else "") + m.group(2),
                        "file": index,
                        "line": text.count("\n", 0, m.start(2)) + 1,
                        "column": 1,
                        "endLine": text.count("\n", 0, m.end()) + 1,
                        "effort": "auto",
                        "minutes": 0,
                        "uses": counts(),
                        "facts": {
                            "sharedBytes": 4096 if "__shared__" in body else 0,
                            "sharedAtLeast": False,
                            "dynamicShared": "extern" in body,
                            "barriers": body.count("__syncthreads"),
                            "warpOperations": len(re.findall("__shfl|__ballot", body)),
                            "atomics": body.count("atomicAdd"),
                            "inlineAssembly": body.count("asm("),
                            "recursion": False,
                            "launches": 0,
                            "textures": body.count("tex1D"),
                            "precision": ["fp8", "float"] if "fp8" in body else ["float"],
                        },
                        "needs": [],
                        "profiles": {},
                        "_span": (index, m.start(), m.end()),
                    }
                )
        for m in PATTERN.finditer(text):
            inside = next((s for s in spans if s[0] <= m.start() < s[1]), None)
            kernel = next(
                (
                    i
                    for i, k in enumerate(kernels)
                    if k["_span"][0] == index and k["_span"][1] <= m.start() < k["_span"][2]
                ),
                None,
            )
            findings.append(finding(index, m.group(1), text, m.start(), inside[2] if inside else "", kernel))
    return finish(project, sources, paths, findings, kernels, profiles, list(diagnostics))


def finish(project, sources, paths, findings, kernels, profiles, diagnostics):
    # All uses with the same reason are one decision; an ambiguous name is a decision by itself.
    groups = {}
    for f in findings:
        if f["effort"] != "auto" or f["verdict"] != "mapped":
            name = "" if f["verdict"] == "unsupported" else f["name"]
            groups.setdefault((name, f["message"], f["instead"], f["effort"]), []).append(f)
    decisions = []
    minutes_of = {}
    for uses in groups.values():
        f = uses[0]
        weight = WEIGHTS[f["effort"]]
        for i, use in enumerate(uses):
            minutes_of[id(use)] = weight["again"] if i else weight["first"]
        names = sorted(collections.Counter(u["name"] for u in uses).items(), key=lambda n: (-n[1], n[0]))
        decisions.append(
            {
                "name": names[0][0],
                "names": [{"name": name, "places": places} for name, places in names],
                **{key: f[key] for key in ("kind", "verdict", "effort", "area", "message", "instead")},
                "places": len(uses),
                "files": len({u["file"] for u in uses}),
                "minutes": weight["first"] + weight["again"] * (len(uses) - 1),
                "_uses": uses,
            }
        )
    decisions.sort(key=lambda d: (-d["minutes"], d["name"]))
    for i, decision in enumerate(decisions):
        decision["id"] = i
        for f in decision.pop("_uses"):
            f["decision"] = i

    summary = {
        "uses": counts(),
        "lines": {**counts(), "cuda": 0},
        "files": {**counts(), "cuda": 0},
        "kernels": counts(),
        "minutes": {"total": 0, "review": 0, "manual": 0, "blocked": 0},
        "units": sum(p.endswith((".cu", ".cpp")) for p in paths),
        "failedUnits": 0,
        "errors": sum(d["severity"] == "error" for d in diagnostics),
    }
    summary["calibrated"] = False
    summary["unreadFiles"] = len({d.get("file", d.get("path")) for d in diagnostics if d["severity"] == "error"})
    files = []
    by_file = [[] for _ in paths]
    for f in findings:
        by_file[f["file"]].append(f)
        summary["uses"][f["effort"]] += 1
        summary["uses"]["total"] += 1
        minutes = minutes_of.get(id(f), 0)
        summary["minutes"]["total"] += minutes
        if f["effort"] != "auto":
            summary["minutes"][f["effort"]] += minutes
        if "kernel" in f:
            kernel = kernels[f["kernel"]]
            kernel["uses"]["total"] += 1
            kernel["uses"][f["effort"]] += 1
            kernel["minutes"] += minutes
            kernel["effort"] = worst([kernel["effort"], f["effort"]])
            kernel["needs"] = sorted({*kernel["needs"], *f["needs"]})
    for index, path in enumerate(paths):
        uses, lines = counts(), {}
        for f in by_file[index]:
            uses["total"] += 1
            uses[f["effort"]] += 1
            lines.setdefault(f["line"], []).append(f["effort"])
        total = sources[path].count("\n")
        files.append(
            {
                "path": path,
                "newPath": re.sub(r"\.cu$", ".cpp", path),
                "lines": total,
                "cudaLines": len(lines),
                "uses": uses,
                "effort": worst(f["effort"] for f in by_file[index]),
                "minutes": sum(minutes_of.get(id(f), 0) for f in by_file[index]),
                "kernels": sum(k["file"] == index for k in kernels),
            }
        )
        summary["lines"]["total"] += total
        summary["lines"]["cuda"] += len(lines)
        for efforts in lines.values():
            summary["lines"][worst(efforts)] += 1
        summary["files"]["total"] += 1
        if by_file[index]:
            summary["files"]["cuda"] += 1
            summary["files"][files[-1]["effort"]] += 1
    for f in findings:
        for key in ("replacement", "message", "instead", "function"):
            if not f[key]:
                del f[key]
    for kernel in kernels:
        kernel.pop("_span", None)
        summary["kernels"]["total"] += 1
        summary["kernels"][kernel["effort"]] += 1

    extensions = {}
    for f in findings:
        for need in f["needs"]:
            extensions.setdefault(need, []).append(f)
    titles = {
        "warp": "Warp operations",
        "fp8": "8-bit floating point",
        "fft": "Fourier transforms",
        "texture": "Textures",
        "managed": "Managed memory",
    }
    extensions = [
        {
            "name": name,
            "title": titles.get(name, name),
            "uses": len(uses),
            "kernels": len({u["kernel"] for u in uses if "kernel" in u}),
            "files": len({u["file"] for u in uses}),
            "places": [[u["file"], u["line"], u["column"]] for u in uses],
        }
        for name, uses in extensions.items()
    ]
    extensions.sort(key=lambda e: (-e["uses"], e["name"]))
    needs = (
        [
            {
                "id": "shared_memory_per_block",
                "title": "Static shared memory of one block",
                "unit": "B",
                "value": max(k["facts"]["sharedBytes"] for k in kernels),
                "places": [[k["file"], k["line"], k["column"]] for k in kernels if k["facts"]["sharedBytes"]],
            }
        ]
        if any(k["facts"]["sharedBytes"] for k in kernels)
        else []
    )
    if any(f["kind"] == "function" and "warp" in f["needs"] for f in findings):
        needs.append(
            {
                "id": "warp_size",
                "title": "Lanes of a warp that are baked in",
                "value": 32,
                "unit": "lanes",
                "places": [[f["file"], f["line"], f["column"]] for f in findings if f["name"] == "__ballot_sync"][:3],
            }
        )
    if kernels:
        needs.append(
            {
                "id": "block_dim",
                "title": "Block along x, y, z",
                "value": [512, 16, 1],
                "unit": "threads",
                "places": [[kernels[0]["file"], kernels[0]["line"], 1]],
            }
        )
    profiles = copy.deepcopy(profiles)
    order = ["native", "emulated", "unknown", "absent", "over"]
    for profile in profiles:
        needed = [profile["extensions"].get(e["name"], {"support": "unknown"})["support"] for e in extensions]
        for need in needs:
            limit = profile["limits"].setdefault(need["id"], {"value": [], "unit": need["unit"], "status": "unknown"})
            limit["need"] = need["value"]
            limit["status"] = "unknown"
            if limit["value"]:
                limit["status"] = (
                    "ok"
                    if isinstance(need["value"], list)
                    or need["value"] in limit["value"]
                    or need["id"] != "warp_size"
                    and (need["value"] <= limit["value"][-1])
                    else "over"
                )
            needed.append({"ok": "native"}.get(limit["status"], limit["status"]))
        profile["verdict"] = max(needed, key=order.index, default="native")
        for kernel in kernels:
            kernel["profiles"][profile["id"]] = max(
                (profile["extensions"].get(n, {"support": "unknown"})["support"] for n in kernel["needs"]),
                key=order.index,
                default="native",
            )
        profile["gaps"] = [
            {
                "what": e["name"],
                "status": "absent",
                "text": f"{e['title']} are absent from this chip.",
                "uses": e["uses"],
                "places": e["places"][:5],
            }
            for e in extensions
            if profile["extensions"].get(e["name"], {}).get("support") == "absent"
        ]
    # The weights are the defaults, which are not measured: half to double.
    summary["minutes"]["least"] = summary["minutes"]["total"] / 2
    summary["minutes"]["most"] = summary["minutes"]["total"] * 2
    return {
        "version": 1,
        "generator": {"name": "causeway", "version": "0.1.0"},
        "project": project,
        "date": "2026-11-25",
        "summary": summary,
        "weights": WEIGHTS,
        "decisions": decisions,
        "extensions": extensions,
        "needs": needs,
        "profiles": profiles,
        "kernels": kernels,
        "files": files,
        "findings": findings,
        "diagnostics": diagnostics,
        "sources": sources,
    }


# ---- Chips -----------------------------------------------------------------------------------------------------------

# Made-up chips: the page must not know any.
GUIDE = "https://example.org/chip-guide.html#table-7"


def chip(identifier, name, backend, lanes, shared, **extensions):
    cited = {"source": GUIDE, "sources": ["guide"]}
    return {
        "id": identifier,
        "chip": name,
        "backend": backend,
        "note": f"Met by its makers' word only: {name}.",
        "verdict": "native",
        "extensions": {
            n: {
                "support": s,
                **({"note": f"{name}: {n} is {s}.", **cited, "sources": ["guide", "shim"]} if s != "unknown" else {}),
            }
            for n, s in extensions.items()
        },
        "formats": {
            "fp64": {"support": "native", **cited},
            "fp8_e4m3": {
                "support": "absent",
                "note": "It has another variant of FP8: bytes must be converted.",
                **cited,
            },
            "fp4_e2m1": {"support": "unknown"},
        },
        "limits": {
            "warp_size": {"title": "Lanes of a warp", "value": lanes, "unit": "lanes", **cited, "status": "none"},
            "shared_memory_per_block": {
                "title": "Static shared memory of one block",
                "value": shared,
                "unit": "B",
                **cited,
                "status": "none",
            },
            "block_dim": {
                "title": "Block along x, y, z",
                "value": [1024, 1024, 64],
                "unit": "threads",
                **cited,
                "status": "none",
            },
            "threads_per_block": {
                "title": "Threads of one block",
                "value": [1024],
                "unit": "threads",
                **cited,
                "status": "none",
            },
        },
        "gaps": [],
        "sources": {
            "guide": {"title": "The chip guide", "url": GUIDE, "section": "Table 7", "version": "2.1"},
            "shim": {"title": "What the backend offers", "path": "runtime-shim/extensions.h"},
        },
    }


CHIPS = [
    chip(
        "host",
        "Any CPU",
        "cpu",
        [16, 32, 64],
        [49152],
        warp="emulated",
        fp8="emulated",
        texture="emulated",
        managed="native",
        fft="absent",
        graph="emulated",
    ),
    chip(
        "alpha-1",
        "Alpha One",
        "alpha",
        [32],
        [49152, 233472],
        warp="native",
        fp8="native",
        texture="native",
        managed="native",
        fft="native",
        graph="native",
    ),
    chip(
        "beta-90",
        "Beta 90",
        "beta",
        [64],
        [65536],
        warp="native",
        fp8="absent",
        texture="emulated",
        managed="native",
        fft="native",
        graph="native",
    ),
    chip("gamma-x", "Gamma X", "", [16, 32], [], warp="native", fp8="unknown", texture="absent", managed="unknown"),
    chip(
        "delta-2",
        "Delta Two",
        "delta",
        [32],
        [2048],
        warp="native",
        fp8="native",
        texture="native",
        managed="native",
        fft="native",
        graph="unknown",
    ),
]


# ---- The payloads ----------------------------------------------------------------------------------------------------


def small(sources=None):
    sources = SMALL if sources is None else sources
    payload = build(
        "small",
        dict(sources),
        CHIPS,
        [
            {
                "severity": "error",
                "file": 0,
                "line": 4,
                "column": 3,
                "message": "use of undeclared identifier 'cudaNewThing'",
            },
            {"severity": "warning", "file": 1, "line": 1, "column": 1, "message": "the file is not UTF-8"},
        ],
    )
    fresh = [i for i, f in enumerate(payload["findings"]) if f["name"] == "cudaNewThing"]
    payload["baseline"] = {
        "name": "last-week.json",
        "new": fresh,
        "minutes": -840,
        "fixed": [{"path": "app/view.cu", "line": 9, "name": "cudaGraphicsUnmapResources", "effort": "blocked"}],
        "uses": {"total": -1, "auto": 0, "review": 0, "manual": 1, "blocked": -2},
    }
    kernel = next(k for k in payload["kernels"] if k["facts"]["sharedBytes"])
    kernel["facts"] |= {
        "sharedAtLeast": True,
        "template": True,
        "partial": True,
        "maxThreads": 1024,
        "blockSizes": [[256, 1, 1], [1024, 1, 1]],
        "dynamicShared": True,
        "recursion": True,
    }
    return payload


def clean():
    return build("clean", {"src/saxpy.cu": SAXPY}, CHIPS)


def empty():
    return build("empty", {}, CHIPS)


def many(n=10000, seed=1):
    """n findings in files of a tree that is some folders deep."""
    rng = random.Random(seed)
    names = list(NAMES)
    plain = [x for x in names if NAMES[x][2] == "auto" and NAMES[x][0] not in ("header", "macro")]
    odd = [x for x in names if NAMES[x][2] != "auto"]
    folders = [
        "core",
        "core/math",
        "core/math/dense",
        "io",
        "signal/filters",
        "signal",
        "render/gl",
        "tests",
        "apps/demo",
    ]
    sources, left, number = {}, n, 0
    while left > 0:
        path = f"{rng.choice(folders)}/unit_{number:03}.cu"
        number += 1
        lines = ["#include <cuda_runtime.h>"]
        uses, odds = 1, rng.choice([0, 0, 0.01, 0.08, 0.3])
        size = min(left, rng.choice([6, 20, 40, 90, 240]))
        while uses < size:
            if rng.random() < 0.15 and size - uses > 6:
                lines += [
                    "",
                    f"__global__ void kernel_{number}_{uses}(float *data, int n) {{",
                    "  int i = blockIdx.x * blockDim.x + threadIdx.x;",
                ]
                uses += 4
                for _ in range(min(size - uses, rng.randrange(1, 6))):
                    lines.append(
                        f"  data[i] += {rng.choice(['atomicAdd', '__shfl_down_sync', '__ballot_sync', 'tex1Dfetch'] if odds else ['atomicAdd', '__shfl_down_sync'])}(data, i);"
                    )
                    uses += 1
                lines += ["}", ""]
            else:
                name = rng.choice(odd) if rng.random() < odds else rng.choice(plain)
                lines.append(
                    f"  // plain text that has nothing to do with any chip, line {len(lines)}"
                    if rng.random() < 0.5
                    else f"  use({name}, {len(lines)}); // as it was in the first release"
                )
                uses += name in lines[-1]
        sources[path] = "\n".join(lines) + "\n"
        left -= sum(1 for _ in PATTERN.finditer(sources[path]))
    payload = build("many", sources, CHIPS)
    return payload


HOSTILE = [
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "\"' onmouseover=window.pwned=1 x='",
    "\u202egnp.exe\u202c",
    "<!--",
    "]]>",
    "javascript:window.pwned=1",
    "__proto__",
    "constructor",
    "a&lt;b&amp;",
    "\u0000\u0007\ufffd",
]


def hostile():
    """`small`, in which every text is followed by something that breaks careless pages."""
    turn = [0]

    def poison(text):
        turn[0] += 1
        return text + HOSTILE[turn[0] % len(HOSTILE)]

    keep = {"effort", "verdict", "support", "status", "severity", "confidence", "date", "unit"}

    def walk(value, key=""):
        if isinstance(value, dict):
            return {k: walk(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v, key) for v in value]
        return poison(value) if isinstance(value, str) and key not in keep else value

    payload = small()
    sources = payload.pop("sources")
    result = walk(payload)
    for profile in result["profiles"]:
        for extension in profile["extensions"].values():
            if "source" in extension:
                extension["source"] = "javascript:window.pwned=1"
                extension["sources"] = ["guide", "__proto__"]
        profile["sources"]["guide"]["url"] = "javascript:window.pwned=1"
        profile["extensions"]["__proto__"] = {"support": "absent", "note": HOSTILE[1]}
    result["sources"] = {
        f["path"]: text + HOSTILE[0] + HOSTILE[1]
        for f, text in zip(result["files"], (sources[p] for p in sorted(sources)))
    }
    return result


# ---- The page --------------------------------------------------------------------------------------------------------

PAGE = Path(__file__).resolve().parents[2] / "tool" / "audit" / "page"


def assemble(payload, page=PAGE):
    """The file that the program would write: the page's parts and the payload in one."""
    script = "".join(p.read_text() for p in sorted((page / "js").glob("*.js")))
    html = (page / "index.html").read_text()
    data = json.dumps(payload, ensure_ascii=False).replace("<", "\\u003c")
    parts = {
        "/*CAUSEWAY_STYLE*/": (page / "style.css").read_text(),
        "/*CAUSEWAY_SCRIPT*/": script,
        "CAUSEWAY_DATA": data,
    }
    return re.sub("|".join(map(re.escape, parts)), lambda m: parts[m.group()], html)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=["small", "many", "hostile", "empty", "clean"])
    parser.add_argument("--findings", type=int, default=10000)
    parser.add_argument("--html", action="store_true", help="the assembled page instead of the JSON")
    args = parser.parse_args()
    payload = many(args.findings) if args.which == "many" else globals()[args.which]()
    sys.stdout.write(assemble(payload) if args.html else json.dumps(payload, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
