/** Words of the timeline page. */
import type { LaneState } from "../../contract/lab";
import { counted, t } from "../page/localise";
import type { Difference } from "./agreement";

export const loading = t("Opening the timelines …");
export const title = (id: string, lab: string) => t("Timelines: {0} {1}", id, lab);
export const intro = t(
  "Read the program, then draw what each lane does in each slot of time. Run it afterwards: where your drawing and the program differ, your picture of the program does.",
);
export const programs = t("Programs");
export const program = t("Program");
export const timeline = t("Timeline");
export const run = t("Run");
export const drawFirst = t("Draw first: change at least one cell. Any drawing counts.");
export const drawAgain = t("Draw again");
export const drawAgainSaid = t("Your drawing can be changed again.");
export const nextProgram = (name: string) => t("Next: {0}", name);
export const openLabPage = t("Open the lab page");
export const notKept = t("No course folder is open: your drawings last as long as this page.");
export const notDrawn = t("not drawn yet");
export const inProgress = t("drawn, not run yet");
export const agreeShort = (agree: number, cells: number) => t("{0} of {1} cells agree", agree, cells);
export const agree = (agree: number, cells: number) =>
  agree === cells
    ? counted(cells, "The cell agrees with the program.", "All {0} cells agree with the program.")
    : counted(agree, "{0} of {1} cells agrees with the program.", "{0} of {1} cells agree with the program.", cells);
export const how = t("Press a cell to change it, drag to paint on. Keys: arrows move, Space changes, Shift with an arrow paints on.");
export const drawingCaption = (name: string) => t("Your drawing of {0}, a column a slot", name);
export const comparisonCaption = (name: string) => t("{0}: the program above, your drawing below it", name);
export const lane = t("Lane");
export const whose = t("Whose");
export const theProgram = t("program");
export const you = t("you");
export const slot = (number: number) => t("slot {0}", number);
/** In a cell. */
export const short: Record<LaneState, string> = { absent: "", running: t("runs"), waiting: t("waits") };
/** Read out. */
export const spoken: Record<LaneState, string> = { absent: t("not there"), running: t("runs"), waiting: t("waits") };
export const cell = (lane: string, slot: number, state: LaneState) => t("{0}, slot {1}: {2}", lane, slot, spoken[state]);
export const comparedCell = (state: LaneState, other: LaneState) =>
  state === other ? spoken[state] : t("{0}, you drew: {1}", spoken[state], spoken[other]);
export const legend = t("Legend");
export const meaning: Record<LaneState, string> = {
  running: t("runs: computes and has the interpreter"),
  waiting: t("waits: sleeps, is blocked, or is ready and has no interpreter"),
  absent: t("not there: not started yet, or ended"),
};
export const differ = t("differs from your drawing");
export const clock = t(
  "A slot is one second of the program’s own clock. Waiting and computing take time, all other code takes none. Threads of a process that compute take turns of one slot; CPython’s turns are 5 milliseconds.",
);
export const differences = t("Where you differ");
/** `1, 3 and 5 to 8`. */
const slots = (stretches: Difference["stretches"]) => {
  const parts = stretches.map(({ first, last }) => (first === last ? String(first) : t("{0} to {1}", first, last)));
  const end = parts.pop() ?? "";
  return parts.length === 0 ? end : t("{0} and {1}", parts.join(", "), end);
};
export const difference = ({ lane, drawn, recorded, stretches }: Difference) => {
  const [only] = stretches;
  const one = stretches.length === 1 && only?.first === only?.last;
  return one
    ? t("{0}, slot {1}: you drew “{2}”, it is “{3}”.", lane, slots(stretches), spoken[drawn], spoken[recorded])
    : t("{0}, slots {1}: you drew “{2}”, it is “{3}”.", lane, slots(stretches), spoken[drawn], spoken[recorded]);
};
export const notice = t("What to notice");
