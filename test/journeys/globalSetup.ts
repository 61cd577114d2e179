import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packageExtension } from "../../scripts/package.mjs";
import { findInterpreters } from "../../scripts/setup/interpreters.mjs";
import { chromium } from "../../scripts/workbench/chromium.mjs";
import { webWorkbench } from "../../scripts/workbench/install.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    vsix: string;
    chromium: string;
    workbench: { node: string; server: string; name: string };
    /** An interpreter of the lowest promised version found. */
    python: string;
  }
}

/** Packs what is built in dist/ (or takes the package that CONCURRENCY_LABS_VSIX names) and finds the workbench and the browser, once for all journeys. */
export default async function setup(project: TestProject): Promise<void> {
  const root = join(import.meta.dirname, "../..");
  project.provide("vsix", process.env.CONCURRENCY_LABS_VSIX ?? (await packageExtension(root)));
  project.provide("workbench", await webWorkbench());
  project.provide("chromium", await chromium());
  const [interpreter] = await findInterpreters();
  if (!interpreter) throw new Error("No Python 3.11 or later was found.");
  project.provide("python", interpreter.path);
}
