import * as vscode from "vscode";
import type { QuizState } from "../../contract/pages";
import type { Module } from "../../core/course";
import { answerQuestion, drawQuestions, nextQuestion, type QuizAttempt, quizState } from "../../core/quiz";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";

/** The quiz attempts of this window, one per module. An answer is in the journal before the page shows whether it was right. */
export class Quizzes implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #changed = this.#owner.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;
  readonly #attempts = new Map<number, QuizAttempt>();

  constructor(private readonly parts: Pick<Parts, "catalogue" | "folder">) {}

  state(module: Module): QuizState | undefined {
    const attempt = this.#attempt(module);
    return attempt && quizState(attempt, (id) => this.parts.catalogue.course.value?.labs.get(id)?.file.title);
  }

  async answer(module: Module, question: string, shown: number): Promise<void> {
    const attempt = this.#attempt(module);
    const answered = attempt && answerQuestion(attempt, question, shown);
    if (!answered) return;
    await this.parts.folder.record(answered.fact);
    this.#set(module, answered.attempt);
  }

  next(module: Module): void {
    const attempt = this.#attempt(module);
    if (attempt) this.#set(module, nextQuestion(attempt));
  }

  restart(module: Module): void {
    if (module.quiz) this.#set(module, drawQuestions(module.quiz, Math.random));
  }

  #attempt(module: Module): QuizAttempt | undefined {
    const { number } = module.entry;
    if (module.quiz && !this.#attempts.has(number)) this.#attempts.set(number, drawQuestions(module.quiz, Math.random));
    return this.#attempts.get(number);
  }

  #set(module: Module, attempt: QuizAttempt): void {
    this.#attempts.set(module.entry.number, attempt);
    this.#changed.fire();
  }

  dispose(): void {
    this.#owner.dispose();
  }
}
