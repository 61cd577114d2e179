/** A codicon. It says nothing to a screen reader: a word always stands beside it. */
export function Icon({ name, class: extra = "" }: { name: string; class?: string }) {
  return <span class={`codicon codicon-${name} ${extra}`} aria-hidden="true" />;
}
