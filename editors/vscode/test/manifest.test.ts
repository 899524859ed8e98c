// Compares package.json with the sources, and its problem matchers with the
// output of `causeway migrate`.
//
// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, describe, test } from "node:test";

interface Pattern {
  name: string;
  regexp: string;
  file: number;
  line?: number;
  column?: number;
  severity?: number;
  message: number;
}
interface Manifest {
  icon: string;
  version: string;
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, { scope: string }> };
    problemMatchers: { name: string; pattern: string }[];
    problemPatterns: Pattern[];
  };
}
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const { commands, configuration, problemMatchers, problemPatterns } = manifest.contributes;

test("every command is registered by the sources, and no other", () => {
  const sources = readdirSync("src")
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`src/${file}`, "utf8"))
    .join("\n");
  const registered = [...sources.matchAll(/registerCommand\(\s*"([^"]+)"/g)].map(([, command]) => command);
  assert.deepEqual(registered.sort(), commands.map(({ command }) => command).sort());
});

test("a folder that is not trusted cannot choose what runs or which files are read", () => {
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
  const open = [...["mapped", "review", "unsupported", "unknown"].map((verdict) => `causeway.severity.${verdict}`), "causeway.debounce", "causeway.audit.openIn", "causeway.trace.server"];
  assert.deepEqual(
    [...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ...open].sort(),
    Object.keys(configuration.properties).sort(),
  );
});

test("the change log has this version, and the icon exists", () => {
  assert.match(readFileSync("CHANGELOG.md", "utf8"), new RegExp(`^## ${manifest.version.replaceAll(".", "\\.")}$`, "m"));
  assert.ok(existsSync(manifest.icon));
});

/** Which matchers take a line, and what they make of it. */
function matched(line: string): Record<string, (string | undefined)[]> {
  return Object.fromEntries(
    problemMatchers.flatMap(({ name, pattern }) => {
      const { regexp, file, line: row, column, severity, message } = problemPatterns.find((each) => `$${each.name}` === pattern) ?? assert.fail(pattern);
      const found = new RegExp(regexp).exec(line);
      return found ? [[name, [file, row, column, severity, message].map((group) => (group === undefined ? undefined : found[group]))]] : [];
    }),
  );
}

describe("problem matchers", () => {
  test("an open finding has its place, and its verdict selects the matcher", () => {
    assert.deepEqual(matched("src/a.cu:12:3: unsupported: foo: no neutral form. Instead: ..."), {
      causeway: ["src/a.cu", "12", "3", "unsupported", "foo: no neutral form. Instead: ..."],
    });
    assert.deepEqual(matched("a.cu:1:2: mapped-review: foo -> bar: look"), { "causeway-review": ["a.cu", "1", "2", undefined, "foo -> bar: look"] });
  });

  test("an error has its place, or only its file", () => {
    assert.deepEqual(matched("a.cu:1:2: error: expected ';' (and 2 more in this file)"), {
      causeway: ["a.cu", "1", "2", "error", "expected ';' (and 2 more in this file)"],
    });
    assert.deepEqual(matched("a.cu: error: the parser crashed"), { "causeway-file": ["a.cu", undefined, undefined, "error", "the parser crashed"] });
  });

  test("tables, sums and the program's own errors are no problems of a file", () => {
    for (const line of ["file  mapped  review  unsupported  unknown", "  unsupported        2    4.1 %", "2 places of 49 need a person: look at the lines above.", "causeway: error: no such file: x"])
      assert.deepEqual(matched(line), {}, line);
  });

  const tool = process.env.CAUSEWAY_TOOL;
  test("one matcher matches each open finding and error of a real run", { skip: tool === undefined && "CAUSEWAY_TOOL names no program" }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), "causeway-matcher-"));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    const source = readFileSync("../../test/corpus/unsupported_leftovers/unsupported_leftovers.cu", "utf8");
    writeFileSync(path.join(folder, "left.cu"), source);
    writeFileSync(path.join(folder, "broken.cu"), "#include <cuda_runtime.h>\nvoid f() { cudaFree(0) }\n");
    writeFileSync(path.join(folder, "review.cu"), readFileSync("../../test/corpus/warp_width/warp_width.cu", "utf8"));
    const report = path.join(folder, "report.json");
    const { stdout, status } = spawnSync(tool ?? "", ["migrate", "-q", "-v", "--no-cache", folder, "--root", folder, "--report", report], { cwd: folder, encoding: "utf8" });
    assert.equal(status, 1);
    const { findings } = JSON.parse(readFileSync(report, "utf8")) as { findings: { file: string; line: number; column: number; verdict: string }[] };
    const expected = findings.filter(({ verdict }) => verdict !== "mapped").map(({ file, line, column }) => `${file}:${line}:${column}`);
    const taken = stdout.split("\n").flatMap((line) => {
      const matches = Object.values(matched(line));
      assert.ok(matches.length <= 1, line);
      return matches;
    });
    const places = taken.filter(([, , , severity]) => severity !== "error").map(([file, row, column]) => `${String(file)}:${String(row)}:${String(column)}`);
    assert.ok(expected.length > 0);
    assert.deepEqual(places, expected);
    assert.equal(taken.filter(([file, , , severity]) => file === "broken.cu" && severity === "error").length, 1);
  });
});
