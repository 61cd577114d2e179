/** A section the reader can open and close; which ones are open survives a reload. */
import type { ComponentChildren } from "preact";
import { usePage } from "../page/tools";

export function Fold({
  id,
  summary,
  open = false,
  children,
}: {
  id: string;
  summary: ComponentChildren;
  open?: boolean;
  children: ComponentChildren;
}) {
  const page = usePage();
  return (
    <details
      open={page.fold(id) ?? open}
      onToggle={(event) => {
        const now = event.currentTarget.open;
        if (now !== (page.fold(id) ?? open)) page.setFold(id, now);
      }}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
