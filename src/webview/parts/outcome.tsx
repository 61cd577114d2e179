/** How an outcome looks: icon, colour and word together. */
import type { Status } from "../../contract/outcome";
import { t } from "../page/localise";
import { Icon } from "./icon";

const icons: Record<Status, string> = {
  passed: "pass-filled",
  failed: "error",
  setup: "tools",
  inconclusive: "question",
  running: "loading",
  notRun: "circle-large-outline",
};

export function outcomeWord(status: Status): string {
  switch (status) {
    case "passed":
      return t("passed");
    case "failed":
      return t("failed");
    case "setup":
      return t("cannot run yet");
    case "inconclusive":
      return t("not decided");
    case "running":
      return t("running");
    case "notRun":
      return t("not run");
  }
}

export function OutcomeIcon({ status }: { status: Status }) {
  return <Icon name={icons[status]} class={`outcome-${status}${status === "running" ? " codicon-modifier-spin" : ""}`} />;
}

export function OutcomeMark({ status }: { status: Status }) {
  return (
    <span class={`outcome ${status}`}>
      <OutcomeIcon status={status} /> {outcomeWord(status)}
    </span>
  );
}
