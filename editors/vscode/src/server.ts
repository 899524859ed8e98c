// The life cycle of the language server: find it, start it with the first CUDA file, send settings, restart,
// stop.
// SPDX-License-Identifier: Apache-2.0
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, State, type ErrorHandler, type LanguageClientOptions } from "vscode-languageclient/node";
import { buildScripts, languages } from "./core/cuda";
import { findProgram, lacksCommand, type Found, type Missing } from "./core/program";
import { needsRestart, readSettings, serverSettings, surroundings, expand, type Settings, type Surroundings } from "./core/settings";
import type { ServerState } from "./core/status";

/** The current settings. */
export function settingsNow(): Settings {
  const configuration = vscode.workspace.getConfiguration("causeway");
  return readSettings((key) => configuration.get(key));
}

/** The base of paths in settings: `folder`, or else the first folder of the workspace. */
export function here(folder: vscode.WorkspaceFolder | undefined = vscode.workspace.workspaceFolders?.[0]): Surroundings {
  return surroundings(folder?.uri.fsPath);
}

/** The program that runs `command`, or the reason why there is none. */
export async function programFor(command: string): Promise<Found> {
  const found = await findProgram(settingsNow().serverPath, here());
  if ("missing" in found) return found;
  const missing = await lacksCommand(found.program, command);
  return missing ? { missing } : found;
}

/** Tells the user why there is no program, and offers the next step as a button. */
export async function tellMissing({ problem, step }: Missing): Promise<void> {
  const settings = "Open settings";
  if ((await vscode.window.showErrorMessage(`Causeway: ${problem} ${step}`, settings)) === settings)
    await vscode.commands.executeCommand("workbench.action.openSettings", "causeway.server.path");
}

/** The library would show each failure in terms of the protocol; here it logs them, and the user gets our messages. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The history of one server. */
interface Life {
  /** It has answered at least once. */
  ran: boolean;
  /** The times at which it ended unexpectedly, in ms. */
  readonly ends: number[];
}

export class Server implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ServerState>();
  readonly onDidChangeState = this.changed.event;
  private current: ServerState = { kind: "idle" };
  private client: LanguageClient | undefined;
  private settings = settingsNow();
  /** Starts and stops run one after another, however quickly they are requested. */
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly output: vscode.LogOutputChannel) {}

  get state(): ServerState {
    return this.current;
  }

  /** The client of a running server. */
  get running(): LanguageClient | undefined {
    return this.current.kind === "running" || this.current.kind === "analysing" ? this.client : undefined;
  }

  /** Starts the server, unless it was started or a start has failed: the user gets one message, not one per file. */
  async ensureStarted(): Promise<void> {
    return this.inTurn(async () => {
      if (this.current.kind === "idle") await this.start();
    });
  }

  async restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.stop();
      await this.start();
    });
  }

  /** Applies a change of the settings: notifies the server, or restarts it if necessary. */
  async settingsChanged(): Promise<void> {
    const before = this.settings;
    this.settings = settingsNow();
    const started = this.current.kind !== "idle";
    if (needsRestart(before, this.settings)) {
      if (started) await this.restart();
      return;
    }
    await this.tellSettings();
  }

  dispose(): void {
    void this.inTurn(() => this.stop());
    this.changed.dispose();
  }

  /** Waits until the server has ended. */
  async end(): Promise<void> {
    return this.inTurn(() => this.stop());
  }

  private async inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.last.then(step);
    this.last = turn.catch((error: unknown) => {
      this.output.error(String(error));
    });
    return turn;
  }

  private async tellSettings(): Promise<void> {
    await this.running?.sendNotification("workspace/didChangeConfiguration", {
      settings: { causeway: serverSettings(settingsNow(), here()) },
    });
  }

  private become(state: ServerState): void {
    this.current = state;
    this.changed.fire(state);
  }

  private async start(): Promise<void> {
    this.settings = settingsNow();
    this.become({ kind: "starting" });
    const found = await programFor("lsp");
    if ("missing" in found) {
      this.output.error(`${found.missing.problem} ${found.missing.step}`);
      this.become({ kind: "missing", missing: found.missing });
      void tellMissing(found.missing);
      return;
    }
    const args = ["lsp", ...this.settings.extraArguments.map((each) => expand(each, here()))];
    this.output.info(`Starting ${[found.program, ...args].join(" ")}`);
    const life: Life = { ran: false, ends: [] };
    const client = new QuietClient("causeway", "Causeway", { command: found.program, args }, this.options(life));
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Running) {
        life.ran = true;
        this.become({ kind: "running" });
      } else if (newState === State.Starting) this.become({ kind: "starting" });
      else if (newState === State.Stopped && life.ran) this.become({ kind: "stopped" });
    });
    client.onNotification("causeway/status", ({ kind }: { kind?: unknown }) => {
      if (this.client === client && this.running) this.become({ kind: kind === "idle" ? "running" : "analysing" });
    });
    try {
      await client.start();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const problem = /connection got disposed|EPIPE/.test(message) ? "it ended at once. The output may tell why." : message;
      this.output.error(`The server could not start: ${message}`);
      this.become({ kind: "failed", problem });
      void this.tellFailed(`The server could not start: ${problem}`);
    }
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A client that never ran has nothing to shut down, and reports an error.
    if (client)
      await client.dispose().catch((error: unknown) => {
        this.output.warn(`The server did not end as it should: ${String(error)}`);
      });
    if (this.current.kind !== "idle") this.become({ kind: "stopped" });
  }

  private options(life: Life): LanguageClientOptions {
    return {
      documentSelector: [...languages.map((language) => ({ scheme: "file", language })), { scheme: "file", pattern: buildScripts }],
      initializationOptions: { ...serverSettings(this.settings, here()), statusNotifications: true },
      outputChannel: this.output,
      diagnosticCollectionName: "causeway",
      errorHandler: this.errorHandler(life),
      // `start` fails in this case and reports it to the user.
      initializationFailedHandler: () => false,
      middleware: {
        workspace: {
          // The server must get resolved paths, both when it requests the settings and when they change.
          configuration: ({ items }) => items.map(({ section }) => (section === "causeway" ? serverSettings(settingsNow(), here()) : null)),
          didChangeConfiguration: () => this.tellSettings(),
        },
      },
      markdown: { isTrusted: false, supportHtml: false },
    };
  }

  /** Restarts a server that died, but not forever, and not if it has never answered. */
  private errorHandler(life: Life): ErrorHandler {
    return {
      error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
      closed: () => {
        if (!life.ran) return { action: CloseAction.DoNotRestart, handled: true };
        const now = Date.now();
        life.ends.push(now);
        if (life.ends.filter((end) => now - end < 3 * 60_000).length < 5) return { action: CloseAction.Restart, handled: true };
        void this.tellFailed("The server ended five times in three minutes and is not started again.");
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async tellFailed(problem: string): Promise<void> {
    const restart = "Restart server";
    const output = "Show output";
    const choice = await vscode.window.showErrorMessage(`Causeway: ${problem}`, restart, output);
    if (choice === restart) await this.restart();
    else if (choice === output) this.output.show();
  }
}
