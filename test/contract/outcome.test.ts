import { expect, test } from "vitest";
import { mergeOutcomes } from "../../src/contract/outcome";

test("the worse outcome wins: failed, set-up, not decided, passed", () => {
  expect(mergeOutcomes(["passed", "inconclusive", "setup", "failed"])).toBe("failed");
  expect(mergeOutcomes(["passed", "inconclusive", "setup"])).toBe("setup");
  expect(mergeOutcomes(["passed", "inconclusive"])).toBe("inconclusive");
  expect(mergeOutcomes(["passed", "passed"])).toBe("passed");
});

test("nothing at all is not decided, never passed", () => {
  expect(mergeOutcomes([])).toBe("inconclusive");
});
