// 'Migrate file': shows all automatic changes of the file as a difference, then applies them.
// SPDX-License-Identifier: Apache-2.0
import * as vscode from "vscode";
import { CodeActionRequest, CodeActionResolveRequest, type CodeAction, type LanguageClient, type WorkspaceEdit } from "vscode-languageclient/node";
import { languages } from "./core/cuda";
import { edited, editsOf } from "./core/preview";
import { counted } from "./core/status";
import type { Server } from "./server";

const scheme = "causeway-preview";
const fixAll = "source.fixAll.causeway";

interface Preview {
  readonly uri: vscode.Uri;
  readonly original: vscode.Uri;
  /** The document's version at the time of the preview: the edits apply to no other version. */
  readonly version: number;
  readonly text: string;
  readonly edit: WorkspaceEdit;
}

/** The edit of the server's fix-all action for the document; undefined if there is nothing to do. */
async function fixAllEdit(client: LanguageClient, document: vscode.TextDocument, token: vscode.CancellationToken): Promise<WorkspaceEdit | undefined> {
  const range = client.code2ProtocolConverter.asRange(new vscode.Range(0, 0, document.lineCount, 0));
  const actions = await client.sendRequest(
    CodeActionRequest.type,
    { textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) }, range, context: { diagnostics: [], only: [fixAll] } },
    token,
  );
  const action = (actions ?? []).find((each): each is CodeAction => "kind" in each && each.kind === fixAll);
  if (!action) return undefined;
  return action.edit ?? (await client.sendRequest(CodeActionResolveRequest.type, action, token)).edit;
}

export class Migrate implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly previews = new Map<string, Preview>();
  private readonly subscriptions: vscode.Disposable[];
  private made = 0;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.forget(uri);
      }),
      vscode.commands.registerCommand("causeway.migrateFile", () => this.show()),
      vscode.commands.registerCommand("causeway.applyPreview", () => this.onShown((preview) => this.apply(preview))),
      vscode.commands.registerCommand("causeway.discardPreview", () => this.onShown((preview) => this.close(preview))),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.previews.get(uri.toString())?.text ?? "";
  }

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !languages.some((language) => language === document.languageId)) {
      void vscode.window.showInformationMessage("Causeway: open the CUDA source or header that is to be migrated first.");
      return;
    }
    if (document.uri.scheme !== "file") {
      void vscode.window.showInformationMessage("Causeway: only a file on the disk can be migrated; save this one first.");
      return;
    }
    await this.server.ensureStarted();
    const client = this.server.running;
    if (!client) {
      void vscode.window.showErrorMessage("Causeway: the server does not run. 'Causeway: Restart server' tries again, 'Causeway: Show output' tells why.");
      return;
    }
    const version = document.version;
    const name = vscode.workspace.asRelativePath(document.uri);
    const edit = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Causeway: migrating ${name}`, cancellable: true },
      (_progress, token) => fixAllEdit(client, document, token),
    );
    const edits = edit ? editsOf(edit, client.code2ProtocolConverter.asUri(document.uri)) : [];
    if (!edit || edits.length === 0) {
      void vscode.window.showInformationMessage(`Causeway: no use in ${name} migrates automatically.`);
      return;
    }
    if (document.version !== version) {
      void vscode.window.showWarningMessage(`Causeway: ${name} was changed meanwhile; migrate it again.`);
      return;
    }
    this.made += 1;
    // The suffix stays, so that the preview has the language's colours.
    const uri = document.uri.with({ scheme, query: String(this.made) });
    const preview: Preview = { uri, original: document.uri, version, text: edited(document.getText(), edits), edit };
    this.previews.set(uri.toString(), preview);
    await vscode.commands.executeCommand("setContext", "causeway.previewOpen", true);
    await vscode.commands.executeCommand("vscode.diff", document.uri, uri, `${name}: what the migration changes`, { preview: true });
    const apply = "Apply";
    const choice = await vscode.window.showInformationMessage(`Causeway: apply ${counted(edits.length, "change")} to ${name}?`, apply, "Discard");
    if (choice === apply) await this.apply(preview);
    else if (choice === "Discard") await this.close(preview);
  }

  /** The active preview, for the buttons of its tab. */
  private async onShown(step: (preview: Preview) => Promise<void>): Promise<void> {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const shown = input instanceof vscode.TabInputTextDiff ? this.previews.get(input.modified.toString()) : undefined;
    if (shown) await step(shown);
    else void vscode.window.showInformationMessage("Causeway: no preview of a migration is in front. 'Causeway: Migrate file' makes one.");
  }

  private async apply(preview: Preview): Promise<void> {
    if (!this.previews.has(preview.uri.toString())) return;
    const name = vscode.workspace.asRelativePath(preview.original);
    const client = this.server.running;
    const document = await vscode.workspace.openTextDocument(preview.original);
    if (!client || document.version !== preview.version) {
      const why = client ? `${name} was changed since the preview was made` : "the server was stopped";
      void vscode.window.showWarningMessage(`Causeway: ${why}; migrate the file again.`);
      return;
    }
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(preview.edit);
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showErrorMessage(`Causeway: the editor did not take the changes to ${name}; nothing was changed.`);
      return;
    }
    await this.close(preview);
    await vscode.window.showTextDocument(document);
  }

  private async close(preview: Preview): Promise<void> {
    this.forget(preview.uri);
    for (const tab of vscode.window.tabGroups.all.flatMap((group) => group.tabs))
      if (tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === preview.uri.toString()) await vscode.window.tabGroups.close(tab);
  }

  private forget(uri: vscode.Uri): void {
    this.previews.delete(uri.toString());
    if (this.previews.size === 0) void vscode.commands.executeCommand("setContext", "causeway.previewOpen", false);
  }
}
