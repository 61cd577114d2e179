import { describe, expect, test } from "vitest";
import { foldFacts, noProgress } from "../../src/core/progress";
import { answerQuestion, drawQuestions, nextQuestion, type QuizAttempt, quizScore, quizState } from "../../src/core/quiz";
import { mulberry32 } from "../../src/core/random";
import { quizFile } from "../fixtures/course";
import { factsOfWriter } from "../fixtures/facts";

const quiz = quizFile();
const draw = (seed: number) => drawQuestions(quiz, mulberry32(seed));
const current = (attempt: QuizAttempt) => {
  const asked = attempt.asked[attempt.position];
  if (!asked) throw new Error("the attempt is over");
  return { id: asked.question.id, right: asked.shown.findIndex((index) => asked.question.answers[index]?.correct) };
};

describe("drawing", () => {
  test("every draw meets each misconception at least once, and asks no question twice", () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const { asked } = draw(seed);
      expect(new Set(asked.map(({ question }) => question.id)).size).toBe(3);
      const met = new Set(asked.flatMap(({ question }) => question.answers.map((answer) => answer.misconception)));
      for (const { id } of quiz.misconceptions) expect(met).toContain(id);
    }
  });
  test("is the same for one seed and differs between seeds, also in the order of the answers", () => {
    expect(draw(4)).toEqual(draw(4));
    const orders = Array.from({ length: 40 }, (_, seed) =>
      draw(seed)
        .asked.map(({ question, shown }) => question.id + shown.join(""))
        .join(),
    );
    expect(new Set(orders).size).toBeGreaterThan(10);
  });
  test("a pool smaller than asked gives the whole pool", () => {
    expect(drawQuestions({ ...quiz, asked: 99 }, mulberry32(1)).asked).toHaveLength(5);
  });
});

describe("answering", () => {
  test("a right answer counts, and gives the fact with the answer's place in the file", () => {
    const attempt = draw(1);
    const { id, right } = current(attempt);
    const given = answerQuestion(attempt, id, right);
    expect(given?.attempt).toMatchObject({ answered: 1, correct: 1, given: right });
    expect(given?.fact).toEqual({ fact: "answered", quiz: "Q1", question: id, answer: 0, correct: true });
  });
  test("a wrong one names the belief and where to look again, and does not count", () => {
    const attempt = draw(1);
    const { id, right } = current(attempt);
    const given = answerQuestion(attempt, id, right === 0 ? 1 : 0);
    expect(given?.fact).toMatchObject({ correct: false, misconception: expect.stringMatching(/^Q1-M/) });
    const state = quizState(given?.attempt ?? attempt, () => "URL checker");
    expect(state.given).toMatchObject({
      correct: false,
      right,
      explanation: "It is not.",
      belief: expect.stringMatching(/^Belief/),
      lab: { id: "1.1", title: "URL checker" },
    });
    expect(state).toMatchObject({ asked: 3, answered: 1, correct: 0 });
  });
  test("before an answer is given the state does not tell which is right", () => {
    const state = quizState(draw(1), () => undefined);
    expect(state.given).toBeUndefined();
    expect(JSON.stringify(state)).not.toMatch(/explanation|"correct":true|misconception/);
  });
  test("a second answer, an answer to another question and one that is not there change nothing", () => {
    const attempt = draw(1);
    const { id, right } = current(attempt);
    const given = answerQuestion(attempt, id, right)?.attempt ?? attempt;
    expect(answerQuestion(given, id, right)).toBeUndefined();
    expect(answerQuestion(attempt, "other", right)).toBeUndefined();
    for (const index of [-1, 3, 0.5, Number.NaN]) expect(answerQuestion(attempt, id, index)).toBeUndefined();
    expect(nextQuestion(attempt)).toBe(attempt);
  });
  test("after the last question the attempt is over", () => {
    let attempt = draw(2);
    for (let count = 0; count < 3; count += 1) {
      const { id, right } = current(attempt);
      attempt = nextQuestion(answerQuestion(attempt, id, right)?.attempt ?? attempt);
    }
    expect(quizState(attempt, () => undefined)).toEqual({ id: "Q1", title: "Quiz 1", asked: 3, answered: 3, correct: 3 });
    expect(answerQuestion(attempt, "one", 0)).toBeUndefined();
  });
});

describe("the score of a quiz", () => {
  const answers = (list: [string, boolean][], writer = "desk", seed = 1) =>
    factsOfWriter(
      list.map(([question, correct]) => ({ fact: "answered", quiz: "Q1", question, answer: 0, correct })),
      writer,
      seed,
    );
  const score = (...facts: ReturnType<typeof answers>[]) => quizScore(quiz, foldFacts(facts.flat()));
  const attempt = (...correct: boolean[]) =>
    correct.map((value, index): [string, boolean] => [["one", "two", "three"][index] ?? "four", value]);

  test("is the better of the first two whole attempts", () => {
    expect(score(answers([...attempt(true, false, false), ...attempt(true, true, false), ...attempt(true, true, true)]))).toEqual({
      correct: 2,
      asked: 3,
      attempts: 3,
    });
  });
  test("is nothing before an attempt is whole", () => {
    expect(quizScore(quiz, noProgress())).toBeUndefined();
    expect(score(answers(attempt(true, true)))).toBeUndefined();
  });
  test("does not count an attempt that was left for a new one", () => {
    expect(
      score(
        answers([
          ["one", true],
          ["two", true],
          ["one", false],
          ["two", false],
          ["three", false],
        ]),
      ),
    ).toEqual({ correct: 0, asked: 3, attempts: 1 });
  });
  test("keeps the attempts of two windows apart", () => {
    expect(score(answers(attempt(true, true)), answers(attempt(true, true, true), "laptop", 2))).toEqual({
      correct: 3,
      asked: 3,
      attempts: 1,
    });
  });
});
