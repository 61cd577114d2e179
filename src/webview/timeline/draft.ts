/** What is painted and not run yet, as the text the page keeps while it is hidden. */
import * as v from "valibot";
import { LaneStatesSchema } from "../../contract/lab";
import { fits } from "../../core/drawing";
import type { TimelinesView } from "./reduce";

const DraftSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({ chosen: v.optional(v.string()), drafts: v.record(v.string(), LaneStatesSchema) }),
);

export const draft = {
  write: ({ chosen, drafts }: TimelinesView): string => JSON.stringify({ chosen, drafts }),
  /** Text of another version, or of a lab that has changed since, gives back what still fits. */
  read(state: TimelinesView, text: string): TimelinesView {
    const parsed = v.safeParse(DraftSchema, text);
    if (!parsed.success) return state;
    const { chosen, drafts } = parsed.output;
    const known = (state.page?.timelines ?? []).flatMap((one) => {
      const drawing = drafts[one.id];
      return drawing && fits(drawing, one) ? [[one.id, drawing] as const] : [];
    });
    return { ...state, chosen: chosen ?? state.chosen, drafts: Object.fromEntries(known) };
  },
};
