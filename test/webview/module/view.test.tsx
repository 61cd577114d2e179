// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { afterEach, describe, expect, test } from "vitest";
import type { ModulePageState } from "../../../src/contract/pages";
import { initial, type ModuleAction, reduce } from "../../../src/webview/module/reduce";
import { View } from "../../../src/webview/module/view";
import { module, moduleOver, moduleWrong, quizAsked, quizRight } from "../samples/module";
import { nameOf, type Stage, stage } from "../stage";

const open = (state: ModulePageState) => stage({ initial, reduce, View }, { type: "state", state });
let page: Stage<unknown, ModuleAction>;
afterEach(() => page.close());

describe("the module page", () => {
  test("opens a shipped lab, and shows the others without a link", () => {
    page = open(module);
    page.click("button", "URL Checker with Multiprocessing");
    expect(page.posted).toEqual([{ type: "openLab", lab: "1.2" }]);
    expect(page.all("button").map(nameOf)).not.toContain("URL Checker with Asyncio");
    expect(page.root.textContent).toContain("not in this version");
  });

  test("offers the first lab that has not passed", () => {
    page = open(module);
    page.click("button", "Continue with 1.2 URL Checker with Multiprocessing");
    expect(page.posted).toEqual([{ type: "openLab", lab: "1.2" }]);
  });

  test("shows lesson, concepts, best practices and design discussion", () => {
    page = open(module);
    const headings = page.all("heading").map(nameOf);
    expect(headings).toEqual(expect.arrayContaining(["Goals", "Labs", "Lesson", "Concepts", "Best practices", "Architecture discussion"]));
    page.send({ type: "state", state: { ...module, design: undefined, quiz: undefined, practices: [], goals: [], concepts: [] } });
    expect(page.all("heading").map(nameOf)).toEqual(["Quick start: all concepts", "Labs", "Lesson", "Concurrency and parallelism"]);
  });
});

describe("the quiz", () => {
  test("asks one question with its answers as one group of radio buttons", () => {
    page = open(module);
    const radios = page.all("radio");
    expect(radios.map(nameOf)[1]).toBe("result() waits inside the loop, so the next submit comes too late.");
    expect(new Set(radios.map((radio) => radio.getAttribute("name"))).size).toBe(1);
    expect(nameOf(page.root.querySelector("fieldset") ?? page.root)).toContain("Question 2 of 5 This pool has 20 workers");
  });

  test("an answer is given by choosing and submitting, not by choosing alone", () => {
    page = open(module);
    expect(page.get("button", "Submit answer").getAttribute("aria-disabled")).toBe("true");
    act(() => page.get("radio", "Threads cannot share a socket.").click());
    expect(page.posted).toEqual([]);
    page.click("button", "Submit answer");
    expect(page.posted).toEqual([{ type: "answer", question: "serial-pool", answer: 3 }]);
  });

  test("a wrong answer names its belief, explains, and marks both answers in words", () => {
    page = open(moduleWrong);
    const quiz = page.get("region", /^Quiz/).textContent;
    expect(quiz).toContain("What this answer assumes: Threads never help in Python.");
    expect(quiz).toContain("A thread that waits for a socket gives the GIL back");
    const marks = [...page.root.querySelectorAll(".answer")].map((answer) => answer.querySelector(".mark")?.textContent?.trim() ?? "");
    expect(marks).toEqual(["your answer", "the right answer", "", ""]);
    page.click("button", "Look again at 1.1 URL Checker with Threading");
    page.click("button", "Next question");
    expect(page.posted).toEqual([{ type: "openLab", lab: "1.1" }, { type: "nextQuestion" }]);
  });

  test("a right answer is explained too", () => {
    page = open({ ...module, quiz: quizRight });
    expect(page.get("region", /^Quiz/).textContent).toContain("Submit all, then collect");
  });

  test("after the last answer the button leads to the score", () => {
    page = open({ ...moduleWrong, quiz: { ...quizRight, answered: 5 } });
    page.click("button", "Show the score");
    page.send({ type: "state", state: moduleOver });
    expect(page.root.textContent).toContain("4 of 5 answers are right");
    page.click("button", "Start again");
    expect(page.posted).toEqual([{ type: "nextQuestion" }, { type: "restartQuiz" }]);
  });

  test("the next question takes the focus to its heading", () => {
    page = open({ ...module, quiz: quizRight });
    page.get("button", "Next question").focus();
    const next = {
      ...quizAsked,
      question: { id: "second", kind: "cause" as const, prompt: "And now?", answers: ["a", "b", "c"] },
      answered: 2,
    };
    page.send({ type: "state", state: { ...module, quiz: next } });
    expect(document.activeElement?.textContent?.trim()).toBe("Question 3 of 5");
  });

  test("opening the page does not pull the focus into the quiz", () => {
    page = open(module);
    expect(document.activeElement).toBe(document.body);
  });

  test("code with its own fences is shown whole", () => {
    page = open({
      ...module,
      quiz: {
        ...quizAsked,
        question: { id: "q", kind: "cause", prompt: "?", code: 'text = """\n```\n"""\nend = 1', answers: ["a", "b", "c"] },
      },
    });
    expect(page.root.querySelector("section[aria-labelledby=quiz] pre")?.textContent).toContain("end = 1");
  });
});
