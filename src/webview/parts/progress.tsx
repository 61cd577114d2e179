/** A run that goes on: how far, what now, how long still. */
import type { RunProgress } from "../../contract/pages";
import { t } from "../page/localise";
import { figure, span } from "../page/quantity";

export function Progress({ running }: { running: RunProgress }) {
  const known = running.total > 0;
  const text = [
    known ? t("{0} of {1}", running.done, running.total) : undefined,
    running.label,
    running.searched === undefined
      ? undefined
      : t("{0} of {1} schedules tried", figure(running.searched.schedules), figure(running.searched.limit)),
    running.left === undefined ? undefined : t("about {0} left", span(running.left)),
  ].filter((part) => part !== undefined && part !== "");
  return (
    <div class="progress">
      <progress
        aria-label={running.action === "bench" ? t("Benchmark") : t("Checks")}
        aria-valuetext={text.join(", ")}
        {...(known ? { value: Math.min(running.done, running.total), max: running.total } : {})}
      />
      <span class="muted">{text.join(" · ")}</span>
    </div>
  );
}
