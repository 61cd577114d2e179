/** Everything a check's last result has to say: what happened, why, where. */
import type { CheckView } from "../../contract/pages";
import { t } from "../page/localise";
import { usePage } from "../page/tools";
import { Button } from "./button";
import { Difference } from "./difference";
import { Fold } from "./fold";
import { foundWords } from "./found";
import { Markdown } from "./markdown";
import { Phrase, plainPhrase } from "./phrase";
import { PlaceLink } from "./place";

/** Lines of detail shown before the rest folds: an interleaving has at most 15, and some say what came of it and how it was found. */
export const SHOWN_LINES = 20;

function Lines({ id, lines }: { id: string; lines: string[] }) {
  const rest = lines.length - SHOWN_LINES;
  if (lines.length === 0) return null;
  return (
    <>
      <pre class="plain">{lines.slice(0, SHOWN_LINES).join("\n")}</pre>
      {rest <= 0 ? null : (
        <Fold id={`${id}-more`} summary={rest === 1 ? t("1 more line") : t("{0} more lines", rest)}>
          <pre class="plain">{lines.slice(SHOWN_LINES).join("\n")}</pre>
        </Fold>
      )}
    </>
  );
}

function Found({ check, counterexample }: { check: CheckView; counterexample: NonNullable<CheckView["counterexample"]> }) {
  const { post } = usePage();
  return (
    <p class="line found">
      <Button
        icon="arrow-swap"
        label={t("Show interleaving: {0}", plainPhrase(check.title))}
        onClick={() => post({ type: "showInterleaving", check: check.id })}
      >
        {t("Show interleaving")}
      </Button>
      {check.result === undefined ? <span class="muted">{foundWords(counterexample)}</span> : null}
    </p>
  );
}

export function CheckDetail({ check, scope }: { check: CheckView; scope: string }) {
  const result = check.result;
  if (check.status === "running") return null;
  if (!result) {
    // Failed before this window was opened: the interleaving is what is left of it.
    if (check.counterexample === undefined) return null;
    return (
      <div class="detail">
        <Found check={check} counterexample={check.counterexample} />
      </div>
    );
  }
  const id = `${scope}-${check.id}`;
  const { misconception, place, trace } = result;
  return (
    <div class="detail">
      <p class="message">
        <Phrase text={result.message} /> {place === undefined ? null : <PlaceLink file={place.file} line={place.line} />}
      </p>
      {result.expected === undefined && result.actual === undefined ? null : (
        <Difference expected={result.expected} actual={result.actual} />
      )}
      <Lines id={id} lines={result.details} />
      {trace === undefined || trace.length === 0 ? null : (
        <ol class="trace" aria-label={t("Calls, outermost first")}>
          {trace.map((frame, index) => (
            <li key={index}>
              <PlaceLink file={frame.file} line={frame.line} /> <span class="muted">{t("in {0}", frame.function)}</span>
            </li>
          ))}
        </ol>
      )}
      {misconception === undefined ? null : (
        <div class="misconception" role="note">
          <p class="label">{t("What probably happened")}</p>
          <p class="title">
            <Phrase text={misconception.title} />
          </p>
          <Markdown source={misconception.feedback} />
        </div>
      )}
      {check.counterexample === undefined ? null : <Found check={check} counterexample={check.counterexample} />}
    </div>
  );
}
