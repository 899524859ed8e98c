// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { countFindings, statusView } from "../src/core/status";

const running = { kind: "running" } as const;

test("only the server's diagnostics are counted; what is mapped, or did not parse, is not open", () => {
  const of = (code: string | undefined, source = "causeway") => ({ source, code });
  const told = [of("someName"), of("mapped-review"), of("unsupported"), of("unknown"), of("parse"), of("unknown", "clangd")];
  assert.deepEqual(countFindings(told), { open: 3, mapped: 1 });
});

test("a running server shows the number of open findings of the file", () => {
  assert.deepEqual(statusView(running, { open: 2, mapped: 5 }), {
    text: "$(person) Causeway: 2 open",
    tooltip: "5 uses of CUDA in this file migrate automatically, 2 places need a person.",
    alarm: "none",
  });
  assert.equal(statusView(running, { open: 1, mapped: 0 }).tooltip, "1 place needs a person in this file.");
  assert.equal(statusView(running, { open: 0, mapped: 1 }).tooltip, "1 use of CUDA in this file migrates automatically; nothing is left to a person.");
  assert.equal(statusView(running, { open: 0, mapped: 0 }).text, "$(check) Causeway");
});

test("while the sources are read, the known findings are shown", () => {
  assert.equal(statusView({ kind: "analysing" }, { open: 1, mapped: 0 }).tooltip, "The sources are being read. 1 place needs a person in this file.");
});

test("a missing server is an error with advice", () => {
  const view = statusView({ kind: "missing", missing: { problem: "Not found.", step: "Install it." } }, { open: 0, mapped: 0 });
  assert.equal(view.alarm, "error");
  assert.equal(view.tooltip, "Not found. Install it.");
  assert.equal(statusView({ kind: "stopped" }, { open: 3, mapped: 3 }).alarm, "warning");
});
