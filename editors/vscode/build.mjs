// Bundles the extension into out/extension.js, or with --tests each test into out/test/.
// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { context } from "esbuild";

const has = (flag) => process.argv.includes(flag);
const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning", metafile: true };
const options = has("--tests")
  ? {
      ...common,
      entryPoints: readdirSync("test")
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => `test/${file}`),
      outdir: "out/test",
      sourcemap: true,
    }
  : { ...common, entryPoints: ["src/extension.ts"], outfile: "out/extension.js", external: ["vscode"], minify: has("--production"), sourcemap: !has("--production") };

/** The licences of all packages that went into the bundle; most ask that their text goes along. */
function notices(inputs) {
  const folders = new Set(Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    if (!file) throw new Error(`${folder} has no licence text`);
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
  });
  return `The extension contains these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

// A deleted test, or a source map of an earlier build, must not stay.
rmSync(has("--tests") ? "out/test" : "out", { recursive: true, force: true });
const build = await context(options);
if (has("--watch")) {
  await build.watch();
} else {
  const { metafile } = await build.rebuild();
  await build.dispose();
  if (!has("--tests")) writeFileSync("out/notices.txt", notices(metafile.inputs));
}
