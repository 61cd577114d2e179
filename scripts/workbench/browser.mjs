import { chromium as playwright } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
  // Keeps the browser off the network.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Starts a headless Chromium that reaches the loopback address alone. */
export const openBrowser = (executablePath) => playwright.launch({ executablePath, headless: true, args: flags });
