import type { LabPageState } from "../../contract/pages";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { OutcomeIcon } from "../parts/outcome";
import * as strings from "./strings";

function Needed({ lab }: { lab: LabPageState["after"][number] }) {
  const { post } = usePage();
  if (!lab.shipped)
    return (
      <span class="disabled" title={`${lab.title}. ${strings.notShipped}`}>
        {lab.id}
      </span>
    );
  return (
    <Button
      kind="link"
      title={lab.passed ? `${lab.title} (${strings.done})` : lab.title}
      label={`${lab.id} ${lab.title}`}
      onClick={() => post({ type: "openLab", lab: lab.id })}
    >
      {lab.id}
      {lab.passed ? <OutcomeIcon status="passed" /> : null}
    </Button>
  );
}

export function Header({ lab: page }: { lab: LabPageState }) {
  const { lab, after } = page;
  return (
    <header>
      <h1>
        <span class="number">{lab.id}</span> {lab.title}
      </h1>
      <p class="facts muted">
        <span>{strings.minutes(lab.minutes, lab.coreMinutes)}</span>
        <span>{strings.python(lab.python)}</span>
        {lab.packages.map((name) => (
          <code key={name}>{name}</code>
        ))}
        {lab.optionalPackages?.map((name) => (
          <span key={name}>
            <code>{name}</code> ({strings.optional})
          </span>
        ))}
        {after.length === 0 ? null : (
          <span class="row tight">
            {strings.needs}{" "}
            {after.map((needed) => (
              <Needed key={needed.id} lab={needed} />
            ))}
          </span>
        )}
      </p>
    </header>
  );
}
