// The status item: the state of the server and the open findings of the active file.
// SPDX-License-Identifier: Apache-2.0
import * as vscode from "vscode";
import { languages } from "./core/cuda";
import { countFindings, statusView, type Told } from "./core/status";
import type { Server } from "./server";

/** A code may have a link. */
function told({ source, code }: vscode.Diagnostic): Told {
  const value = typeof code === "object" ? code.value : code;
  return { source, code: value === undefined ? undefined : String(value) };
}

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("causeway.status", vscode.StatusBarAlignment.Right, 90);
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(private readonly server: Server) {
    this.item.name = "Causeway";
    this.subscriptions = [
      this.item,
      server.onDidChangeState(() => {
        this.update();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.update();
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const shown = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === shown)) this.update();
      }),
    ];
    this.update();
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private update(): void {
    const document = vscode.window.activeTextEditor?.document;
    // A preview has the language of its file, but the server does not know it.
    if (document?.uri.scheme !== "file" || !languages.some((language) => language === document.languageId)) {
      this.item.hide();
      return;
    }
    const { text, tooltip, alarm } = statusView(this.server.state, countFindings(vscode.languages.getDiagnostics(document.uri).map(told)));
    this.item.text = text;
    this.item.tooltip = this.withLinks(tooltip);
    this.item.command = this.server.running ? "workbench.actions.view.problems" : "causeway.showOutput";
    this.item.backgroundColor = alarm === "none" ? undefined : new vscode.ThemeColor(`statusBarItem.${alarm}Background`);
    this.item.accessibilityInformation = { label: `Causeway: ${tooltip}` };
    this.item.show();
  }

  private withLinks(tooltip: string): vscode.MarkdownString {
    const commands = ["causeway.migrateFile", "causeway.auditWorkspace", "causeway.restartServer", "causeway.showOutput"];
    const titles = ["Migrate file", "Audit workspace", "Restart server", "Show output"];
    const markdown = new vscode.MarkdownString();
    markdown.isTrusted = { enabledCommands: commands };
    // The text may contain the user's paths: it is not markup.
    markdown.appendText(tooltip);
    markdown.appendMarkdown(`\n\n${commands.map((command, index) => `[${titles[index] ?? command}](command:${command})`).join(" · ")}`);
    return markdown;
  }
}
