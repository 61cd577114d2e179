// npm run format: rewrites what biome and ruff can mend in the checkout.
import { onCurrentNode } from "./setup/currentNode.mjs";

await onCurrentNode();
const { root, setUp } = await import("./setUp.mjs");
const { format } = await import("./suites/static.mjs");
const counts = await format({ root, interpreters: await setUp() });
process.exit(counts.failed > 0 ? 1 : 0);
