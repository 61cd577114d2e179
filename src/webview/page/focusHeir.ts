import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** When the part in `ref` leaves the page with the focus in it, the page's primary button inherits the focus. */
export function useFocusHeir(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(
    () => () => {
      // The part is still in the document here; the button may become primary in the same render, so it is looked for afterwards.
      if (ref.current?.contains(document.activeElement))
        queueMicrotask(() => document.querySelector<HTMLElement>("button.primary")?.focus());
    },
    [],
  );
}
