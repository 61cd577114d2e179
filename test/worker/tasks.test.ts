import { expect, test } from "vitest";
import { poolTasks } from "../../src/core/poolTasks";
import * as tasks from "../../src/worker/tasks";

test("the threads offer every call of the pool, by its name", () => {
  expect({ ...tasks }).toEqual(poolTasks);
});

test("the same samples give the same figures on every call", () => {
  const input = { samples: [3, 1, 4, 1, 5].map((wall, round) => ({ variant: "a", x: 1, round, values: { wall } })), comparisons: [] };
  expect(tasks.benchStatistics(input)).toEqual(tasks.benchStatistics(input));
});
