/** Why nothing can run, and the buttons that help. */
import type { Blocked } from "../../contract/pages";
import { t } from "../page/localise";
import { usePage } from "../page/tools";
import { Button } from "./button";
import { Icon } from "./icon";
import { Phrase } from "./phrase";

export function BlockedBanner({ blocked }: { blocked: Blocked }) {
  const { post } = usePage();
  return (
    <section class="banner" aria-labelledby="blocked-title">
      <h2 id="blocked-title">
        <Icon name="tools" /> {t("Cannot run yet")}
      </h2>
      <p id="blocked-reason">
        <Phrase text={blocked.message} />
      </p>
      <div class="row">
        {blocked.commandTitle === undefined ? null : (
          <Button onClick={() => post({ type: "repair" })} describedBy="blocked-reason">
            {blocked.commandTitle}
          </Button>
        )}
        {blocked.doctor ? <DoctorButton /> : null}
      </div>
    </section>
  );
}

/** The way to the page that says what is missing and what to do. */
export function DoctorButton() {
  const { post } = usePage();
  return (
    <Button icon="pulse" onClick={() => post({ type: "openDoctor" })}>
      {t("Run Doctor")}
    </Button>
  );
}
