/** What each kind of proof means, for the tooltip and the screen reader. */
import { t } from "../page/localise";

const meanings: Record<string, string> = {
  explore: t("every interleaving within the bound is tried"),
  loop: t("task orders are tried in virtual time"),
  gate: t("requests are held until enough are in flight at once"),
  journal: t("the test server's record of what arrived, and when"),
  counter: t("threads, processes, connections or memory are counted"),
  oracle: t("results are compared with a reference"),
  bench: t("a ratio measured within one run, with its interval"),
  static: t("your file is read, not run"),
};

export function proofMeaning(kind: string): string {
  return meanings[kind] ?? kind;
}
