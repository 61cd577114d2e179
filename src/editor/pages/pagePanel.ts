import * as vscode from "vscode";
import type { PageKind } from "../../contract/ids";
import { type FromPage, parseFromPage, type ToPage } from "../../contract/pages";
import { Owner } from "../state/owner";
import { shellHtml } from "./shell";

export interface PagePanelOptions {
  kind: PageKind;
  /** `dist/webview` */
  root: vscode.Uri;
  log: vscode.LogOutputChannel;
  onMessage(message: FromPage): void;
  /** The page listens, for the first time or after it was loaded anew; what was sent before is gone. */
  onReady(): void;
}

/** One webview with its line: parses what comes, and holds what goes until the page listens. */
export class PagePanel implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #closed = this.#owner.own(new vscode.EventEmitter<void>());
  readonly onDidClose = this.#closed.event;
  #ready = false;
  #waiting: ToPage[] = [];

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly options: PagePanelOptions,
  ) {
    const { kind, root, log } = options;
    panel.webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [root] };
    this.#owner.own(
      panel.webview.onDidReceiveMessage((raw: unknown) => {
        const parsed = parseFromPage(raw);
        if (parsed.ok) this.#receive(parsed.message);
        else log.warn(`The ${kind} page sent a message that is not understood: ${parsed.reason.slice(0, 200)}`);
      }),
    );
    panel.onDidDispose(() => {
      this.#closed.fire();
      this.#owner.dispose();
    });
    panel.webview.html = shellHtml(panel.webview, root, kind, panel.title);
  }

  get ready(): boolean {
    return this.#ready;
  }

  send(message: ToPage): void {
    if (this.#ready) void this.panel.webview.postMessage(message);
    else this.#waiting.push(message);
  }

  #receive(message: FromPage): void {
    if (message.type !== "ready") {
      this.options.onMessage(message);
      return;
    }
    this.#ready = true;
    this.options.onReady();
    for (const waiting of this.#waiting.splice(0)) void this.panel.webview.postMessage(waiting);
  }

  dispose(): void {
    this.panel.dispose();
  }
}
