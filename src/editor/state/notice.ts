import * as vscode from "vscode";
import { type CommandId, commands } from "../../contract/ids";
import { JournalWriteError } from "../../runtime/store/journal";
import { WorkbookError } from "../../runtime/store/workbook";

/** A step the reader can take from a message. */
export interface NextStep {
  title: string;
  command: string;
  arguments?: unknown[];
}

/** An expected failure, in words for a person. Thrown out of a command it becomes a message; anything else thrown is our fault. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly next: NextStep[] = [],
  ) {
    super(message);
    this.name = "Problem";
  }
}

/** Shows a message with its next steps; does not wait for the reader. */
export function tell(level: "info" | "warning" | "error", message: string, next: NextStep[] = []): void {
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[level];
  void Promise.resolve(show<string>(message, ...next.map((step) => step.title))).then((title) => {
    const step = next.find((item) => item.title === title);
    if (step) void vscode.commands.executeCommand(step.command, ...(step.arguments ?? []));
  });
}

/** Runs something asynchronous whose failure a person must hear about. */
export async function guard(log: vscode.LogOutputChannel, what: string, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    if (error instanceof Problem || error instanceof WorkbookError || error instanceof JournalWriteError) {
      log.warn(`${what}: ${error.message}`);
      tell("error", error.message, error instanceof Problem ? error.next : []);
      return;
    }
    log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    tell("error", vscode.l10n.t("{0} ended with a fault of the extension: {1}", what, messageOf(error)), [
      { title: vscode.l10n.t("Show Log"), command: commands.showLog },
    ]);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Registers a command whose failures become messages. */
export function registerCommand(log: vscode.LogOutputChannel, id: CommandId, action: (...args: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: unknown[]) => guard(log, id, () => action(...args)));
}
