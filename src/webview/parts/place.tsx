/** A place in the learner's file as a button that puts the cursor there. */

import { t } from "../page/localise";
import { usePage } from "../page/tools";
import { Button } from "./button";

export function PlaceLink({ file, line }: { file: string; line?: number }) {
  const { post } = usePage();
  const words = line === undefined ? file : `${file}:${line}`;
  return (
    <Button
      kind="link"
      label={line === undefined ? t("Open {0}", file) : t("Open {0} at line {1}", file, line)}
      onClick={() => post({ type: "openPlace", file, line })}
    >
      <code>{words}</code>
    </Button>
  );
}
