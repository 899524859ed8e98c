// The text of the status item. Independent of the editor.
// SPDX-License-Identifier: Apache-2.0
import type { Missing } from "./program";

export type ServerState =
  | { readonly kind: "idle" | "starting" | "running" | "analysing" | "stopped" }
  | { readonly kind: "missing"; readonly missing: Missing }
  | { readonly kind: "failed"; readonly problem: string };

/** The uses of CUDA in a file that the server reported. Open uses need a person. */
export interface Counts {
  readonly open: number;
  readonly mapped: number;
}

export interface StatusView {
  /** With icons in VS Code's notation: `$(name)`. */
  readonly text: string;
  readonly tooltip: string;
  readonly alarm: "none" | "warning" | "error";
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

function aboutFile({ open, mapped }: Counts): string {
  if (open + mapped === 0) return "Nothing in this file needs a person.";
  const moves = mapped === 0 ? "" : `${counted(mapped, "use")} of CUDA in this file ${mapped === 1 ? "migrates" : "migrate"} automatically`;
  if (open === 0) return `${moves}; nothing is left to a person.`;
  const left = `${counted(open, "place")} ${open === 1 ? "needs" : "need"} a person`;
  return moves === "" ? `${left} in this file.` : `${moves}, ${left}.`;
}

export function statusView(state: ServerState, counts: Counts): StatusView {
  switch (state.kind) {
    case "idle":
      return { text: "$(circle-outline) Causeway", tooltip: "The server starts with the first file that uses CUDA.", alarm: "none" };
    case "starting":
      return { text: "$(sync~spin) Causeway", tooltip: "The server is starting.", alarm: "none" };
    case "stopped":
      return { text: "$(debug-stop) Causeway", tooltip: "The server has stopped. Restart it to see findings again.", alarm: "warning" };
    case "missing":
      return { text: "$(error) Causeway", tooltip: `${state.missing.problem} ${state.missing.step}`, alarm: "error" };
    case "failed":
      return { text: "$(error) Causeway", tooltip: `The server could not start: ${state.problem}`, alarm: "error" };
    case "analysing":
      return { text: "$(sync~spin) Causeway", tooltip: `The sources are being read. ${aboutFile(counts)}`, alarm: "none" };
    case "running":
      return {
        text: counts.open > 0 ? `$(person) Causeway: ${counts.open} open` : "$(check) Causeway",
        tooltip: aboutFile(counts),
        alarm: "none",
      };
  }
}

/** The part of a diagnostic that distinguishes a mapped use from one that needs a person. */
export interface Told {
  readonly source?: string | undefined;
  /** The verdict of an open finding; the name of a mapped use; `parse` if Clang did not understand the source. */
  readonly code: string | undefined;
}

const openVerdicts = new Set(["mapped-review", "unsupported", "unknown"]);

export function countFindings(diagnostics: readonly Told[]): Counts {
  const codes = diagnostics.filter(({ source }) => source === "causeway").map(({ code = "" }) => code);
  const open = codes.filter((code) => openVerdicts.has(code)).length;
  return { open, mapped: codes.filter((code) => code !== "parse").length - open };
}
