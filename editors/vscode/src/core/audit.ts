// The call of `causeway audit`, and the meaning of its exit status. Independent of the editor.
// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import * as path from "node:path";
import { expand, filePath, type Settings, type Surroundings } from "./settings";

/** Arguments of the program for an audit of `folder` that writes the page to `page`. */
export function auditArguments(folder: string, page: string, settings: Settings, where: Surroundings): string[] {
  // A profile is a built-in name or a file; only a file is a path.
  const profile = (written: string) => (/[/\\]|\.ya?ml$/.test(written) ? filePath(written, where) : written);
  return [
    "audit",
    folder,
    "--html",
    page,
    ...settings.auditProfiles.flatMap((each) => ["--profile", profile(each)]),
    ...(settings.buildDirectory === "" ? [] : ["-p", filePath(settings.buildDirectory, where)]),
    ...settings.rules.flatMap((file) => ["--rules", filePath(file, where)]),
    ...(settings.clangArguments.length === 0 ? [] : ["--", ...settings.clangArguments.map((each) => expand(each, where))]),
  ];
}

/** A unique name for the page of each folder: two folders may have the same name. */
export function pageName(folder: string): string {
  const name = path.basename(folder).replace(/[^\w.-]+/g, "_") || "folder";
  return `audit-${name}-${createHash("sha256").update(folder).digest("hex").slice(0, 8)}.html`;
}

/** Statuses 0 and 1 have a report; for others, the last lines of stderr, for the user. */
export function auditProblem(status: number | null, stderr: string): string | undefined {
  if (status === 0 || status === 1) return undefined;
  const said = stderr
    .split("\n")
    .filter((line) => line.startsWith("causeway: error: "))
    .map((line) => line.slice("causeway: error: ".length))
    .join(" ");
  if (said !== "") return said;
  return status === null ? "The audit was ended by a signal." : `The audit ended with status ${status}.`;
}

/**
 * The page for a tab of the editor. A webview turns a click on a link within the page into scrolling, but the page's
 * own views are such links. So the script follows them through the page's address, as in a browser.
 */
export function pageForWebview(page: string): string {
  // The page's policy runs only scripts with its nonce.
  const nonce = /<(?:script|style) nonce="([\w-]+)"/.exec(page)?.[1];
  const follow = `<script${nonce === undefined ? "" : ` nonce="${nonce}"`}>addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    location.hash = link.getAttribute("href");
  }, true);</script>`;
  return page.replace(/<\/head>/i, (end) => follow + end);
}
