import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{contract,core,runtime,worker,webview,fuzz,house,scripts,labs}/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          globalSetup: ["test/journeys/globalSetup.ts"],
          // A journey is one story told in order by one workbench.
          fileParallelism: false,
          expect: { poll: { timeout: 15_000, interval: 200 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
    // Two cores are shared with the processes that the tests start.
    maxWorkers: 2,
  },
});
