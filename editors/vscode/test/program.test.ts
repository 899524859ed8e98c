// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, describe, test } from "node:test";
import { findProgram, lacksCommand, thisSystem, type System } from "../src/core/program";

const where = { home: "/home/ada", workspaceFolder: "/src/app" };
const system = (searchPath: string, ...programs: string[]): System => ({
  platform: "linux",
  searchPath,
  isProgram: (file) => Promise.resolve(programs.includes(file)),
});

describe("finding the program", () => {
  test("without a setting, the first one in PATH", async () => {
    assert.deepEqual(await findProgram("", where, system("/bin:/opt/bin:/usr/bin", "/opt/bin/causeway", "/usr/bin/causeway")), {
      program: "/opt/bin/causeway",
    });
  });

  test("never one in the current folder, which a repository could contain", async () => {
    assert.ok("missing" in (await findProgram("", where, system(":.:bin", "causeway", "./causeway", "bin/causeway"))));
  });

  test("with a setting, that one, also relative to the workspace folder and to home", async () => {
    const present = system("", "/src/app/build/bin/causeway", "/home/ada/bin/causeway");
    assert.deepEqual(await findProgram("build/bin/causeway", where, present), { program: "/src/app/build/bin/causeway" });
    assert.deepEqual(await findProgram("~/bin/causeway", where, present), { program: "/home/ada/bin/causeway" });
  });

  test("a bare name in the setting is searched in PATH", async () => {
    assert.deepEqual(await findProgram("causeway-0.2", where, system("/usr/bin", "/usr/bin/causeway-0.2")), { program: "/usr/bin/causeway-0.2" });
  });

  test("a wrong setting is reported, and PATH is not searched instead", async () => {
    const found = await findProgram("/nowhere/causeway", where, system("/usr/bin", "/usr/bin/causeway"));
    assert.ok("missing" in found);
    assert.match(found.missing.problem, /causeway\.server\.path.*\/nowhere\/causeway/);
    assert.match(found.missing.step, /clear it/);
  });

  test("the message for a missing program has the searched name and the next step", async () => {
    const found = await findProgram("", where, system("/usr/bin"));
    assert.ok("missing" in found);
    assert.match(found.missing.problem, /'causeway' was not found in PATH/);
    assert.match(found.missing.step, /causeway\.server\.path/);
  });

  const folder = mkdtempSync(path.join(tmpdir(), "causeway-program-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const script = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  test("on the disk, a folder and a file that cannot be run are no programs", async () => {
    mkdirSync(path.join(folder, "directory"));
    writeFileSync(path.join(folder, "text"), "", { mode: 0o644 });
    for (const name of ["directory", "text", "absent"]) assert.ok("missing" in (await findProgram(path.join(folder, name), where, thisSystem)), name);
    const program = script("causeway", "exit 0");
    assert.deepEqual(await findProgram("", where, { ...thisSystem, searchPath: folder }), { program });
  });

  test("an older program that lacks a command is detected", async () => {
    assert.equal(await lacksCommand(script("new", 'echo "Serve an editor"; echo "Usage: causeway $1 [OPTIONS]"'), "lsp"), undefined);
    assert.match((await lacksCommand(script("old", 'echo "Usage: causeway [OPTIONS] SUBCOMMAND"'), "lsp"))?.problem ?? "", /old does not know 'lsp'\.$/);
    const refuses = await lacksCommand(script("other", "echo 'causeway: error: unknown command' >&2; exit 2"), "lsp");
    assert.match(refuses?.problem ?? "", /does not know 'lsp': causeway: error: unknown command\./);
  });

  const tool = process.env.CAUSEWAY_TOOL;
  test("the program of this source tree has the commands that the extension runs", { skip: tool === undefined && "CAUSEWAY_TOOL names no program" }, async () => {
    for (const command of ["lsp", "audit"]) assert.equal(await lacksCommand(tool ?? "", command), undefined);
    assert.notEqual(await lacksCommand(tool ?? "", "no-such-command"), undefined);
  });
});
