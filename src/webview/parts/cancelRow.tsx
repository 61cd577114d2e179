/** The run that goes on: its progress, and Cancel. */
import { useRef } from "preact/hooks";
import type { RunProgress } from "../../contract/pages";
import { useFocusHeir } from "../page/focusHeir";
import { t } from "../page/localise";
import { usePage } from "../page/tools";
import { Button } from "./button";
import { Progress } from "./progress";

export function CancelRow({ running }: { running: RunProgress }) {
  const { post } = usePage();
  const row = useRef<HTMLDivElement>(null);
  useFocusHeir(row);
  return (
    <div ref={row} class="running">
      <Progress running={running} />
      <Button icon="debug-stop" onClick={() => post({ type: "cancel" })}>
        {t("Cancel")}
      </Button>
    </div>
  );
}
