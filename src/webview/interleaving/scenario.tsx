/** The lab's own file that steps stand in: its text, with the line of the step looked at marked. */
import type { InterleavingStep } from "../../contract/events";
import type { InterleavingPageState } from "../../contract/pages";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { Fold } from "../parts/fold";
import * as strings from "./strings";

type Source = InterleavingPageState["scenarios"][number];

export function Scenario({ source, now }: { source: Source; now: InterleavingStep | undefined }) {
  const { post } = usePage();
  const marked = now?.lab === true && now.file === source.file ? now.line : undefined;
  return (
    <Fold id={`scenario-${source.file}`} summary={<h2>{strings.scenario(source.file)}</h2>}>
      <p class="muted">{strings.scenarioIntro}</p>
      <pre class="plain listing">
        {source.text
          .trimEnd()
          .split("\n")
          .map((text, index) => (
            <span key={index} class={index + 1 === marked ? "marked" : ""}>
              {index + 1 === marked ? "▶" : " "} {String(index + 1).padStart(3)} {text}
              {"\n"}
            </span>
          ))}
      </pre>
      <Button icon="go-to-file" onClick={() => post({ type: "openScenario", file: source.file, line: marked })}>
        {strings.openScenario}
      </Button>
    </Fold>
  );
}
