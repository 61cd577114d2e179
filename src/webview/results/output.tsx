/** What the learner's code printed, in the order it came, folded. */
import type { ResultsPageState } from "../../contract/pages";
import { figure } from "../page/quantity";
import { Fold } from "../parts/fold";
import * as strings from "./strings";

type Piece = ResultsPageState["output"][number];

/** Neighbouring pieces of the same check and stream become one block. */
export function joinOutput(output: Piece[]): Piece[] {
  const blocks: Piece[] = [];
  for (const piece of output) {
    const last = blocks.at(-1);
    if (last && last.check === piece.check && last.stream === piece.stream) last.text += piece.text;
    else blocks.push({ ...piece });
  }
  return blocks;
}

export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${figure(count / 1024)} KB`;
  return `${figure(count / (1024 * 1024))} MB`;
}

export function Output({ results }: { results: ResultsPageState }) {
  const blocks = joinOutput(results.output);
  if (blocks.length === 0 && results.dropped === 0) return null;
  const titles = new Map(results.steps.flatMap((step) => step.checks).map((check) => [check.id, check.title]));
  const lines = blocks.reduce((sum, block) => sum + block.text.split("\n").length - (block.text.endsWith("\n") ? 1 : 0), 0);
  return (
    <Fold
      id="output"
      summary={
        <>
          <h2>{strings.output}</h2> <span class="muted">{strings.lines(lines)}</span>
        </>
      }
    >
      {blocks.map((block, index) => (
        <div key={index} class={`output ${block.stream}`}>
          <p class="muted">
            {block.check === null ? strings.outputBetween : strings.outputOf(titles.get(block.check) ?? block.check)}
            {block.stream === "stderr" ? ` · ${strings.standardError}` : null}
          </p>
          <pre class="plain">{block.text}</pre>
        </div>
      ))}
      {results.dropped === 0 ? null : <p>{strings.dropped(bytes(results.dropped))}</p>}
    </Fold>
  );
}
