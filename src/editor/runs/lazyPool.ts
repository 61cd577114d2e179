import path from "node:path";
import type * as vscode from "vscode";
import { createPool, type Pool } from "../../runtime/pool/pool";
import type { Owner } from "../state/owner";

/** The worker pool, made when first asked for. */
export function lazyPool({ extensionPath }: vscode.ExtensionContext, log: vscode.LogOutputChannel, owner: Owner): () => Pool {
  let pool: Pool | undefined;
  return () => {
    if (!pool) {
      const made = createPool(path.join(extensionPath, "dist"), { onFault: (message) => log.error(message) });
      owner.own({ dispose: () => void made.dispose() });
      pool = made;
    }
    return pool;
  };
}
