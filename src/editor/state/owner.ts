import type * as vscode from "vscode";

/** Owns disposables. What arrives after the owner is gone is disposed at once. */
export class Owner implements vscode.Disposable {
  readonly #owned: vscode.Disposable[] = [];
  #gone = false;

  own<T extends vscode.Disposable>(item: T): T {
    if (this.#gone) item.dispose();
    else this.#owned.push(item);
    return item;
  }

  dispose(): void {
    this.#gone = true;
    // Last made, first gone: later parts use earlier ones.
    for (const item of this.#owned.splice(0).reverse()) item.dispose();
  }
}
