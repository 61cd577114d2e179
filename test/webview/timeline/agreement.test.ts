import { describe, expect, test } from "vitest";
import { agreement } from "../../../src/webview/timeline/agreement";
import { lanesOf } from "../samples/timeline";

const check = (recorded: string[], drawn: string[]) => {
  const lanes = recorded.map((_, index) => `lane ${index + 1}`);
  const { cells, agree, differences } = agreement(lanes, lanesOf(...recorded), lanesOf(...drawn));
  return [`${agree} of ${cells}`, ...differences.map((one) => `${one.lane} ${one.first}-${one.last} ${one.drawn}/${one.recorded}`)];
};

describe("a drawing beside its recording", () => {
  test("says how many cells agree, and nothing more when all do", () => {
    expect(check(["#. ", "..#"], ["#. ", "..#"])).toEqual(["6 of 6"]);
  });
  test("takes neighbouring seconds together that differ in the same way, and no others", () => {
    expect(check(["##....", "#.#.#."], ["....  ", "####  "])).toEqual([
      "4 of 12",
      "lane 1 1-2 waiting/running",
      "lane 1 5-6 absent/waiting",
      "lane 2 2-2 running/waiting",
      "lane 2 4-4 running/waiting",
      "lane 2 5-5 absent/running",
      "lane 2 6-6 absent/waiting",
    ]);
  });
  test("does not take the same difference of two lanes together", () => {
    expect(check(["#", "#"], [".", "."])).toEqual(["0 of 2", "lane 1 1-1 waiting/running", "lane 2 1-1 waiting/running"]);
  });
  test("counts a cell that was not drawn as not there", () => {
    expect(check(["# "], [""])).toEqual(["1 of 2", "lane 1 1-1 absent/running"]);
  });
});
