import type { DoctorPageState, DoctorRow } from "../../contract/doctor";
import type { ToPage } from "../../contract/pages";
import * as strings from "./strings";

export interface DoctorView {
  doctor?: DoctorPageState;
  /** What a screen reader is told; empty when nothing happened. */
  announcement: string;
}
export const initial: DoctorView = { announcement: "" };

export function reduce(state: DoctorView, message: ToPage): DoctorView {
  switch (message.type) {
    case "state": {
      if (message.state.page !== "doctor") return state;
      const news = newsOf(state.doctor, message.state);
      return { doctor: message.state, announcement: news === "" ? state.announcement : news };
    }
    case "progress":
    case "samples":
    case "stats":
    case "drawChart":
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

export const rowsOf = (page: DoctorPageState): DoctorRow[] => page.groups.flatMap((group) => group.rows);

/** How it stands: a sentence about what stops labs, then one about what needs attention, each with its rows. */
export function verdict(page: DoctorPageState): { text: string; rows: DoctorRow[] }[] {
  const [stops, attention] = (["stops", "attention"] as const).map((state) => rowsOf(page).filter((row) => row.state === state));
  return [
    stops?.length ? { text: strings.stop(stops.length), rows: stops } : { text: strings.well, rows: [] },
    ...(attention?.length ? [{ text: strings.needAttention(attention.length), rows: attention }] : []),
  ];
}

const sentence = ({ text, rows }: { text: string; rows: DoctorRow[] }): string =>
  rows.length === 0 ? text : strings.naming(text, rows.map((row) => row.title).join(", "));

/** Good news is told in the end; what is in the way is told as it comes. */
function newsOf(before: DoctorPageState | undefined, after: DoctorPageState): string {
  if (after.phase === "done") return before?.phase === "done" || after.restricted ? "" : verdict(after).map(sentence).join(" ");
  if (after.phase === "cancelled") return before?.phase === "cancelled" ? "" : strings.cancelled;
  if (after.phase !== "looking") return "";
  const known = new Map(before?.phase === "looking" ? rowsOf(before).map((row) => [row.id, row.state]) : []);
  const news = rowsOf(after).filter(
    (row) => (row.state === "stops" || row.state === "attention") && known.has(row.id) && known.get(row.id) !== row.state,
  );
  if (news.length > 0) return news.map((row) => strings.news(row.title, strings.state[row.state])).join(" ");
  return before?.phase === "looking" ? "" : strings.began;
}
