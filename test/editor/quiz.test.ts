import assert from "node:assert/strict";
import { Quizzes } from "../../src/editor/pages/quizzes";
import { journalLines, startedCourse } from "./course";

describe("A quiz", () => {
  it("asks one question at a time and has each answer in the journal before it shows the right one", async () => {
    const internals = await startedCourse();
    const { parts } = internals;
    const module = await parts.catalogue.module(1);
    const quizzes = new Quizzes(parts);
    const before = (await journalLines(internals)).filter((line) => line.includes('"answered"')).length;
    for (let number = 1; number <= (module.quiz?.asked ?? 0); number += 1) {
      const asked = quizzes.state(module)?.question;
      assert.ok(asked && quizzes.state(module)?.given === undefined);
      await quizzes.answer(module, asked.id, 0);
      const given = quizzes.state(module)?.given;
      assert.ok(given?.explanation);
      assert.equal(given.correct, given.right === 0);
      assert.equal((await journalLines(internals)).filter((line) => line.includes('"answered"')).length, before + number);
      await quizzes.answer(module, asked.id, 1);
      assert.equal(quizzes.state(module)?.answered, number, "a second click changes nothing");
      quizzes.next(module);
    }
    assert.equal(quizzes.state(module)?.question, undefined);
    quizzes.restart(module);
    assert.ok(quizzes.state(module)?.question);
    quizzes.dispose();
  });
});
