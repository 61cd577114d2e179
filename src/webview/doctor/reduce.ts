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
    case "reveal":
      return state;
    default:
      return message satisfies never;
  }
}

export const rowsOf = (page: DoctorPageState): DoctorRow[] => page.groups.flatMap((group) => group.rows);

/** How it stands, in words: what stops labs first. */
export function verdict(page: DoctorPageState): string {
  const count = (state: DoctorRow["state"]): number => rowsOf(page).filter((row) => row.state === state).length;
  const stops = count("stops");
  const attention = count("attention");
  return [stops === 0 ? strings.well : strings.stop(stops), ...(attention === 0 ? [] : [strings.needAttention(attention)])].join(" ");
}

/** Good news is told in the end; what is in the way is told as it comes. */
function newsOf(before: DoctorPageState | undefined, after: DoctorPageState): string {
  if (after.phase === "done") return before?.phase === "done" || after.restricted ? "" : verdict(after);
  if (after.phase === "cancelled") return before?.phase === "cancelled" ? "" : strings.cancelled;
  if (after.phase !== "looking") return "";
  const known = new Map(before?.phase === "looking" ? rowsOf(before).map((row) => [row.id, row.state]) : []);
  const news = rowsOf(after).filter(
    (row) => (row.state === "stops" || row.state === "attention") && known.has(row.id) && known.get(row.id) !== row.state,
  );
  if (news.length > 0) return news.map((row) => strings.news(row.title, strings.state[row.state])).join(" ");
  return before?.phase === "looking" ? "" : strings.began;
}
