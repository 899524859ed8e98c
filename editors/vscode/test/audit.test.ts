// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { auditArguments, auditProblem, pageForWebview, pageName } from "../src/core/audit";
import { readSettings } from "../src/core/settings";

const where = { home: "/home/ada", workspaceFolder: "/src/app" };

test("an audit without settings asks for the page only", () => {
  assert.deepEqual(
    auditArguments(
      "/src/app",
      "/store/page.html",
      readSettings(() => undefined),
      where,
    ),
    ["audit", "/src/app", "--html", "/store/page.html"],
  );
});

test("the command line has profiles, rules and compiler arguments; only profiles that are files become paths", () => {
  const values: Record<string, unknown> = {
    "audit.profiles": ["amd-gfx90a", "chips/ours.yaml", "ours.yml"],
    rules: ["mine.yaml"],
    buildDirectory: "out",
    clangArguments: ["-I${workspaceFolder}/include"],
  };
  assert.deepEqual(
    auditArguments(
      "/src/app",
      "/store/page.html",
      readSettings((key) => values[key]),
      where,
    ).slice(4),
    ["--profile", "amd-gfx90a", "--profile", "/src/app/chips/ours.yaml", "--profile", "/src/app/ours.yml", "-p", "/src/app/out", "--rules", "/src/app/mine.yaml", "--", "-I/src/app/include"],
  );
});

test("folders with equal names get separate pages with plain file names", () => {
  assert.notEqual(pageName("/a/src"), pageName("/b/src"));
  assert.equal(pageName("/a/src"), pageName("/a/src"));
  assert.match(pageName("/a/name with ü/…"), /^audit-[\w.-]+\.html$/);
});

test("exit status 1 is no failure; a failure shows the program's own message", () => {
  assert.equal(auditProblem(0, ""), undefined);
  assert.equal(auditProblem(1, "warning: x"), undefined);
  assert.equal(auditProblem(2, "parsing...\ncauseway: error: no rule file 'x'\n"), "no rule file 'x'");
  assert.equal(auditProblem(2, "?"), "The audit ended with status 2.");
  assert.equal(auditProblem(null, ""), "The audit was ended by a signal.");
});

test("in a tab of the editor, the page gets a script for its links and is otherwise the same", () => {
  const page = '<!doctype html><html><head><title>$& $1</title></head><body data-x="</head>"></body></html>';
  const shown = pageForWebview(page);
  assert.ok(shown.startsWith("<!doctype html><html><head><title>$& $1</title><script>"));
  assert.equal(shown.replace(/<script>.*<\/script>/s, ""), page);
});

test("the added script runs under the page's policy", () => {
  assert.match(pageForWebview('<head><style nonce="a-1">x</style></head>'), /<script nonce="a-1">addEventListener/);
});
