import * as vscode from "vscode";
import type { KitProblem, KitReport } from "../../contract/doctor";
import { size } from "../state/words";
import type { Finding, Findings } from "./findings";

const { l10n } = vscode;

/** What the kit says of itself and of the machine; `report` is a clause when it gave none. */
export function tellKit(report: KitReport | string, findings: Findings): void {
  if (typeof report === "string") {
    findings.tell("carried", {
      state: "stops",
      found: [l10n.t("The kit, which grades the labs, gave no report: {0}.", report)],
      todo: [l10n.t("Choose another Python. If that does not help, install the extension anew.")],
    });
    return;
  }
  const { python, cores, processes, loopback, temporary, memory } = report;
  const tell = (row: string, about: KitProblem["about"][], fact: string): void =>
    findings.tell(
      row,
      judged(
        fact,
        report.problems.filter((problem) => about.includes(problem.about)),
      ),
    );
  tell("gil", [], gilWords(python));
  tell(
    "carried",
    ["python", "carried", "course"],
    `labkit ${report.kit}: ${report.carried.map(({ name, version }) => `${name} ${version ?? "-"}`).join(", ")}`,
  );
  tell("cores", ["cores"], l10n.t("{0} of {1} may be used", cores.usable, cores.machine));
  tell("processes", ["processes"], l10n.t("Start methods: {0}. The default is {1}.", processes.methods.join(", "), processes.default));
  tell("loopback", ["loopback"], loopbackWords(loopback));
  tell(
    "temporary",
    ["temporary"],
    [temporary.folder, temporary.free === null ? "" : l10n.t("{0} free", size(temporary.free))].filter((part) => part !== "").join(", "),
  );
  tell("memory", ["memory"], memory.limits ? memory.method : l10n.t("none"));
}

/** A fact with the kit's problems about it: their words are the kit's. */
function judged(fact: string, problems: KitProblem[]): Finding {
  const state = problems.some((problem) => problem.stops) ? "stops" : problems.length > 0 ? "attention" : "ok";
  const found = [fact, ...problems.map((problem) => problem.message)].filter((text) => text !== "");
  return { state, found, todo: problems.map((problem) => problem.remedy) };
}

function gilWords({ freeThreaded, gil }: KitReport["python"]): string {
  if (!freeThreaded) return l10n.t("On, as in every build that is not free-threaded: one thread at a time runs Python code.");
  return gil
    ? l10n.t("On, though this build could do without: PYTHON_GIL or an extension module switched it on.")
    : l10n.t("Off: this is a free-threaded build, and threads run Python code at the same time.");
}

function loopbackWords({ ipv4, ipv6 }: KitReport["loopback"]): string {
  const word = (works: boolean): string => (works ? l10n.t("works") : l10n.t("does not work"));
  return l10n.t("127.0.0.1 {0}, on a free port. ::1 {1}; no lab needs it.", word(ipv4), word(ipv6));
}
