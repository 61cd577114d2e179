/** Where a step stands, as a button: the learner's file opens with the cursor there, the lab's own file to be read. */
import type { StandingPlace } from "../../core/interleaving/standing";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { PlaceLink } from "../parts/place";
import * as strings from "./strings";

export function StepPlace({ place: { file, line, lab } }: { place: Omit<StandingPlace, "source"> }) {
  const { post } = usePage();
  if (!lab) return <PlaceLink file={file} line={line} />;
  return (
    <>
      <Button kind="link" label={strings.openScenarioLine(file, line)} onClick={() => post({ type: "openScenario", file, line })}>
        <code>
          {file}:{line}
        </code>
      </Button>{" "}
      <span class="muted">({strings.labsOwn})</span>
    </>
  );
}
