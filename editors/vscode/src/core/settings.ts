// The user's settings, checked once, and their form for the server. Independent of the editor.
// SPDX-License-Identifier: Apache-2.0
import { homedir } from "node:os";
import * as path from "node:path";

const severities = ["error", "warning", "information", "hint", "none"] as const;
export type Severity = (typeof severities)[number];

/** The display of findings of each verdict. */
export type Severities = Readonly<Record<"mapped" | "review" | "unsupported" | "unknown", Severity>>;

/** The settings `causeway.*`, each with a usable value. Paths are as the user wrote them. */
export interface Settings {
  readonly serverPath: string;
  readonly extraArguments: readonly string[];
  readonly rules: readonly string[];
  readonly clangArguments: readonly string[];
  /** The folder of a compilation database, or empty. */
  readonly buildDirectory: string;
  readonly severity: Severities;
  /** In ms; the server clamps it to its limits. */
  readonly debounce: number;
  readonly auditProfiles: readonly string[];
  readonly auditOpenIn: "editor" | "browser";
}

/** The variables of a path in a setting. */
export interface Surroundings {
  readonly home: string;
  /** The first workspace folder; a single file has none. */
  readonly workspaceFolder: string | undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string" && each !== "") : [];
}

function whole(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isInteger(value) ? value : otherwise;
}

function oneOf<T extends string>(value: unknown, known: readonly T[], otherwise: T): T {
  return known.find((each) => each === value) ?? otherwise;
}

/** Settings files are written by hand: a value of the wrong type counts as not set. `get` takes keys without `causeway.` */
export function readSettings(get: (key: string) => unknown): Settings {
  return {
    serverPath: text(get("server.path")),
    extraArguments: texts(get("server.extraArguments")),
    rules: texts(get("rules")),
    clangArguments: texts(get("clangArguments")),
    buildDirectory: text(get("buildDirectory")),
    severity: {
      mapped: oneOf(get("severity.mapped"), severities, "hint"),
      review: oneOf(get("severity.review"), severities, "information"),
      unsupported: oneOf(get("severity.unsupported"), severities, "warning"),
      unknown: oneOf(get("severity.unknown"), severities, "warning"),
    },
    debounce: whole(get("debounce"), 150),
    auditProfiles: texts(get("audit.profiles")),
    auditOpenIn: oneOf(get("audit.openIn"), ["editor", "browser"], "editor"),
  };
}

export function surroundings(workspaceFolder: string | undefined): Surroundings {
  return { home: homedir(), workspaceFolder };
}

/** Replaces `~` and `${workspaceFolder}`. Without a workspace folder, the latter stays unchanged. */
export function expand(written: string, { home, workspaceFolder }: Surroundings): string {
  const expanded = /^~(?=$|[/\\])/.test(written) ? home + written.slice(1) : written;
  return workspaceFolder === undefined ? expanded : expanded.replaceAll("${workspaceFolder}", workspaceFolder);
}

/** The path of a file that a setting names: relative paths are below the workspace folder. */
export function filePath(written: string, where: Surroundings): string {
  const expanded = expand(written, where);
  return where.workspaceFolder === undefined || path.isAbsolute(expanded) ? expanded : path.join(where.workspaceFolder, expanded);
}

/** The section `causeway` for the server, with absolute paths. */
export interface ServerSettings {
  readonly rules: readonly string[];
  readonly clangArguments: readonly string[];
  readonly buildDirectory: string;
  readonly severity: Severities;
  readonly debounce: number;
}

export function serverSettings(settings: Settings, where: Surroundings): ServerSettings {
  return {
    rules: settings.rules.map((file) => filePath(file, where)),
    clangArguments: settings.clangArguments.map((argument) => expand(argument, where)),
    buildDirectory: settings.buildDirectory === "" ? "" : filePath(settings.buildDirectory, where),
    severity: settings.severity,
    debounce: settings.debounce,
  };
}

/** Whether a running server must be restarted for the change; it gets other settings by a notification. */
export function needsRestart(before: Settings, after: Settings): boolean {
  return before.serverPath !== after.serverPath || before.extraArguments.join("\0") !== after.extraArguments.join("\0");
}
