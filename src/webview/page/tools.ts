/** What every part of a page may use, handed down by context. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FromPage } from "../../contract/pages";

export interface PageTools {
  post(message: FromPage): void;
  /** Whether the reader opened or closed the section `key`; undefined when never touched. */
  fold(key: string): boolean | undefined;
  setFold(key: string, open: boolean): void;
}

export const PageToolsContext = createContext<PageTools>({ post: () => {}, fold: () => undefined, setFold: () => {} });

export function usePage(): PageTools {
  return useContext(PageToolsContext);
}

/** Where the Markdown's images lie; undefined when the host gave no place. */
export const ResourcesContext = createContext<string | undefined>(undefined);
