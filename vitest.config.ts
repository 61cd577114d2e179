import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{contract,core,runtime,worker,webview,house,scripts}/**/*.test.{ts,tsx}"],
    // Two cores are shared with the processes that the tests start.
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
