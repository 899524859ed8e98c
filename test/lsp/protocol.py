#!/usr/bin/env python3
# Tests the language server's protocol with the real server: every feature, and every possible error of an editor.
# SPDX-License-Identifier: Apache-2.0
"""Run with the program in the environment's CAUSEWAY; further arguments are unittest's.

  CAUSEWAY=build/bin/causeway python3 protocol.py [-v] [Features.test_hover_tells_what_a_name_becomes ...]
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from client import CAPABILITIES, Client, Error, apply_edits, offset_of, path_of, position_of, uri_of

TOOL = Path(os.environ.get("CAUSEWAY", "build/bin/causeway")).resolve()

SAXPY = """\
#include <cuda_runtime.h>
#include "common.h"

__global__ void saxpy(int n, float a, const float *x, float *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = a * x[i] + y[i];
}

__device__ float twice(float v) { return 2 * v; }

int main() {
  float *x, *y;
  cudaMalloc(&x, 400);
  cudaMalloc(&y, 400);
  saxpy<<<1, 100>>>(100, 2.f, x, y);
  check(cudaDeviceSynchronize());
  cudaFree(x);
  return 0;
}
"""
COMMON = """\
#pragma once
#include <cuda_runtime.h>
inline void check(cudaError_t e) {
  if (e != cudaSuccess)
    throw cudaGetErrorString(e);
}
"""


def migrate(path, *more):
    """The output of `causeway migrate` for the sources at a path: texts by file name."""
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run(
            [TOOL, "migrate", "-q", "--no-cache", "--out", f"{out}/out", *more, path], capture_output=True, text=True
        )
        assert done.returncode in (0, 1), done.stderr
        return {f.name: f.read_bytes().decode() for f in Path(out, "out").rglob("*.*") if ".causeway" not in f.parts}


class WithProject(unittest.TestCase):
    """A folder with one program and its header."""

    files = {"saxpy.cu": SAXPY, "common.h": COMMON}

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="causeway-lsp-")).resolve()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        for name, text in self.files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(text.encode())

    def client(self, *arguments, folders=None, **more):
        client = Client(
            [TOOL, "lsp", "--no-cache", *arguments], folders=[self.folder] if folders is None else folders, **more
        )
        self.addCleanup(lambda: client.__exit__(Exception, None, None))
        return client

    def open(self, client, name="saxpy.cu", **more):
        uri = client.open(self.folder / name, **more)
        client.diagnostics(uri)
        return uri


class Features(WithProject):
    def test_initialize_tells_what_the_server_can_do(self):
        client = self.client()
        can = client.initialized["capabilities"]
        self.assertEqual(client.initialized["serverInfo"]["name"], "causeway")
        self.assertEqual(can["positionEncoding"], "utf-16")
        self.assertEqual(can["textDocumentSync"]["change"], 2)
        self.assertIn("source.fixAll.causeway", can["codeActionProvider"]["codeActionKinds"])
        for provider in ("hoverProvider", "completionProvider", "documentSymbolProvider", "codeLensProvider"):
            self.assertTrue(can[provider], provider)
        client.stop()
        self.assertEqual(client.process.returncode, 0)

    def test_every_use_is_a_diagnostic_with_verdict_and_place(self):
        client = self.client()
        uri = client.open(self.folder / "saxpy.cu")
        found = client.diagnostics(uri)
        report = self.folder / "report.json"
        subprocess.run([TOOL, "migrate", "-q", "--no-cache", self.folder, "--report", report], capture_output=True)
        expected = [f for f in json.loads(report.read_text())["findings"] if f["file"] == "saxpy.cu"]
        self.assertEqual(len(found), len(expected))
        for diagnostic, finding in zip(found, expected):
            begin = offset_of(SAXPY, diagnostic["range"]["start"])
            self.assertEqual(begin, finding["begin"])
            self.assertEqual(diagnostic["source"], "causeway")
            self.assertEqual(diagnostic["severity"], 4 if finding["verdict"] == "mapped" else 3)
            self.assertIn(finding["name"], diagnostic["message"])

    def test_verdicts_have_severities_of_their_own(self):
        text = "#include <cuda_runtime.h>\nint f() { return cudaNoSuchThing(1); }\nint *p = (int *)cudaGraphicsGLRegisterBuffer;\n"
        client = self.client()
        uri = client.open(self.folder / "odd.cu", text)
        by_code = {d["code"]: d["severity"] for d in client.diagnostics(uri)}
        self.assertEqual(by_code["unknown"], 2)
        self.assertEqual(by_code["cuda_runtime.h"], 4)

    def test_what_was_fixed_is_no_trouble(self):
        client = self.client()
        uri = self.open(client)
        begin = SAXPY.index("cudaMalloc")
        client.change(uri, begin, begin + len("cudaMalloc"), "cwMalloc")
        found = client.diagnostics(uri)
        self.assertIn("cudaFree", [d["code"] for d in found])
        self.assertNotIn("parse", [d["code"] for d in found])

        fixed = client.fix_all(uri)
        client.change(uri, 0, len(client.texts[uri]), fixed)
        self.assertEqual(client.diagnostics(uri), [])

    def test_what_is_typed_is_looked_at_before_it_is_saved(self):
        client = self.client()
        uri = self.open(client)
        before = client.diagnostics(uri)
        at = SAXPY.index("  return 0;")
        client.change(uri, at, at, "  cudaFree(y);\n")
        after = client.diagnostics(uri)
        self.assertEqual(len(after), len(before) + 1)
        line = SAXPY[:at].count("\n")
        self.assertTrue([d for d in after if d["range"]["start"]["line"] == line and d["code"] == "cudaFree"])
        self.assertEqual((self.folder / "saxpy.cu").read_text(), SAXPY)

    def test_an_edit_of_the_includes_makes_a_new_preamble(self):
        client = self.client()
        uri = self.open(client)
        client.change(uri, 0, 0, "#include <cuda_fp16.h>\n")
        self.assertIn("cuda_fp16.h", [d["code"] for d in client.diagnostics(uri)])
        self.assertEqual(client.fix_all(uri), migrate_text(self, client.texts[uri]))

    def test_a_header_that_is_not_saved_changes_who_includes_it(self):
        client = self.client()
        header = self.open(client, "common.h")
        source = self.open(client)
        client.idle()
        text = client.texts[header]
        client.change(header, len(text), len(text), "#define cudaFree(p) check(0)\n")
        client.diagnostics(header)
        client.idle()
        self.assertNotIn("cudaFree", [d["code"] for d in client.diagnostics(source)])

    def test_findings_of_a_header_are_those_of_the_units_that_include_it(self):
        client = self.client()
        uri = client.open(self.folder / "common.h", language="cpp")
        client.idle()
        self.assertIn("cudaGetErrorString", [d["code"] for d in client.diagnostics(uri)])
        self.assertEqual(client.fix_all(uri), migrate(self.folder)["common.h"])

    def test_fix_all_gives_the_text_that_migrate_writes(self):
        client = self.client()
        uri = self.open(client)
        self.assertEqual(client.fix_all(uri), migrate(self.folder)["saxpy.cpp"])
        kinds = {a["kind"] for a in client.actions(uri, 0, only=["source.fixAll.causeway"])}
        self.assertEqual(kinds, {"source.fixAll.causeway"})

    def test_a_build_script_of_the_project_is_migrated_too(self):
        script = "project(p LANGUAGES CXX CUDA)\nadd_executable(saxpy saxpy.cu)\n"
        (self.folder / "CMakeLists.txt").write_text(script)
        client = self.client()
        uri = client.open(self.folder / "CMakeLists.txt", language="cmake")
        self.assertIn("saxpy.cu", [d["code"] for d in client.diagnostics(uri)])
        self.assertEqual(client.fix_all(uri), migrate(self.folder)["CMakeLists.txt"])

    def test_a_build_script_that_is_not_saved_is_looked_at(self):
        (self.folder / "CMakeLists.txt").write_text("project(p LANGUAGES CXX)\n")
        client = self.client()
        uri = client.open(self.folder / "CMakeLists.txt", language="cmake")
        self.assertEqual(client.diagnostics(uri), [])
        client.change(uri, 20, 23, "CUDA")
        self.assertEqual([d["code"] for d in client.diagnostics(uri)], ["project", "CUDA"])

    def test_a_build_script_of_no_cuda_project_has_nothing_of_cuda(self):
        other = self.folder / "other"
        other.mkdir()
        (other / "CMakeLists.txt").write_text("project(p LANGUAGES CUDA)\n")
        client = self.client(folders=[other])
        uri = client.open(other / "CMakeLists.txt", language="cmake")
        self.assertEqual(client.diagnostics(uri), [])

    def test_fix_this_changes_one_use(self):
        client = self.client()
        uri = self.open(client)
        at = SAXPY.index("cudaMalloc(&y")
        first = client.actions(uri, at + 3, only=["quickfix"])[0]
        self.assertTrue(first["isPreferred"])
        self.assertEqual(first["diagnostics"][0]["code"], "cudaMalloc")
        self.assertEqual(client.fixed(uri, first), SAXPY.replace("cudaMalloc(&y", "cwMalloc(&y"))

    def test_fix_all_of_this_kind(self):
        client = self.client()
        uri = self.open(client)
        actions = client.actions(uri, SAXPY.index("cudaMalloc") + 1)
        same = [a for a in actions if a["title"] == "Migrate all 2 uses of cudaMalloc in this file"]
        self.assertEqual(client.fixed(uri, same[0]), SAXPY.replace("cudaMalloc", "cwMalloc"))

    def test_fix_this_function(self):
        client = self.client()
        uri = self.open(client)
        actions = client.actions(uri, SAXPY.index("y[i] = a"))
        fixed = client.fixed(uri, next(a for a in actions if "function saxpy" in a["title"]))
        self.assertIn("CW_KERNEL void saxpy", fixed)
        self.assertNotIn("threadIdx", fixed)
        self.assertIn("cudaMalloc", fixed)
        self.assertIn("__device__", fixed)

    def test_fix_this_file_is_a_quick_fix_too(self):
        client = self.client()
        uri = self.open(client)
        actions = client.actions(uri, SAXPY.index("cudaMalloc"), only=["quickfix"])
        fixed = client.fixed(uri, next(a for a in actions if a["title"].startswith("Migrate this file")))
        self.assertEqual(fixed, migrate(self.folder)["saxpy.cpp"])

    def test_a_file_may_be_renamed_along_with_its_migration(self):
        client = self.client()
        uri = self.open(client)
        actions = client.actions(uri, SAXPY.index("cudaMalloc"), only=["refactor"])
        changes = actions[0]["edit"]["documentChanges"]
        self.assertEqual(changes[1]["kind"], "rename")
        self.assertEqual(path_of(changes[1]["newUri"]), self.folder / "saxpy.cpp")
        self.assertEqual(client.fixed(uri, actions[0]), migrate(self.folder)["saxpy.cpp"])

    def test_a_taken_name_is_left_to_its_file(self):
        (self.folder / "saxpy.cpp").write_text("int other;\n")
        (self.folder / "main.cu").write_text('#include "saxpy.cu"\n')
        client = self.client()
        uri = self.open(client)
        actions = client.actions(uri, SAXPY.index("cudaMalloc"), only=["refactor"])
        changes = actions[0]["edit"]["documentChanges"]
        self.assertEqual(path_of(changes[1]["newUri"]), self.folder / "saxpy.cu.cpp")
        main = self.open(client, "main.cu")
        fixed = client.fixed(main, client.actions(main, 0, only=["source.fixAll"])[0])
        self.assertIn('#include "saxpy.cu.cpp"', fixed)

    def test_edits_are_made_when_they_are_asked_for(self):
        lazy = {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}
        client = self.client(capabilities={**CAPABILITIES, "textDocument": {"codeAction": lazy}})
        self.assertTrue(client.initialized["capabilities"]["codeActionProvider"]["resolveProvider"])
        uri = self.open(client)
        at = SAXPY.index("y[i] = a")
        action = next(a for a in client.actions(uri, at) if "function saxpy" in a["title"])
        self.assertNotIn("edit", action)
        fixed = client.fixed(uri, client.request("codeAction/resolve", action))
        self.assertIn("CW_KERNEL void saxpy", fixed)
        self.assertIn("cudaMalloc", fixed)
        whole = client.request("codeAction/resolve", client.actions(uri, 0, only=["source.fixAll"])[0])
        self.assertEqual(client.fixed(uri, whole), migrate(self.folder)["saxpy.cpp"])
        client.change(uri, 0, 0, "\n")
        with self.assertRaises(Error) as caught:
            client.request("codeAction/resolve", action)
        self.assertEqual(caught.exception.code, -32801)

    def test_edits_name_the_version_they_are_for(self):
        client = self.client()
        uri = self.open(client, version=7)
        edit = client.actions(uri, 0, only=["source.fixAll"])[0]["edit"]
        self.assertEqual(edit["documentChanges"][0]["textDocument"], {"uri": uri, "version": 7})

    def test_clients_without_document_changes_get_plain_ones(self):
        client = self.client(capabilities={})
        uri = self.open(client)
        self.assertEqual(list(client.actions(uri, 0, only=["source.fixAll"])[0]["edit"]["changes"]), [uri])

    def test_actions_wait_for_what_was_typed_just_now(self):
        client = self.client(options={"debounce": 5000})
        uri = self.open(client)
        at = SAXPY.index("  return 0;")
        client.change(uri, at, at, "  cudaFree(y);\n")
        begin = time.monotonic()
        actions = client.actions(uri, at + 4)
        self.assertLess(time.monotonic() - begin, 4)
        self.assertIn("  cwFree(y);\n", client.fixed(uri, actions[0]))

    def test_hover_tells_what_a_name_becomes(self):
        client = self.client()
        uri = self.open(client)
        hover = client.at("hover", uri, SAXPY.index("cudaMalloc") + 2)
        self.assertIn("`cudaMalloc` becomes `cwMalloc`", hover["contents"]["value"])
        self.assertEqual(offset_of(SAXPY, hover["range"]["start"]), SAXPY.index("cudaMalloc"))
        self.assertIsNone(client.at("hover", uri, SAXPY.index("return 0")))

    def test_hover_tells_needs_and_what_to_do_instead(self):
        text = "#include <cuda_runtime.h>\n__global__ void k(int *p) { *p = __shfl_down_sync(~0u, *p, 1); }\n// cudaGraphicsGLRegisterBuffer\n"
        client = self.client()
        uri = client.open(self.folder / "warp.cu", text)
        hover = client.at("hover", uri, text.index("__shfl") + 3)["contents"]["value"]
        self.assertIn("Needs of a chip: `warp`", hover)
        self.assertIn("spec.md", hover)
        hover = client.at("hover", uri, text.index("cudaGraphics") + 3)["contents"]["value"]
        self.assertIn("no portable form", hover)
        self.assertIn("Instead:", hover)

    def test_completion_offers_the_shims_name_for_cudas(self):
        client = self.client()
        uri = self.open(client)
        at = SAXPY.index("  return 0;")
        client.change(uri, at, at, "  cudaMal")
        items = client.at("completion", uri, at + len("  cudaMal"))["items"]
        item = next(i for i in items if i["label"] == "cwMalloc")
        self.assertEqual(item["filterText"], "cudaMalloc")
        self.assertIn("\n  cwMalloc  return 0;", apply_edits(client.texts[uri], [item["textEdit"]]))

    def test_completion_offers_headers(self):
        client = self.client()
        uri = self.open(client)
        client.change(uri, 0, 0, "#include <cuda_fp\n")
        item = next(i for i in client.at("completion", uri, len("#include <cuda_fp"))["items"] if "cuda_fp16.h" in i["filterText"])
        self.assertTrue(apply_edits(client.texts[uri], [item["textEdit"]]).startswith("#include <cw/"))

    def test_nothing_is_completed_where_nobody_types_cuda(self):
        client = self.client()
        uri = self.open(client)
        result = client.at("completion", uri, SAXPY.index("return 0") + 6)
        self.assertEqual(result["items"], [])

    def test_kernels_and_device_functions_are_symbols(self):
        client = self.client()
        uri = self.open(client)
        symbols = client.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        self.assertEqual([s["name"] for s in symbols], ["saxpy", "twice"])
        self.assertIn("kernel", symbols[0]["detail"])
        begin = offset_of(SAXPY, symbols[0]["range"]["start"])
        self.assertTrue(SAXPY[begin:].startswith("__global__ void saxpy"))

    def test_clients_without_symbol_trees_get_a_list(self):
        client = self.client(capabilities={})
        uri = self.open(client)
        symbols = client.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        self.assertEqual(symbols[0]["location"]["uri"], uri)

    def test_each_kernel_has_a_lens_with_its_readiness(self):
        client = self.client()
        uri = self.open(client)
        lenses = client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
        self.assertEqual(len(lenses), 1)
        self.assertEqual(lenses[0]["command"]["title"], "7 uses migrate automatically")

    def test_a_lens_migrates_its_kernel(self):
        client = self.client()
        uri = self.open(client)
        lens = client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})[0]
        client.request("workspace/executeCommand", {k: lens["command"][k] for k in ("command", "arguments")})
        client.pump(lambda: client.applied, 30, "an edit")
        fixed = apply_edits(SAXPY, client.edits_in(client.applied[0], uri))
        self.assertIn("CW_KERNEL void saxpy", fixed)
        self.assertIn("cudaMalloc", fixed)

    def test_a_command_migrates_the_file(self):
        client = self.client()
        uri = self.open(client)
        client.request("workspace/executeCommand", {"command": "causeway.server.fixFile", "arguments": [uri]})
        client.pump(lambda: client.applied, 30, "an edit")
        self.assertEqual(apply_edits(SAXPY, client.edits_in(client.applied[0], uri)), migrate(self.folder)["saxpy.cpp"])
        with self.assertRaisesRegex(Error, "no such command"):
            client.request("workspace/executeCommand", {"command": "causeway.nonsense"})

    def test_progress_is_told_while_the_project_is_read(self):
        client = self.client()
        self.open(client, "common.h")
        client.idle()
        kinds = [p["value"]["kind"] for p in client.noted("$/progress")]
        self.assertEqual(kinds[0], "begin")
        self.assertEqual(kinds[-1], "end")
        self.assertIn("indexing", [p["kind"] for p in client.noted("causeway/status")])

    def test_trace_tells_what_is_received(self):
        client = self.client()
        client.notify("$/setTrace", {"value": "messages"})
        self.open(client)
        client.request("textDocument/codeLens", {"textDocument": {"uri": uri_of(self.folder / "saxpy.cu")}})
        self.assertIn("received textDocument/codeLens", [p["message"] for p in client.noted("$/logTrace")])

    def test_symbols_in_crlf_text_with_other_scripts_are_where_they_are(self):
        text = "// \U0001f680 ruket\r\n#include <cuda_runtime.h>\r\nvoid f(void *p) { /* ö\U0001f680 */ cudaFree(p); }\r\n"
        client = self.client()
        uri = client.open(self.folder / "wide.cu", text)
        found = next(d for d in client.diagnostics(uri) if d["code"] == "cudaFree")
        self.assertEqual(offset_of(text, found["range"]["start"]), text.index("cudaFree"))
        self.assertEqual(client.fix_all(uri), text.replace("cuda_runtime.h", "cw/runtime.h").replace("cudaFree", "cwFree"))

    def test_utf8_positions_for_who_wants_them(self):
        capabilities = {**CAPABILITIES, "general": {"positionEncodings": ["utf-8", "utf-16"]}}
        client = self.client(capabilities=capabilities)
        self.assertEqual(client.initialized["capabilities"]["positionEncoding"], "utf-8")
        uri = client.open(self.folder / "wide.cu", "#include <cuda_runtime.h>\nvoid f(void *p) { /*ö*/ cudaFree(p); }\n")
        found = next(d for d in client.diagnostics(uri) if d["code"] == "cudaFree")
        self.assertEqual(found["range"]["start"]["character"], len("void f(void *p) { /*ö*/ ".encode()))


def migrate_text(test, text):
    """What migrate makes of the project with another text of its source."""
    other = Path(tempfile.mkdtemp(prefix="causeway-lsp-"))
    test.addCleanup(shutil.rmtree, other, ignore_errors=True)
    (other / "common.h").write_text(COMMON)
    (other / "saxpy.cu").write_bytes(text.encode())
    return migrate(other)["saxpy.cpp"]


class Projects(WithProject):
    def test_settings_choose_severities(self):
        client = self.client(settings={"severity": {"mapped": "none", "review": "error"}})
        uri = client.open(self.folder / "saxpy.cu")
        client.idle()
        self.assertEqual([d for d in client.diagnostics(uri) if d["severity"] == 4], [])
        client.settings = {"severity": {"mapped": "information"}}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.pump(lambda: client.diagnostics(uri), 30, "diagnostics again")
        self.assertEqual({d["severity"] for d in client.diagnostics(uri) if d["code"] == "cudaMalloc"}, {3})

    def test_settings_may_be_pushed(self):
        client = self.client(capabilities={})
        uri = self.open(client)
        client.notify("workspace/didChangeConfiguration", {"settings": {"causeway": {"severity": {"mapped": "none"}}}})
        client.pump(lambda: not client.diagnostics(uri), 30, "no diagnostics")

    def test_rules_of_ones_own_are_used_and_errors_in_them_told(self):
        (self.folder / "own.yaml").write_text("area: own\nfunctions:\n  check: { to: myCheck }\n")
        (self.folder / "bad.yaml").write_text("area: [\n")
        client = self.client(options={"rules": ["own.yaml"]})
        uri = self.open(client)
        self.assertIn("myCheck(cwDeviceSynchronize())", client.fix_all(uri))
        client.notify("workspace/didChangeConfiguration", {"settings": {"causeway": {"rules": ["bad.yaml"]}}})
        client.pump(lambda: client.noted("window/showMessage"), 30, "a message")
        self.assertIn("bad.yaml", client.noted("window/showMessage")[0]["message"])
        self.assertIn("myCheck(", client.fix_all(uri))

    def test_clang_arguments_count_from_the_project(self):
        (self.folder / "inc").mkdir()
        (self.folder / "inc/deep.h").write_text("#define RELEASE cudaFree\n")
        text = '#include <cuda_runtime.h>\n#ifdef ON\n#include "deep.h"\nvoid f(void *p) { RELEASE(p); }\n#endif\n'
        client = self.client(options={"clangArguments": ["-Iinc", "-DON"]})
        uri = client.open(self.folder / "saxpy.cu", text)
        self.assertNotIn("parse", [d["code"] for d in client.diagnostics(uri)])

    def test_compile_commands_are_used_and_read_again_when_they_change(self):
        def database(*arguments):
            (self.folder / "compile_commands.json").write_text(
                json.dumps(
                    [
                        {
                            "directory": str(self.folder),
                            "file": "saxpy.cu",
                            "arguments": ["nvcc", *arguments, "-c", "saxpy.cu"],
                        }
                    ]
                )
            )

        text = "#include <cuda_runtime.h>\n#ifdef DEEP\n#include <nowhere.h>\n#endif\nvoid f(void *p) { cudaFree(p); }\n"
        database()
        client = self.client()
        uri = client.open(self.folder / "saxpy.cu", text)
        self.assertNotIn("parse", [d["code"] for d in client.diagnostics(uri)])
        globs = [w["globPattern"] for r in client.registered for w in r["registerOptions"].get("watchers", [])]
        self.assertIn("**/compile_commands.json", globs)
        database("-DDEEP")
        client.notify(
            "workspace/didChangeWatchedFiles",
            {"changes": [{"uri": uri_of(self.folder / "compile_commands.json"), "type": 2}]},
        )
        client.pump(lambda: "parse" in [d["code"] for d in client.diagnostics(uri)], 60, "the missing header")
        # Without a notification from the editor, the next edit notices it.
        time.sleep(0.01)
        database()
        client.change(uri, len(text), len(text), "\n")
        self.assertNotIn("parse", [d["code"] for d in client.diagnostics(uri)])

    def test_several_folders_are_several_projects(self):
        other = Path(tempfile.mkdtemp(prefix="causeway-lsp-")).resolve()
        self.addCleanup(shutil.rmtree, other, ignore_errors=True)
        (other / "saxpy.cu").write_text('#include <cuda_runtime.h>\n#include "common.h"\nint *p = other;\n')
        (other / "common.h").write_text("static int *other; inline void f() { cudaFree(other); }\n")
        client = self.client()
        first = self.open(client)
        client.notify(
            "workspace/didChangeWorkspaceFolders",
            {"event": {"added": [{"uri": uri_of(other), "name": "other"}], "removed": []}},
        )
        second = client.open(other / "saxpy.cu")
        header = client.open(other / "common.h")
        client.idle()
        self.assertEqual(client.fix_all(header), migrate(other)["common.h"])
        self.assertEqual(client.fix_all(second), migrate(other)["saxpy.cpp"])
        self.assertEqual(client.fix_all(first), migrate(self.folder)["saxpy.cpp"])

    def test_a_file_without_a_project_is_looked_at_by_itself(self):
        client = self.client(folders=[])
        uri = self.open(client)
        self.assertEqual(client.fix_all(uri), migrate(self.folder / "saxpy.cu")["saxpy.cpp"])

    def test_a_file_that_is_nowhere_yet_is_looked_at(self):
        client = self.client()
        text = "#include <cuda_runtime.h>\nvoid f(void *p) { cudaFree(p); }\n"
        uri = client.open(self.folder / "new.cu", text)
        self.assertEqual(client.fix_all(uri), text.replace("cuda_runtime", "cw/runtime").replace("cudaFree", "cwFree"))

    def test_a_file_that_begins_to_use_cuda_is_looked_at_from_then_on(self):
        (self.folder / "plain.cpp").write_text("int f() { return 1; }\n")
        client = self.client()
        uri = client.open(self.folder / "plain.cpp", language="cpp")
        self.assertEqual(client.diagnostics(uri), [])
        client.change(uri, 0, 0, "#include <cuda_runtime.h>\n")
        self.assertEqual([d["code"] for d in client.diagnostics(uri)], ["cuda_runtime.h"])

    def test_a_header_saved_by_others_is_noticed(self):
        client = self.client()
        uri = self.open(client)
        client.idle()
        (self.folder / "common.h").write_text(COMMON + "#define cudaFree(p) check(cudaSuccess)\n")
        client.notify(
            "workspace/didChangeWatchedFiles", {"changes": [{"uri": uri_of(self.folder / "common.h"), "type": 2}]}
        )
        client.pump(lambda: "cudaFree" not in [d["code"] for d in client.diagnostics(uri)], 60, "the macro to be seen")

    def test_what_was_read_is_kept_for_the_next_start(self):
        cache = self.folder / ".cache"
        for _ in range(2):
            with Client([TOOL, "lsp", "--cache", cache], folders=[self.folder]) as client:
                uri = client.open(self.folder / "common.h")
                client.idle()
                self.assertEqual(client.fix_all(uri), migrate(self.folder)["common.h"])
                read = [p for p in client.noted("causeway/status") if p["kind"] == "indexing"]
        self.assertEqual(read, [])


class BadInput(WithProject):
    def test_requests_before_initialize_are_refused(self):
        client = self.client(start=False)
        with self.assertRaises(Error) as caught:
            client.request("textDocument/hover", {})
        self.assertEqual(caught.exception.code, -32002)
        client.notify("textDocument/didOpen", {})  # dropped
        client.initialize()
        with self.assertRaises(Error) as caught:
            client.request("initialize", {"capabilities": {}})
        self.assertEqual(caught.exception.code, -32600)
        client.stop()

    def test_unknown_methods_are_told_and_unknown_notifications_dropped(self):
        client = self.client()
        with self.assertRaises(Error) as caught:
            client.request("textDocument/nonsense", {})
        self.assertEqual(caught.exception.code, -32601)
        client.notify("textDocument/nonsense")
        client.notify("$/nonsense")
        client.stop()
        self.assertEqual(client.process.returncode, 0)

    def test_malformed_frames_are_told_and_the_next_message_is_read(self):
        client = self.client()
        bad = {
            "no length": b"Content-Type: text\r\n\r\n",
            "no number": b"Content-Length: many\r\n\r\n{}",
            "negative": b"Content-Length: -5\r\n\r\n{}",
            "no header at all": b"hello there\r\n\r\n",
            "no JSON": b"Content-Length: 5\r\n\r\n{nope",
            "no object": b"Content-Length: 2\r\n\r\n[]",
            "not UTF-8": b'Content-Length: 4\r\n\r\n"\xff\xfe"',
            "empty": b"Content-Length: 0\r\n\r\n",
            "half an object": b'Content-Length: 16\r\n\r\n{"method": 3, 1}',
        }
        for name, data in bad.items():
            with self.subTest(name):
                client.write(data)
                self.assertIn(client.answer(None, 10)["error"]["code"], (-32700, -32600))
                # What comes next is read.
                self.assertEqual(client.answer(client.ask("nonsense"), 10)["error"]["code"], -32601)
                client.answers.clear()
        uri = self.open(client)
        self.assertTrue(client.diagnostics(uri))
        client.stop()

    def test_other_line_ends_and_cases_in_headers_are_taken(self):
        client = self.client()
        body = json.dumps({"jsonrpc": "2.0", "id": "x", "method": "nonsense"}).encode()
        client.write(b"content-LENGTH:%d\nContent-Type: application/vscode-jsonrpc; charset=utf-8\n\n" % len(body) + body)
        self.assertEqual(client.answer("x", 10)["error"]["code"], -32601)

    def test_a_message_over_the_limit_is_passed_over(self):
        client = self.client()
        size = (64 << 20) + 1
        client.write(b"Content-Length: %d\r\n\r\n" % size)
        for _ in range(64):
            client.write(b"x" * (1 << 20))
        client.write(b"x")
        self.assertIn("the limit is", client.answer(None, 60)["error"]["message"])
        client.stop()

    def test_a_large_document_within_the_limit_is_taken(self):
        client = self.client()
        text = "#include <cuda_runtime.h>\n" + "// " + "x" * (4 << 20) + "\nvoid f(void *p) { cudaFree(p); }\n"
        uri = client.open(self.folder / "large.cu", text)
        self.assertEqual({d["code"] for d in client.diagnostics(uri)}, {"cuda_runtime.h", "cudaFree"})

    def test_positions_out_of_range_are_brought_into_it(self):
        client = self.client()
        uri = self.open(client)
        far = {"line": 10**6, "character": 10**6}
        document = {"textDocument": {"uri": uri}}
        self.assertIsNone(client.request("textDocument/hover", {**document, "position": far}))
        self.assertEqual(client.request("textDocument/completion", {**document, "position": far}), None)
        beyond = {"start": {"line": 0, "character": 10**6}, "end": far}
        client.request("textDocument/codeAction", {**document, "range": beyond, "context": {"diagnostics": []}})
        for bad in ({"line": -1, "character": 0}, {"line": "one", "character": 0}, {"line": 1}, None):
            with self.subTest(bad):
                with self.assertRaises(Error) as caught:
                    client.request("textDocument/hover", {**document, "position": bad})
                self.assertEqual(caught.exception.code, -32602)

    def test_changes_that_make_no_sense_leave_the_text(self):
        client = self.client()
        uri = self.open(client)
        where = {"start": {"line": 5, "character": 0}, "end": {"line": 1, "character": 0}}
        for version, changes in enumerate(([{"range": where, "text": "x"}], [{"range": 3}], [{}], "none"), 2):
            client.notify(
                "textDocument/didChange",
                {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes},
            )
            client.versions[uri] = version if changes != "none" else version - 1
        self.assertEqual(client.fix_all(uri), migrate(self.folder)["saxpy.cpp"])
        self.assertTrue(client.noted("window/logMessage", lambda p: p["type"] == 1))

    def test_several_changes_at_once_count_one_after_the_other(self):
        client = self.client()
        uri = client.open(self.folder / "saxpy.cu", "one\ntwo\n")
        at = lambda line, character: {"line": line, "character": character}
        client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri, "version": 2},
                "contentChanges": [
                    {"range": {"start": at(1, 0), "end": at(1, 3)}, "text": "#include <cuda_runtime.h>"},
                    {"range": {"start": at(0, 0), "end": at(1, 0)}, "text": ""},
                    {"range": {"start": at(9, 9), "end": at(9, 9)}, "text": "void f(void *p) { cudaFree(p); }\n"},
                ],
            },
        )
        client.texts[uri] = "#include <cuda_runtime.h>\nvoid f(void *p) { cudaFree(p); }\n"
        client.versions[uri] = 2
        self.assertIn("cwFree(p)", client.fix_all(uri))

    def test_documents_that_are_not_open_are_told(self):
        client = self.client()
        uri = uri_of(self.folder / "saxpy.cu")
        client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": []})
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        with self.assertRaises(Error) as caught:
            client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
        self.assertEqual(caught.exception.code, -32602)
        self.assertEqual(len(client.noted("window/logMessage")), 2)

    def test_documents_of_other_schemes_have_nothing_of_cuda(self):
        client = self.client()
        for uri in ("untitled:Untitled-1", "git:/x/y.cu?ref", "nonsense"):
            client.notify(
                "textDocument/didOpen",
                {"textDocument": {"uri": uri, "languageId": "cuda-cpp", "version": 1, "text": SAXPY}},
            )
            self.assertIsNone(client.request("textDocument/codeLens", {"textDocument": {"uri": uri}}))

    def test_paths_with_odd_characters_are_found(self):
        folder = self.folder / "a b#ö%20"
        folder.mkdir()
        (folder / "ünit?.cu").write_text("#include <cuda_runtime.h>\nvoid f(void *p) { cudaFree(p); }\n")
        client = self.client()
        uri = client.open(folder / "ünit?.cu")
        self.assertIn("cudaFree", [d["code"] for d in client.diagnostics(uri)])

    def test_a_request_that_waits_can_be_cancelled(self):
        client = self.client(options={"debounce": 10000})
        uri = client.open(self.folder / "saxpy.cu")
        id = client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
        client.notify("$/cancelRequest", {"id": id})
        self.assertEqual(client.answer(id)["error"]["code"], -32800)
        client.notify("$/cancelRequest", {"id": "nonsense"})
        client.notify("$/cancelRequest", {})
        self.assertTrue(client.request("textDocument/codeLens", {"textDocument": {"uri": uri}}))

    def test_what_waits_is_answered_when_its_document_is_closed(self):
        client = self.client()
        uri = client.open(self.folder / "saxpy.cu")
        id = client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
        client.close(uri)
        self.assertEqual(client.answer(id)["error"]["code"], -32803)
        client.pump(lambda: client.noted("textDocument/publishDiagnostics"), 30, "that there are none any more")
        self.assertEqual(client.noted("textDocument/publishDiagnostics")[-1]["diagnostics"], [])

    def test_a_file_that_vanishes_stays_as_it_is_open(self):
        client = self.client()
        uri = self.open(client)
        shutil.rmtree(self.folder)
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 3}]})
        client.change(uri, 0, 0, "// gone\n")
        self.assertIn("cudaMalloc", [d["code"] for d in client.diagnostics(uri)])
        client.stop()

    def test_broken_code_is_looked_at_as_far_as_it_goes(self):
        client = self.client()
        uri = client.open(self.folder / "saxpy.cu", SAXPY.replace("float *x, *y;", "float *x, *y; {{{ ((("))
        codes = [d["code"] for d in client.diagnostics(uri)]
        self.assertIn("parse", codes)
        self.assertIn("cudaMalloc", codes)

    def test_empty_and_odd_texts_are_taken(self):
        client = self.client()
        for text in ("", "\n", "\0", "\ufeff#include <cuda_runtime.h>\n", "#include", "#if 1", '"', "/*", "\\", "\r\r\n"):
            with self.subTest(repr(text)):
                uri = client.open(self.folder / "saxpy.cu", text)
                client.diagnostics(uri)
                client.fix_all(uri)
                client.notes.clear()

    def test_the_editor_may_go_away(self):
        client = self.client()
        self.open(client)
        client.process.stdin.close()
        self.assertEqual(client.process.wait(timeout=20), 1)

    def test_exit_without_shutdown_is_a_failure(self):
        client = self.client()
        client.notify("exit")
        self.assertEqual(client.process.wait(timeout=20), 1)

    def test_after_shutdown_only_exit_is_served(self):
        client = self.client()
        client.request("shutdown")
        with self.assertRaises(Error) as caught:
            client.request("textDocument/codeLens", {})
        self.assertEqual(caught.exception.code, -32600)
        client.notify("exit")
        self.assertEqual(client.process.wait(timeout=20), 0)

    def test_a_frame_that_is_cut_off_ends_the_server(self):
        client = self.client()
        client.write(b"Content-Length: 100\r\n\r\n{")
        client.process.stdin.close()
        self.assertEqual(client.process.wait(timeout=20), 1)


def children(process):
    """The child processes of a process, from /proc."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *children(int(child))]
    return found


@unittest.skipUnless(Path("/proc/self/task").exists(), "needs /proc")
class Processes(WithProject):
    def test_the_server_outlives_a_crash_of_the_analysis(self):
        client = self.client()
        uri = self.open(client)
        client.idle()
        for child in children(client.process.pid):
            os.kill(child, signal.SIGSEGV)
        client.change(uri, 0, 0, "// again\n")
        self.assertIn("cudaMalloc", [d["code"] for d in client.diagnostics(uri)])
        client.stop()

    def test_nothing_is_left_when_the_server_is_killed_and_another_starts(self):
        client = self.client()
        self.open(client)
        below = children(client.process.pid)
        self.assertTrue(below)
        client.process.kill()
        client.process.wait()
        end = time.monotonic() + 10
        while any(Path(f"/proc/{p}/exe").exists() for p in below) and time.monotonic() < end:
            time.sleep(0.05)
        self.assertFalse([p for p in below if Path(f"/proc/{p}/exe").exists()])
        again = self.client()
        self.assertTrue(again.diagnostics(self.open(again)))

    def test_a_unit_that_takes_too_long_is_given_up(self):
        # More tokens than there is time for.
        doubles = "".join(f"#define A{n} A{n - 1} A{n - 1}\n" for n in range(1, 34))
        slow = "#include <cuda_runtime.h>\nvoid f(void *p) { cudaFree(p); }\n#define A0 1 +\n" + doubles + "#if A33 1\n#endif\n"
        client = self.client("--unit-timeout", "8")
        uri = client.open(self.folder / "slow.cu", slow)
        found = client.diagnostics(uri)
        self.assertIn("cudaFree", [d["code"] for d in found])
        self.assertIn("given up", [d["message"] for d in found if d["code"] == "parse"][0])
        self.assertIn("given up", client.noted("window/showMessage")[0]["message"])
        client.change(uri, slow.index("#if A33"), len(slow), "")
        self.assertEqual([d["message"] for d in client.diagnostics(uri) if d["code"] == "parse"], [])
        client.stop()


if __name__ == "__main__":
    unittest.main()
