/** The rows of one group: what was looked at, its state in a word, what was found and what to do. */
import type { DoctorPageState, DoctorRow, DoctorState } from "../../contract/doctor";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Phrase } from "../parts/phrase";
import * as strings from "./strings";

const icons: Record<DoctorState, string> = {
  ok: "pass-filled",
  attention: "warning",
  stops: "error",
  looking: "loading",
  skipped: "circle-slash",
};

export const rowId = (row: DoctorRow): string => `row-${row.id}`;

export function StateIcon({ state }: { state: DoctorState }) {
  return <Icon name={icons[state]} class={`doctor-${state}${state === "looking" ? " codicon-modifier-spin" : ""}`} />;
}

function Row({ row }: { row: DoctorRow }) {
  const { post } = usePage();
  return (
    <tr class={row.state}>
      <th scope="row" id={rowId(row)}>
        {row.title}
      </th>
      <td>
        <span class="outcome">
          <StateIcon state={row.state} /> {strings.state[row.state]}
        </span>
      </td>
      <td>
        {row.found.map((text, index) => (
          <p key={index}>
            <Phrase text={text} />
          </p>
        ))}
        {row.todo.map((text, index) => (
          <p key={index} class="todo">
            <Icon name="arrow-right" /> <Phrase text={text} />
          </p>
        ))}
        {row.actions.length === 0 ? null : (
          <div class="row">
            {row.actions.map((action, index) => (
              <Button
                key={action}
                label={strings.action(action, row.title)}
                onClick={() => post({ type: "remedy", row: row.id, action: index })}
              >
                {action}
              </Button>
            ))}
          </div>
        )}
      </td>
    </tr>
  );
}

export function Table({ group }: { group: DoctorPageState["groups"][number] }) {
  const id = `group-${group.id}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{group.title}</h2>
      <table aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{strings.subjectColumn}</th>
            <th scope="col">{strings.stateColumn}</th>
            <th scope="col">{strings.foundColumn}</th>
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
