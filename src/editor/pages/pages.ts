import type { PageKind } from "../../contract/ids";

export interface ShowOptions {
  /** A step number, `quiz`, `hints`, or a heading's slug. */
  anchor?: string;
  preserveFocus?: boolean;
}

/** The pages as the rest of the editor sees them: one panel of each kind, showing one lab or module. */
export interface Pages {
  /** @param subject a lab's id, or a module's number */
  show(kind: PageKind, subject: string, options?: ShowOptions): Promise<void>;
}
