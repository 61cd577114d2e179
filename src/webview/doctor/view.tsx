import { useRef } from "preact/hooks";
import type { DoctorPageState } from "../../contract/doctor";
import { useFocusHeir } from "../page/focusHeir";
import { reveal } from "../page/reveal";
import type { ViewProps } from "../page/start";
import { usePage } from "../page/tools";
import { Announcement } from "../parts/announcement";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { type DoctorView, rowsOf, verdict } from "./reduce";
import * as strings from "./strings";
import { rowId, StateIcon, Table } from "./table";

/** How far it is, and Cancel. */
function Looking({ doctor }: { doctor: DoctorPageState }) {
  const { post } = usePage();
  const row = useRef<HTMLDivElement>(null);
  useFocusHeir(row);
  const rows = rowsOf(doctor);
  const done = rows.filter((one) => one.state !== "looking").length;
  return (
    <div ref={row} class="running">
      <div class="progress">
        <progress aria-label={strings.looking} aria-valuetext={strings.lookedAt(done, rows.length)} value={done} max={rows.length} />
        <span class="muted">{strings.lookedAt(done, rows.length)}</span>
      </div>
      <Button icon="debug-stop" onClick={() => post({ type: "cancel" })}>
        {strings.cancel}
      </Button>
    </div>
  );
}

function Verdict({ doctor }: { doctor: DoctorPageState }) {
  switch (doctor.phase) {
    case "idle":
      return <p class="muted">{strings.notYet}</p>;
    case "looking":
      return null;
    case "cancelled":
      return <p>{strings.cancelled}</p>;
    case "done":
      return (
        <ul class="verdict">
          {verdict(doctor).map(({ text, rows }) => (
            <li key={text} class="line">
              <StateIcon state={rows[0]?.state ?? "ok"} />
              <strong>{text}</strong>
              {rows.map((row) => (
                <Button key={row.id} kind="link" onClick={() => reveal(rowId(row))}>
                  {row.title}
                </Button>
              ))}
            </li>
          ))}
        </ul>
      );
  }
}

export function View({ state, post }: ViewProps<DoctorView, never>) {
  const { doctor } = state;
  if (!doctor) return <p class="muted loading">{strings.loading}</p>;
  const { phase, restricted, groups } = doctor;
  const blocked = restricted ? { disabled: true, describedBy: "restricted" } : {};
  return (
    <main>
      <header>
        <h1>{strings.title}</h1>
        <p class="muted">{strings.lead}</p>
      </header>
      <div class="actions">
        <div class="row">
          <Button kind="primary" icon="pulse" disabled={phase === "looking"} onClick={() => post({ type: "examine" })}>
            {phase === "idle" ? strings.run : strings.runAgain}
          </Button>
          <Button icon="copy" disabled={groups.length === 0} onClick={() => post({ type: "copyReport" })}>
            {strings.copyReport}
          </Button>
          <Button {...blocked} onClick={() => post({ type: "selectPython" })}>
            {strings.selectPython}
          </Button>
          <Button onClick={() => post({ type: "getPython" })}>{strings.getPython}</Button>
          <Button {...blocked} onClick={() => post({ type: "downloadPackages" })}>
            {strings.downloadEverything}
          </Button>
        </div>
        {phase === "looking" ? <Looking doctor={doctor} /> : null}
      </div>
      <Announcement text={state.announcement} />
      {restricted ? (
        <p class="banner" id="restricted">
          <Icon name="shield" /> {strings.restricted}
        </p>
      ) : (
        <Verdict doctor={doctor} />
      )}
      {groups.map((group) => (
        <Table key={group.id} group={group} />
      ))}
    </main>
  );
}
