/** `quiz.json` of a module: questions whose wrong answers each name the misconception they show. */
import * as v from "valibot";
import { SlugSchema } from "./lab";

export const QUIZ_VERSION = 1;
const sentence = v.pipe(v.string(), v.trim(), v.minLength(1));
/** `Q1-M4`: permanent id of a misconception of the quiz. */
export const QuizMisconceptionIdSchema = v.pipe(v.string(), v.regex(/^Q\d{1,2}-M\d$/));

export const AnswerSchema = v.strictObject({
  text: sentence,
  correct: v.boolean(),
  /** Why it is right, or what the one who chose it probably believes and what is so instead. */
  explanation: sentence,
  /** Set on every wrong answer. */
  misconception: v.optional(QuizMisconceptionIdSchema),
});

export const QuestionSchema = v.strictObject({
  id: SlugSchema,
  kind: v.picklist(["predict", "schedule", "order", "racy-line", "cause", "primitive", "choose"]),
  prompt: sentence,
  /** Python source shown under the prompt. */
  code: v.optional(v.string()),
  answers: v.pipe(v.array(AnswerSchema), v.minLength(3), v.maxLength(6)),
  /** Where to look again: a lab id. */
  lab: v.optional(v.string()),
});

export const QuizSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(QUIZ_VERSION),
  id: v.pipe(v.string(), v.regex(/^Q\d{1,2}$/)),
  title: sentence,
  /** Questions asked in one attempt, drawn from the pool below. */
  asked: v.pipe(v.number(), v.integer(), v.minValue(1)),
  misconceptions: v.pipe(v.array(v.strictObject({ id: QuizMisconceptionIdSchema, belief: sentence })), v.minLength(1)),
  questions: v.pipe(v.array(QuestionSchema), v.minLength(5)),
});
export type QuizFile = v.InferOutput<typeof QuizSchema>;
export type Question = v.InferOutput<typeof QuestionSchema>;
