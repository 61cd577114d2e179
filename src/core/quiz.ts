import type { NewFact } from "../contract/journal";
import type { QuizState } from "../contract/pages";
import type { Question, QuizFile } from "../contract/quiz";
import type { AnswerFact, Progress } from "./progress";
import { type Random, shuffled } from "./random";

/** One question as it is asked: `shown[i]` is the position in `question.answers` of the answer shown at `i`. */
export interface AskedQuestion {
  question: Question;
  shown: readonly number[];
}

/** An attempt under way. Immutable. */
export interface QuizAttempt {
  quiz: QuizFile;
  asked: readonly AskedQuestion[];
  /** Position in `asked` of the question now shown; equal to its length when the attempt is over. */
  position: number;
  /** The shown position chosen for the current question, until `nextQuestion`. */
  given?: number;
  answered: number;
  correct: number;
}

/**
 * Starts an attempt: draws `asked` questions of the pool so that each misconception is met at least once when that is
 * possible (greedily, the question that adds most first), then shuffles questions and answers.
 */
export function drawQuestions(quiz: QuizFile, random: Random): QuizAttempt {
  const pool = shuffled(quiz.questions, random);
  const drawn: Question[] = [];
  const met = new Set<string>();
  while (drawn.length < quiz.asked && pool.length > 0) {
    const gain = pool.map((question) => [...misconceptionsOf(question)].filter((id) => !met.has(id)).length);
    const [next] = pool.splice(gain.indexOf(Math.max(...gain)), 1);
    if (next === undefined) break;
    drawn.push(next);
    for (const id of misconceptionsOf(next)) met.add(id);
  }
  const asked = shuffled(drawn, random).map(
    (question): AskedQuestion => ({ question, shown: shuffled([...question.answers.keys()], random) }),
  );
  return { quiz, asked, position: 0, answered: 0, correct: 0 };
}

function misconceptionsOf(question: Question): Set<string> {
  return new Set(question.answers.flatMap((answer) => answer.misconception ?? []));
}

/**
 * Gives the answer shown at `shown` to the question `questionId`. Undefined when that is not the question now asked, it
 * has its answer already, or there is no such answer: a late click changes nothing.
 */
export function answerQuestion(
  attempt: QuizAttempt,
  questionId: string,
  shown: number,
): { attempt: QuizAttempt; fact: NewFact } | undefined {
  const current = attempt.asked[attempt.position];
  const index = current?.shown[shown];
  if (current === undefined || index === undefined || current.question.id !== questionId || attempt.given !== undefined) return undefined;
  const answer = current.question.answers[index];
  if (answer === undefined) return undefined;
  const fact: NewFact = {
    fact: "answered",
    quiz: attempt.quiz.id,
    question: questionId,
    answer: index,
    correct: answer.correct,
    ...(answer.misconception === undefined ? {} : { misconception: answer.misconception }),
  };
  return {
    attempt: { ...attempt, given: shown, answered: attempt.answered + 1, correct: attempt.correct + (answer.correct ? 1 : 0) },
    fact,
  };
}

/** Moves on once the current question has its answer. */
export function nextQuestion(attempt: QuizAttempt): QuizAttempt {
  return attempt.given === undefined ? attempt : { ...attempt, position: attempt.position + 1, given: undefined };
}

/** What the page shows. The right answer is in it only after one was given. */
export function quizState(attempt: QuizAttempt, labTitle: (id: string) => string | undefined): QuizState {
  const { quiz, asked, answered, correct } = attempt;
  const state: QuizState = { id: quiz.id, title: quiz.title, asked: asked.length, answered, correct };
  const current = asked[attempt.position];
  if (current === undefined) return state;
  const { question, shown } = current;
  const { id, kind, prompt, code } = question;
  state.question = {
    id,
    kind,
    prompt,
    ...(code === undefined ? {} : { code }),
    answers: shown.map((index) => question.answers[index]?.text ?? ""),
  };
  const given = attempt.given === undefined ? undefined : question.answers[shown[attempt.given] ?? -1];
  if (attempt.given === undefined || given === undefined) return state;
  const title = question.lab === undefined ? undefined : labTitle(question.lab);
  state.given = {
    answer: attempt.given,
    correct: given.correct,
    right: shown.findIndex((index) => question.answers[index]?.correct),
    explanation: given.explanation,
    belief: quiz.misconceptions.find((misconception) => misconception.id === given.misconception)?.belief,
    ...(question.lab !== undefined && title !== undefined && !given.correct ? { lab: { id: question.lab, title } } : {}),
  };
  return state;
}

/** The score of a quiz from the journal: the better of the first two whole attempts. Undefined before one is whole. */
export function quizScore(
  quiz: Pick<QuizFile, "id" | "asked" | "questions">,
  progress: Progress,
): { correct: number; asked: number; attempts: number } | undefined {
  const asked = Math.min(quiz.asked, quiz.questions.length);
  const whole = attemptsOf(progress.answers.get(quiz.id) ?? [], asked).filter((attempt) => attempt.length === asked);
  const scores = whole.slice(0, 2).map((attempt) => attempt.filter((fact) => fact.correct).length);
  return scores.length === 0 ? undefined : { correct: Math.max(...scores), asked, attempts: whole.length };
}

/** Splits answers into attempts: one ends when it is full, or when a question comes that it already holds. Each writer has its own. */
function attemptsOf(answers: readonly AnswerFact[], asked: number): AnswerFact[][] {
  const attempts: AnswerFact[][] = [];
  const open = new Map<string, AnswerFact[]>();
  for (const fact of answers) {
    let attempt = open.get(fact.writer);
    if (attempt === undefined || attempt.length >= asked || attempt.some((earlier) => earlier.question === fact.question)) {
      attempt = [];
      attempts.push(attempt);
      open.set(fact.writer, attempt);
    }
    attempt.push(fact);
  }
  return attempts;
}
