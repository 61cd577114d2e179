/** What changed between two states of a run's steps, in words for a screen reader. */
import { mergeOutcomes, type Outcome, type Status } from "../../contract/outcome";
import type { StepView } from "../../contract/pages";
import { outcomeWord } from "../parts/outcome";
import { plainPhrase } from "../parts/phrase";
import { t } from "./localise";

function settled(status: Status): status is Outcome {
  return status !== "notRun" && status !== "running";
}

/** Empty when there is no news: no check ended, and the run neither began nor ended. */
export function checkNews(
  before: { steps: StepView[]; running: boolean } | undefined,
  after: { steps: StepView[]; running: boolean },
): string {
  if (!before) return "";
  const was = new Map(before.steps.flatMap((step) => step.checks).map((check) => [check.id, check.status]));
  const checks = after.steps.flatMap((step) => step.checks);
  if (before.running && !after.running) {
    const ended = checks.map((check) => check.status).filter(settled);
    const passed = ended.filter((status) => status === "passed").length;
    return t("Run ended: {0}. {1} of {2} checks passed.", outcomeWord(mergeOutcomes(ended)), passed, checks.length);
  }
  const news = checks
    .filter((check) => settled(check.status) && was.get(check.id) !== check.status)
    .map((check) => t("{0}: {1}.", plainPhrase(check.title), outcomeWord(check.status)));
  if (news.length > 0) return news.join(" ");
  return !before.running && after.running ? t("Checks are running.") : "";
}
