/** The running run: its progress and Cancel. When it ends, a focus that stood on Cancel goes to the page's primary button. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RunProgress } from "../../contract/pages";
import { Button } from "./button";
import { t } from "./localise";
import { Progress } from "./progress";
import { usePage } from "./tools";

export function CancelRow({ running }: { running: RunProgress | undefined }) {
  const { post } = usePage();
  const row = useRef<HTMLDivElement>(null);
  // Read while rendering: the button is still in the document then, and gone when effects run.
  const focused = row.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (running === undefined && focused) document.querySelector<HTMLElement>("button.primary")?.focus();
  }, [running === undefined]);
  return (
    <div ref={row} class="running">
      {running === undefined ? null : (
        <>
          <Progress running={running} />
          <Button icon="debug-stop" onClick={() => post({ type: "cancel" })}>
            {t("Cancel")}
          </Button>
        </>
      )}
    </div>
  );
}
