import type { TestProject } from "vitest/node";
import { packageExtension } from "../../scripts/package.mjs";
import { build, root, setUp } from "../../scripts/setUp.mjs";
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

/** Once for all journeys: builds and packs the extension (or takes the package CONCURRENCY_LABS_VSIX names), finds workbench and browser. */
export default async function setup(project: TestProject): Promise<void> {
  const [interpreter] = await setUp();
  if (!process.env.CONCURRENCY_LABS_VSIX) await build("--production");
  project.provide("vsix", process.env.CONCURRENCY_LABS_VSIX ?? (await packageExtension(root)));
  project.provide("workbench", await webWorkbench());
  project.provide("chromium", await chromium());
  if (interpreter) project.provide("python", interpreter.path);
}
