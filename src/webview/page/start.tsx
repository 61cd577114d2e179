/** Runs a page: messages and actions go through its reducer, the view shows the state, the reader's place is kept. */
import "./page.css";
import { type ComponentType, render } from "preact";
import type { PageKind } from "../../contract/ids";
import type { FromPage, PageMemory, ToPage } from "../../contract/pages";
import { type Bridge, openBridge } from "./bridge";
import { t } from "./localise";
import { reveal } from "./reveal";
import { type PageTools, PageToolsContext } from "./tools";

export interface ViewProps<State, Action> {
  state: State;
  act(action: Action): void;
  post(message: FromPage): void;
}

export interface Page<State, Action> {
  kind: PageKind;
  initial: State;
  reduce(state: State, message: ToPage | Action): State;
  /** Lab id or module number shown, once known. */
  subject(state: State): string | undefined;
  View: ComponentType<ViewProps<State, Action>>;
  /** What the reader made and has not handed in, as text, and the way back: VS Code takes a page down when its tab is hidden. */
  draft?: { write(state: State): string | undefined; read(state: State, text: string): State };
}

/** Shows the page in `root` and tells the host that it listens. Returns what takes the page down again. */
export function startPage<State, Action>(
  page: Page<State, Action>,
  root: HTMLElement | null = document.getElementById("root"),
  bridge: Bridge = openBridge(),
): () => void {
  if (!root) throw new Error("The page's shell has no element with the id 'root'.");
  let state = page.initial;
  let fault: string | undefined;
  let anchor: string | undefined;
  const remembered = bridge.recall();
  let folds: Record<string, boolean> = {};
  let restored = false;

  const remember = () => {
    const subject = page.subject(state);
    if (subject === undefined || !restored) return;
    const draft = page.draft?.write(state);
    const memory: PageMemory = { page: page.kind, subject, scroll: window.scrollY, folds, ...(draft === undefined ? {} : { draft }) };
    bridge.remember(memory);
  };
  const tools: PageTools = {
    post: (message) => bridge.post(message),
    fold: (key) => folds[key],
    setFold(key, open) {
      folds = { ...folds, [key]: open };
      remember();
    },
  };
  const act = (action: Action) => {
    state = page.reduce(state, action);
    show();
    if (page.draft) remember();
  };
  const show = () => {
    const subject = page.subject(state);
    const first = subject !== undefined && !restored;
    if (first && remembered?.page === page.kind && remembered.subject === subject) {
      folds = remembered.folds;
      if (remembered.draft !== undefined && page.draft) state = page.draft.read(state, remembered.draft);
    }
    render(
      <PageToolsContext.Provider value={tools}>
        {fault === undefined ? null : (
          <p class="banner" role="alert">
            <span class="codicon codicon-warning" aria-hidden="true" />{" "}
            {t("This page cannot read a message of the extension ({0}). Reload the window; if it stays, update the extension.", fault)}
          </p>
        )}
        <page.View state={state} act={act} post={tools.post} />
      </PageToolsContext.Provider>,
      root,
    );
    if (first) {
      restored = true;
      if (remembered?.page === page.kind && remembered.subject === subject) window.scrollTo(0, remembered.scroll);
      remember();
    }
    if (anchor !== undefined && restored) {
      reveal(anchor);
      anchor = undefined;
    }
  };

  const silence = bridge.listen(
    (messages) => {
      for (const message of messages) {
        if (message.type === "reveal") anchor = message.anchor;
        state = page.reduce(state, message);
      }
      show();
    },
    (reason) => {
      fault = reason;
      show();
    },
  );
  window.addEventListener("scrollend", remember, { passive: true });
  show();
  bridge.post({ type: "ready" });
  return () => {
    silence();
    window.removeEventListener("scrollend", remember);
    render(null, root);
  };
}
