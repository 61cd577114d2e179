import * as vscode from "vscode";
import { Observable } from "./observable";
import { Owner } from "./owner";

/** Whether the workspace is trusted. Trust can be granted while the window lives, and is never taken back in it. */
export class Trust extends Observable<boolean> {
  readonly #owner = new Owner();

  constructor() {
    super(vscode.workspace.isTrusted);
    this.#owner.own(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.value = true;
      }),
    );
  }

  override dispose(): void {
    this.#owner.dispose();
    super.dispose();
  }
}
