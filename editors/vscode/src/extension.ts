// The entry point for VS Code: connects the parts, and starts the server when a file uses CUDA.
// SPDX-License-Identifier: Apache-2.0
import * as vscode from "vscode";
import { AuditWorkspace } from "./auditWorkspace";
import { usesCuda } from "./core/cuda";
import { Migrate } from "./migrate";
import { Server } from "./server";
import { StatusItem } from "./statusItem";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("Causeway", { log: true });
  const started = new Server(output);
  server = started;
  const look = (document: vscode.TextDocument) => {
    if (started.state.kind !== "idle" || document.uri.scheme !== "file") return;
    if (usesCuda(document.languageId, document.getText())) void started.ensureStarted();
  };
  context.subscriptions.push(
    output,
    started,
    new StatusItem(started),
    new Migrate(started),
    new AuditWorkspace(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "audit"), output),
    vscode.commands.registerCommand("causeway.restartServer", () => started.restart()),
    vscode.commands.registerCommand("causeway.showOutput", () => {
      output.show();
    }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("causeway")) void started.settingsChanged();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      // From now on the folder's own settings apply.
      void started.settingsChanged();
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
}

export async function deactivate(): Promise<void> {
  await server?.end();
}
