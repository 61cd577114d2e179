/** Words of the module page and its quiz. */
import { counted, t } from "../page/localise";

export const loading = t("Opening the module …");
export const moduleNumber = (number: number) => t("Module {0}", number);
export const goals = t("Goals");
export const concepts = t("Concepts");
export const labs = t("Labs");
export const lab = t("Lab");
export const title = t("Title");
export const time = t("Time");
export const state = t("State");
export const minutes = (count: number) => t("{0} min", count);
export const notShipped = t("not in this version");
export const lesson = t("Lesson");
export const practices = t("Best practices");
export const design = t("Architecture discussion");
export const takeQuiz = t("Take the quiz");
export const continueWith = (id: string, title: string) => t("Continue with {0} {1}", id, title);
export const quiz = t("Quiz");
export const questionOf = (number: number, total: number) => t("Question {0} of {1}", number, total);
export const submit = t("Submit answer");
export const chooseFirst = t("Choose an answer first.");
export const next = t("Next question");
export const finish = t("Show the score");
export const right = t("Right");
export const wrong = t("Not right");
export const yourAnswer = t("your answer");
export const rightAnswer = t("the right answer");
export const belief = t("What this answer assumes:");
export const lookAgain = (id: string, title: string) => t("Look again at {0} {1}", id, title);
export const score = (correct: number, asked: number) =>
  counted(asked, "{1} of {0} answer is right", "{1} of {0} answers are right", correct);
export const restart = t("Start again");
export const restartNote = t("Another attempt draws other questions where there are more.");
export const soFar = (correct: number, answered: number) => t("{0} of {1} right so far", correct, answered);
