// 'Audit workspace': runs `causeway audit` over a folder and opens its page.
// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import * as vscode from "vscode";
import { auditArguments, auditProblem, pageForWebview, pageName } from "./core/audit";
import { here, programFor, settingsNow, tellMissing } from "./server";

interface Ended {
  /** Null if a signal ended the program. */
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs the program to its end; cancelling stops it like Ctrl-C. Rejects if it cannot start. */
async function run(program: string, args: string[], folder: string, token: vscode.CancellationToken, output: vscode.LogOutputChannel): Promise<Ended> {
  return new Promise((resolve, reject) => {
    output.info(`Running ${[program, ...args].join(" ")}`);
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    const listen = (stream: NodeJS.ReadableStream, each: (text: string) => void) => {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        each(text);
        output.append(text);
      });
    };
    listen(child.stdout, () => undefined);
    listen(child.stderr, (text) => {
      stderr += text;
    });
    const cancelled = token.onCancellationRequested(() => child.kill("SIGINT"));
    child.on("error", (error) => {
      cancelled.dispose();
      reject(error);
    });
    child.on("close", (status) => {
      cancelled.dispose();
      resolve({ status, stderr });
    });
  });
}

export class AuditWorkspace implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private page: vscode.Uri | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    /** The folder of the pages: the extension's own folder. */
    private readonly storage: vscode.Uri,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      vscode.commands.registerCommand("causeway.auditWorkspace", () => this.audit()),
      vscode.commands.registerCommand("causeway.openAuditInBrowser", async () => {
        if (this.page) await vscode.env.openExternal(this.page);
      }),
    ];
  }

  dispose(): void {
    this.panel?.dispose();
    for (const each of this.subscriptions) each.dispose();
  }

  private async audit(): Promise<void> {
    const folder = await this.chooseFolder();
    if (!folder) return;
    const found = await programFor("audit");
    if ("missing" in found) {
      await tellMissing(found.missing);
      return;
    }
    await vscode.workspace.fs.createDirectory(this.storage);
    const page = vscode.Uri.joinPath(this.storage, pageName(folder.uri.fsPath));
    const settings = settingsNow();
    const args = auditArguments(folder.uri.fsPath, page.fsPath, settings, here(folder));
    const problem = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Causeway: auditing ${folder.name}`, cancellable: true },
      async (_progress, token) => {
        try {
          const { status, stderr } = await run(found.program, args, folder.uri.fsPath, token, this.output);
          return token.isCancellationRequested ? "cancelled" : auditProblem(status, stderr);
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      },
    );
    if (problem === "cancelled") return;
    if (problem !== undefined) {
      const output = "Show output";
      if ((await vscode.window.showErrorMessage(`Causeway: the audit of ${folder.name} failed. ${problem}`, output)) === output) this.output.show();
      return;
    }
    await this.open(page, folder.name, settings.auditOpenIn);
  }

  private async chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) {
      void vscode.window.showInformationMessage("Causeway: open the folder that is to be audited first (File: Open Folder).");
      return undefined;
    }
    return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick({ placeHolder: "The folder that is to be audited" });
  }

  private async open(page: vscode.Uri, name: string, where: "editor" | "browser"): Promise<void> {
    this.page = page;
    if (where === "browser") {
      await vscode.env.openExternal(page);
      return;
    }
    this.panel ??= this.newPanel();
    this.panel.title = `Audit: ${name}`;
    this.panel.webview.html = pageForWebview(new TextDecoder().decode(await vscode.workspace.fs.readFile(page)));
    this.panel.reveal();
    await vscode.commands.executeCommand("setContext", "causeway.reportOpen", true);
  }

  private newPanel(): vscode.WebviewPanel {
    // The page contains all its data: it may read nothing else, neither from disk nor from the network.
    const panel = vscode.window.createWebviewPanel("causeway.audit", "Audit", vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      retainContextWhenHidden: true,
      localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      void vscode.commands.executeCommand("setContext", "causeway.reportOpen", false);
    });
    return panel;
  }
}
