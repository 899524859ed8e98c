// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, editsOf } from "../src/core/preview";

const at = (line: number, from: number, to: number, newText: string) => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  newText,
});

test("only the edits of the document are applied, in either form of a WorkspaceEdit", () => {
  const mine = [at(0, 0, 1, "x")];
  assert.deepEqual(editsOf({ changes: { "file:///a": mine, "file:///b": [] } }, "file:///a"), mine);
  assert.deepEqual(editsOf({ documentChanges: [{ textDocument: { uri: "file:///a" }, edits: mine }, { kind: "rename" }] }, "file:///a"), mine);
  assert.deepEqual(editsOf({ changes: {} }, "file:///a"), []);
});

test("places count UTF-16, and line ends stay", () => {
  assert.equal(edited("/* 𝄞é */ cudaFree(p);\r\nnext\r\n", [at(0, 10, 18, "cwFree"), at(1, 0, 4, "done")]), "/* 𝄞é */ cwFree(p);\r\ndone\r\n");
});

test("edits that overlap are refused", () => {
  assert.throws(() => edited("abcdef", [at(0, 0, 4, "x"), at(0, 2, 5, "y")]));
});
