/** Words of the Doctor's page. */
import type { DoctorState } from "../../contract/doctor";
import { counted, t } from "../page/localise";

export const loading = t("Waiting for the Doctor …");
export const title = t("Doctor");
export const lead = t("What labs need, whether it is there, and what to do about it. Nothing is changed by looking.");
export const run = t("Run");
export const runAgain = t("Run Again");
export const copyReport = t("Copy Report");
export const selectPython = t("Select Python");
export const getPython = t("Get Python");
export const downloadEverything = t("Download Everything");
export const cancel = t("Cancel");
export const notYet = t("Nothing has been looked at yet.");
export const restricted = t(
  "This workspace is restricted, so no Python is started: what needs one is not looked at. Trust the workspace to see the rest.",
);
export const cancelled = t("Cancelled. What was found so far stays.");
export const looking = t("Looking");
export const lookedAt = (done: number, total: number) => t("{0} of {1} looked at", done, total);
export const well = t("Nothing stops the labs.");
export const stop = (count: number) => counted(count, "{0} thing stops labs", "{0} things stop labs");
export const needAttention = (count: number) => counted(count, "{0} needs attention", "{0} need attention");
/** A sentence with the rows it is about. */
export const naming = (text: string, rows: string) => t("{0}: {1}.", text, rows);
export const subjectColumn = t("Looked at");
export const stateColumn = t("State");
export const foundColumn = t("Found, and what to do");
export const news = (title: string, state: string) => t("{0}: {1}.", title, state);
export const began = t("The Doctor is looking.");
export const action = (name: string, row: string) => t("{0}: {1}", name, row);
export const state: Record<DoctorState, string> = {
  ok: t("ok"),
  attention: t("needs attention"),
  stops: t("stops labs"),
  looking: t("looking"),
  skipped: t("not looked at"),
};
