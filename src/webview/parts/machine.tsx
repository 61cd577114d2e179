/** Where the figures come from. */
import type { Machine } from "../../contract/events";
import { counted, t } from "../page/localise";
import { Icon } from "./icon";

export function machineWords({ system, cores, implementation, python, gil }: Machine): string {
  return [
    system,
    counted(cores, "{0} core", "{0} cores"),
    `${implementation} ${python}`,
    gil ? t("with the GIL") : t("free-threaded"),
  ].join(", ");
}

export function MachineLine({ machine }: { machine: Machine }) {
  return (
    <p class="machine muted">
      <Icon name="vm" /> {machineWords(machine)}
    </p>
  );
}
