import { describe, expect, test } from "vitest";
import { agreement } from "../../../src/webview/timeline/agreement";
import { lanesOf } from "../samples/timeline";

const check = (recorded: string[], drawn: string[]) => {
  const lanes = recorded.map((_, index) => `lane ${index + 1}`);
  const { cells, agree, differences } = agreement(lanes, lanesOf(...recorded), lanesOf(...drawn));
  return [
    `${agree} of ${cells}`,
    ...differences.map((one) => `${one.lane} ${one.drawn}/${one.recorded} ${one.stretches.map(({ first, last }) => `${first}-${last}`)}`),
  ];
};

describe("a drawing beside its recording", () => {
  test("says how many cells agree, and nothing more when all do", () => {
    expect(check(["#. ", "..#"], ["#. ", "..#"])).toEqual(["6 of 6"]);
  });
  test("takes the slots of a lane together that differ in the same way", () => {
    expect(check(["##....", "#.#.#."], ["....  ", "####  "])).toEqual([
      "4 of 12",
      "lane 1 waiting/running 1-2",
      "lane 1 absent/waiting 5-6",
      "lane 2 running/waiting 2-2,4-4",
      "lane 2 absent/running 5-5",
      "lane 2 absent/waiting 6-6",
    ]);
  });
  test("does not take the same difference of two lanes together", () => {
    expect(check(["#", "#"], [".", "."])).toEqual(["0 of 2", "lane 1 waiting/running 1-1", "lane 2 waiting/running 1-1"]);
  });
  test("counts a cell that was not drawn as not there", () => {
    expect(check(["# "], [""])).toEqual(["1 of 2", "lane 1 absent/running 1-1"]);
  });
});
