// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { expand, filePath, needsRestart, readSettings, serverSettings, type Settings } from "../src/core/settings";

const where = { home: "/home/ada", workspaceFolder: "/src/app" };
const none = { home: "/home/ada", workspaceFolder: undefined };
const set = (values: Record<string, unknown>): Settings => readSettings((key) => values[key]);

interface Manifest {
  contributes: { configuration: { properties: Record<string, { default: unknown }> } };
}
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;

describe("settings", () => {
  test("an unset value has the default of package.json", () => {
    const properties = manifest.contributes.configuration.properties;
    assert.deepEqual(
      set({}),
      readSettings((key) => properties[`causeway.${key}`]?.default),
    );
  });

  test("every setting of package.json is read, but for the one that the client library reads", () => {
    const read: string[] = [];
    readSettings((key) => read.push(`causeway.${key}`));
    assert.deepEqual(read.sort(), Object.keys(manifest.contributes.configuration.properties).filter((key) => key !== "causeway.trace.server").sort());
  });

  test("a value of the wrong type counts as not set", () => {
    assert.deepEqual(set({ "server.path": 7, rules: "a.yaml", clangArguments: [1, "-DX", ""], "severity.mapped": "loud", debounce: "1" }), {
      ...set({}),
      clangArguments: ["-DX"],
    });
  });

  test("~ and ${workspaceFolder} are expanded, and nothing else", () => {
    assert.equal(expand("~/bin/causeway", where), "/home/ada/bin/causeway");
    assert.equal(expand("a~b/~", where), "a~b/~");
    assert.equal(expand("-I${workspaceFolder}/include", where), "-I/src/app/include");
    assert.equal(expand("${workspaceFolder}/x", none), "${workspaceFolder}/x");
    assert.equal(expand("${env:HOME}", where), "${env:HOME}");
  });

  test("a relative file lies below the workspace folder", () => {
    assert.equal(filePath("rules/mine.yaml", where), "/src/app/rules/mine.yaml");
    assert.equal(filePath("/etc/mine.yaml", where), "/etc/mine.yaml");
    assert.equal(filePath("mine.yaml", none), "mine.yaml");
  });

  test("the server receives absolute rule files and expanded arguments", () => {
    assert.deepEqual(serverSettings(set({ rules: ["mine.yaml"], clangArguments: ["-I${workspaceFolder}/include"], buildDirectory: "out", "severity.mapped": "none" }), where), {
      rules: ["/src/app/mine.yaml"],
      clangArguments: ["-I/src/app/include"],
      buildDirectory: "/src/app/out",
      severity: { mapped: "none", review: "information", unsupported: "warning", unknown: "warning" },
      debounce: 150,
    });
  });

  test("only another program or other arguments of it need a restart", () => {
    assert.equal(needsRestart(set({}), set({ rules: ["a"], "severity.mapped": "none" })), false);
    assert.equal(needsRestart(set({}), set({ "server.path": "/x" })), true);
    assert.equal(needsRestart(set({ "server.extraArguments": ["a b"] }), set({ "server.extraArguments": ["a", "b"] })), true);
  });
});
