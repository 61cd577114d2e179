/** Words of the interleaving page. */
import { counted, t } from "../page/localise";

export const loading = t("Waiting for an interleaving …");
export const controls = t("Ways through the interleaving");
export const first = t("First step");
export const previousSwitch = t("Previous switch");
export const previous = t("Previous step");
export const play = t("Play");
export const pause = t("Pause");
export const next = t("Next step");
export const nextSwitch = t("Next switch");
export const last = t("Last step");
export const withKey = (name: string, key: string) => t("{0} ({1})", name, key);
export const stepOf = (step: number, total: number) => t("Step {0} of {1}", step, total);
export const step = t("step");
export const stepNamed = (step: number) => t("Step {0}", step);
export const board = t("Interleaving");
export const boardCaption = t("Time runs downwards: one thread acts in each row.");
/** Locks without a name of their own are called after the line that made them: `lock@12`. */
export const lock = (name: string) => (/^lock/i.test(name) ? name : t("lock {0}", name));
export const free = t("free");
export const held = (thread: string) => t("held by {0}", thread);
export const omitted = (count: number) => counted(count, "{0} step before these is left out.", "{0} steps before these are left out.");
export const threads = t("Threads at this step");
export const thread = t("thread");
export const stands = t("stands on");
export const does = t("does");
export const holds = t("holds");
export const locals = t("local variables");
export const nowhere = t("no line of yours");
export const ready = t("could run");
export const unborn = t("has not begun");
export const ended = t("has ended");
export const deadlock = t("Who waits for whom");
export const cycle = t("They wait in a circle, so none of them can go on:");
export const atTheEnd = t("At the end these threads wait for ever:");
export const heldBy = (thread: string) => t("held by {0}", thread);
export const probably = t("What probably happened");
export const scenario = (file: string) => t("The lab's scenario: {0}", file);
export const scenarioIntro = t("These lines are the lab's own: they start your code and look at what is left.");
export const openScenario = t("Open it beside your file");
export const openScenarioLine = (file: string, line: number) => t("Open the lab's {0} at line {1}", file, line);
export const labsOwn = t("the lab's");
export const passedSince = t("This check passes now. Below is the interleaving that failed before.");
export const runningNow = t("The checks are running. Below is the interleaving that failed before.");
export const changed = (file: string) =>
  t("{0} was changed since: its lines are shown as they were. Run the check again for the file as it is.", file);
export const runAgain = t("Run the check again");
export const python = (version: string) => t("Python {0}", version);
export const at = (file: string, line: number) => t("{0} line {1}.", file, line);
export const forms = {
  assertion: t("A rule of the check does not hold at the end."),
  exception: t("An exception leaves a thread."),
  deadlock: t("Deadlock: no thread can go on."),
  livelock: t("Livelock: the threads run and get nowhere."),
  leak: t("A thread still waits when everything else is over."),
};
