// Packages the bundled extension: causeway-VERSION.vsix in this folder, or in the folder that is named.
// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const folder = process.argv[2] ?? ".";
const packagePath = `${folder}/causeway-${version}.vsix`;

mkdirSync(folder, { recursive: true });
// The marketplace shows the licence that lies beside the manifest; the project keeps one only.
copyFileSync("../../LICENSE", "LICENSE");
try {
  // Everything is bundled, so no package of node_modules goes along.
  await createVSIX({ packagePath, dependencies: false, allowMissingRepository: true });
} finally {
  rmSync("LICENSE");
}
