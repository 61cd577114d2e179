import type { InterleavingAction } from "./reduce";

type Stroke = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey">;

const actions: Readonly<Record<string, InterleavingAction>> = {
  ArrowDown: { type: "by", steps: 1 },
  ArrowRight: { type: "by", steps: 1 },
  ArrowUp: { type: "by", steps: -1 },
  ArrowLeft: { type: "by", steps: -1 },
  n: { type: "switch", by: 1 },
  p: { type: "switch", by: -1 },
  Home: { type: "end", of: "first" },
  End: { type: "end", of: "last" },
  " ": { type: "play" },
};

/** What a key asks for; undefined where it belongs to somebody else: with a modifier, or the space bar on something it presses. */
export function actionOf({ key, altKey, ctrlKey, metaKey }: Stroke, pressable: boolean): InterleavingAction | undefined {
  if (altKey || ctrlKey || metaKey || (key === " " && pressable)) return undefined;
  return Object.hasOwn(actions, key) ? actions[key] : undefined;
}
