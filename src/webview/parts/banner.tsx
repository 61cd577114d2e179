/** Why nothing can run, and the button that repairs it. */
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
      {blocked.commandTitle === undefined ? null : (
        <Button onClick={() => post({ type: "repair" })} describedBy="blocked-reason">
          {blocked.commandTitle}
        </Button>
      )}
    </section>
  );
}
