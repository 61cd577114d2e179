/** Ways through the interleaving; each button names its key. */
import { Button } from "../parts/button";
import type { InterleavingAction, InterleavingView } from "./reduce";
import * as strings from "./strings";

export function Controls({ state, act }: { state: InterleavingView; act(action: InterleavingAction): void }) {
  const { step, playing, layout, page } = state;
  const last = layout.rows.length - 1;
  const omitted = page?.counterexample.omitted ?? 0;
  const button = (icon: string, name: string, key: string, action: InterleavingAction, disabled: boolean) => (
    <Button icon={icon} label={name} title={strings.withKey(name, key)} disabled={disabled} onClick={() => act(action)}>
      {""}
    </Button>
  );
  return (
    <div class="controls" role="toolbar" aria-label={strings.controls}>
      {button("chevron-left", strings.previousSwitch, "P", { type: "switch", by: -1 }, step <= 0)}
      {button("arrow-up", strings.previous, "↑", { type: "by", steps: -1 }, step <= 0)}
      <Button
        kind="primary"
        icon="arrow-down"
        title={strings.withKey(strings.next, "↓")}
        disabled={step >= last}
        onClick={() => act({ type: "by", steps: 1 })}
      >
        {strings.next}
      </Button>
      {button("chevron-right", strings.nextSwitch, "N", { type: "switch", by: 1 }, step >= last)}
      <Button
        icon={playing ? "debug-pause" : "play"}
        title={strings.withKey(playing ? strings.pause : strings.play, "Space")}
        disabled={last <= 0}
        onClick={() => act({ type: "play" })}
      >
        {playing ? strings.pause : strings.play}
      </Button>
      <span class="muted nowrap">{strings.stepOf(step + 1 + omitted, layout.rows.length + omitted)}</span>
    </div>
  );
}
