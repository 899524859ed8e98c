// Packages the bundled extension: causeway-VERSION.vsix in this folder, or in the given folder.
// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const folder = process.argv[2] ?? ".";
const packagePath = `${folder}/causeway-${version}.vsix`;

mkdirSync(folder, { recursive: true });
// The marketplace shows the licence beside the manifest; the project has only one copy.
copyFileSync("../../LICENSE", "LICENSE");
try {
  // Everything is bundled, so no package of node_modules is included.
  await createVSIX({ packagePath, dependencies: false, allowMissingRepository: true });
} finally {
  rmSync("LICENSE");
}
