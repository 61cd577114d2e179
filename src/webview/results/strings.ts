/** Words of the results page. */
import { counted, t } from "../page/localise";

export const loading = t("Waiting for a run …");
export const title = (id: string, lab: string) => t("Results: {0} {1}", id, lab);
export const runAgain = t("Run checks again");
export const openLabPage = t("Open the lab page");
export const cannotRun = t("Cannot run yet");
export const running = t("Checks are running");
export const checksPassed = (passed: number, total: number) =>
  counted(total, "{1} of {0} check passed", "{1} of {0} checks passed", passed);
export const took = (time: string) => t("took {0}", time);
export const started = (time: string) => t("started {0}", time);
export const steps = t("Steps");
export const findings = t("Best practices");
export const findingsIntro = t("Advice only: it does not change an outcome.");
export const cure = t("Do this:");
export const output = t("What your code printed");
export const outputOf = (title: string) => t("during: {0}", title);
export const outputBetween = t("outside a check");
export const standardError = t("standard error");
export const lines = (count: number) => counted(count, "{0} line", "{0} lines");
export const dropped = (size: string) => t("{0} more were printed and left out, because the limit was reached.", size);
export const notes = t("Notes");
export const level = { info: t("Note"), warning: t("Warning"), error: t("Error") };
