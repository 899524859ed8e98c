// Applies edits of the server to text, for a preview. Independent of the editor.
// SPDX-License-Identifier: Apache-2.0
import { TextDocument, type TextEdit } from "vscode-languageserver-textdocument";

/** LSP's WorkspaceEdit, as far as the server uses it. */
export interface FileEdits {
  readonly changes?: Readonly<Record<string, TextEdit[]>>;
  readonly documentChanges?: readonly unknown[];
}

interface DocumentEdit {
  textDocument: { uri: string };
  edits: TextEdit[];
}

function isDocumentEdit(change: unknown): change is DocumentEdit {
  return typeof change === "object" && change !== null && "textDocument" in change && "edits" in change;
}

/** The edits of one document. */
export function editsOf(edit: FileEdits, uri: string): TextEdit[] {
  if (edit.documentChanges) return edit.documentChanges.filter(isDocumentEdit).flatMap((change) => (change.textDocument.uri === uri ? change.edits : []));
  return edit.changes?.[uri] ?? [];
}

/** The text with the edits applied. Throws if they overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create("memory:text", "cuda-cpp", 0, text), [...edits]);
}
