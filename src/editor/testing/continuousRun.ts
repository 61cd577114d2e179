import * as vscode from "vscode";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";
import type { CheckItems } from "./checkItems";
import type { RunProfile } from "./runProfile";

const settleMs = 400;

/** Until cancelled: saving a lab's file runs that lab's checks, once per burst of saves. */
export function runContinuously(
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  profile: RunProfile,
  items: CheckItems,
  { current }: Parts,
): void {
  const owner = new Owner();
  const timers = new Map<string, NodeJS.Timeout>();
  owner.own(
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const lab = uri.scheme === "file" ? current.labOf(uri.fsPath) : undefined;
      const item = lab && items.labItem(lab);
      if (!lab || !item) return;
      const wanted = request.include?.filter((candidate) => items.meaning(candidate)?.lab.id === lab.id) ?? [item];
      if (wanted.length === 0) return;
      clearTimeout(timers.get(lab.id));
      timers.set(
        lab.id,
        setTimeout(() => {
          timers.delete(lab.id);
          void profile.run(new vscode.TestRunRequest(wanted, request.exclude, request.profile, true), token, true);
        }, settleMs),
      );
    }),
  );
  owner.own({
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  });
  const end = token.onCancellationRequested(() => {
    end.dispose();
    owner.dispose();
  });
}
