import { expect, test } from "vitest";
import { initial, reduce } from "../../../src/webview/module/reduce";
import { module, moduleOver, moduleWrong, quizAsked } from "../samples/module";

const opened = reduce(initial, { type: "state", state: module });

test("a chosen answer stays while the same question is asked, and is gone with the next", () => {
  const chosen = reduce(opened, { type: "choose", answer: 2 });
  expect(reduce(chosen, { type: "state", state: module }).chosen).toBe(2);
  const next = { ...module, quiz: { ...quizAsked, question: { ...(quizAsked.question ?? fail()), id: "other" }, answered: 2 } };
  expect(reduce(chosen, { type: "state", state: next }).chosen).toBeUndefined();
});

test("the same question asked in a new attempt starts without a choice", () => {
  const chosen = reduce(opened, { type: "choose", answer: 2 });
  expect(reduce(chosen, { type: "state", state: { ...module, quiz: { ...quizAsked, answered: 0 } } }).chosen).toBeUndefined();
});

test("an answer that was given cannot be changed", () => {
  const given = reduce(opened, { type: "state", state: moduleWrong });
  expect(given.chosen).toBe(0);
  expect(reduce(given, { type: "choose", answer: 1 })).toBe(given);
});

test("right, not right and the score are announced", () => {
  expect(reduce(opened, { type: "state", state: moduleWrong }).announcement).toBe("Not right");
  expect(reduce(opened, { type: "state", state: moduleOver }).announcement).toBe("4 of 5 answers are right");
  expect(opened.announcement).toBe("");
});

function fail(): never {
  throw new Error("the sample asks no question");
}
