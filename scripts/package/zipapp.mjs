import { join } from "node:path";
import { run } from "../setup/run.mjs";

/** Makes the kit with its packages and labs, as they are in `vsix`, one file that any Python 3.11 runs; returns it. */
export async function packageZipapp(root, vsix, interpreter, out = join(root, "dist/concurrency-labs.pyz")) {
  await run([interpreter.path, join(root, "scripts/package/zipapp.py"), vsix, join(root, "src/python/zipapp"), out]);
  return out;
}
