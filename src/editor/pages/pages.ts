import type { PageKind } from "../../contract/ids";
import type { ChartFormat } from "../../contract/pages";

export interface ShowOptions {
  /** A step number, `quiz`, `hints`, or a heading's slug. */
  anchor?: string;
  preserveFocus?: boolean;
}

/** The pages as the rest of the editor sees them: one panel of each kind, showing one lab or module. */
export interface Pages {
  /** @param subject a lab's id, a module's number, or `doctor` */
  show(kind: PageKind, subject: string, options?: ShowOptions): Promise<void>;
  /**
   * Shows a lab's benchmark page and has it draw its chart as a file's content. What comes is outside data.
   * @throws Problem when the page cannot draw it, or does not answer
   * @throws vscode.CancellationError when the page was closed, or was asked anew
   */
  chart(lab: string, format: ChartFormat): Promise<string>;
}
