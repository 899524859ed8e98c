// Finds the program `causeway`, and says what to do if it is missing. Independent of the editor.
// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";
import { expand, filePath, type Surroundings } from "./settings";

/** The reason why there is no program to run, as a message for the user with the next step. */
export interface Missing {
  readonly problem: string;
  readonly step: string;
}

export type Found = { readonly program: string } | { readonly missing: Missing };

export interface System {
  readonly platform: NodeJS.Platform;
  readonly searchPath: string;
  readonly isProgram: (file: string) => Promise<boolean>;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

export const thisSystem: System = {
  platform: process.platform,
  searchPath: process.env.PATH ?? "",
  isProgram,
};

/** The program that `causeway.server.path` names or, if it is empty, the first `causeway` in PATH. */
export async function findProgram(serverPath: string, where: Surroundings, system: System = thisSystem): Promise<Found> {
  if (serverPath !== "") {
    // A bare name is searched in PATH, as in a shell.
    const bare = expand(serverPath, where);
    if (/[/\\]/.test(bare)) {
      const file = filePath(serverPath, where);
      if (await system.isProgram(file)) return { program: file };
      return {
        missing: {
          problem: `The program that the setting causeway.server.path names does not exist or cannot be run: ${file}.`,
          step: "Correct the setting, or clear it to look in PATH.",
        },
      };
    }
  }
  const name = serverPath === "" ? "causeway" : expand(serverPath, where);
  const windows = system.platform === "win32";
  const names = windows && !name.toLowerCase().endsWith(".exe") ? [`${name}.exe`] : [name];
  // An empty entry means the current folder, where a repository could have put any program.
  for (const folder of system.searchPath.split(windows ? ";" : ":").filter((each) => path.isAbsolute(each)))
    for (const each of names) {
      const file = path.join(folder, each);
      if (await system.isProgram(file)) return { program: file };
    }
  return {
    missing: {
      problem: `The program '${name}' was not found in PATH.`,
      step: "Install or build Causeway, then name the program in the setting causeway.server.path (build/bin/causeway of a build).",
    },
  };
}

/** Checks that the program knows a command, since older versions lack some. Returns a message if it does not. */
export async function lacksCommand(program: string, command: string): Promise<Missing | undefined> {
  return new Promise((resolve) => {
    execFile(program, [command, "--help"], { timeout: 20_000 }, (error, stdout, stderr) => {
      const said = stderr.trim().split("\n")[0] ?? "";
      // A version without this command still prints its help.
      const helps = stdout.split("\n").some((line) => line.startsWith(`Usage: causeway ${command} `));
      resolve(
        error === null && helps
          ? undefined
          : {
              problem: `${program} does not know '${command}'${said === "" ? "" : `: ${said}`}.`,
              step: "Install or build the version of Causeway that this extension belongs to, or name it in the setting causeway.server.path.",
            },
      );
    });
  });
}
