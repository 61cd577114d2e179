import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { InstallError } from "../../runtime/python/installFailure";
import { type NextStep, Problem } from "../state/notice";

/** What an installation is told about the learner who waits for it. */
export interface Waiting {
  signal: AbortSignal;
  /** Shows the installer's own words. */
  say: (what: string) => void;
}

/**
 * Runs an installation under a notification that can be cancelled. An installer's output goes to the log when it failed.
 * @param next what to offer besides the log
 * @throws Problem when it failed, vscode.CancellationError when the learner stopped it
 */
export async function installing<T>(
  title: string,
  log: vscode.LogOutputChannel,
  install: (waiting: Waiting) => Promise<T>,
  next: readonly NextStep[] = [],
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const stopping = token.onCancellationRequested(() => abort.abort());
    try {
      return await install({ signal: abort.signal, say: (message) => progress.report({ message }) });
    } catch (error) {
      if (abort.signal.aborted) throw new vscode.CancellationError();
      if (!(error instanceof InstallError)) throw error;
      for (const line of error.output) log.warn(line);
      throw new Problem(error.message, [{ title: vscode.l10n.t("Show Log"), command: commands.showLog }, ...next]);
    } finally {
      stopping.dispose();
    }
  });
}
