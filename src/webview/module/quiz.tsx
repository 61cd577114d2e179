/** The module's quiz: one question at a time; every answer given is explained. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { QuizState } from "../../contract/pages";
import { usePage } from "../page/tools";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Markdown } from "../parts/markdown";
import { Phrase } from "../parts/phrase";
import * as strings from "./strings";

type Asked = NonNullable<QuizState["question"]>;
interface QuizProps {
  quiz: QuizState;
  chosen: number | undefined;
  /** Whether the quiz holds the page's primary button. */
  primary: boolean;
  onChoose(answer: number): void;
}

function Explanation({ quiz }: { quiz: QuizState }) {
  const { post } = usePage();
  const given = quiz.given;
  if (!given) return null;
  const { lab } = given;
  return (
    <div class={`explanation ${given.correct ? "right" : "wrong"}`} role="note">
      <p class="title">
        <Icon name={given.correct ? "pass-filled" : "error"} class={given.correct ? "outcome-passed" : "outcome-failed"} />{" "}
        {given.correct ? strings.right : strings.wrong}
      </p>
      {given.belief === undefined ? null : (
        <p>
          <span class="label">{strings.belief}</span> <Phrase text={given.belief} />
        </p>
      )}
      <Markdown source={given.explanation} />
      {lab === undefined ? null : (
        <p>
          <Button kind="link" onClick={() => post({ type: "openLab", lab: lab.id })}>
            {strings.lookAgain(lab.id, lab.title)}
          </Button>
        </p>
      )}
    </div>
  );
}

function Answer({ text, index, quiz, chosen, onChoose }: { text: string; index: number } & QuizProps) {
  const { given } = quiz;
  const mark = given === undefined ? undefined : index === given.right ? "right" : index === given.answer ? "wrong" : undefined;
  const note = [index === given?.answer ? strings.yourAnswer : undefined, mark === "right" ? strings.rightAnswer : undefined].filter(
    (word) => word !== undefined,
  );
  return (
    <label class={`answer ${mark ?? ""}`}>
      <input
        type="radio"
        name="answer"
        checked={chosen === index}
        disabled={given !== undefined && index !== given.answer}
        onChange={() => onChoose(index)}
      />
      <Markdown source={text} />
      {given === undefined || note.length === 0 ? null : (
        <span class="mark">
          <Icon name={mark === "right" ? "pass-filled" : "error"} class={mark === "right" ? "outcome-passed" : "outcome-failed"} />{" "}
          {note.join(", ")}
        </span>
      )}
    </label>
  );
}

function Question({ question, ...props }: { question: Asked } & QuizProps) {
  const { post } = usePage();
  const { quiz, chosen } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const number = Math.min(quiz.asked, quiz.answered + (quiz.given ? 0 : 1));
  const first = useRef(true);
  const ready = quiz.given !== undefined || chosen !== undefined;
  // No <form>: webviews are sandboxed without them, and a submit would never arrive.
  const go = () => {
    if (quiz.given) post({ type: "nextQuestion" });
    else if (chosen !== undefined) post({ type: "answer", question: question.id, answer: chosen });
  };
  useLayoutEffect(() => {
    // The next question replaces the one that held the focus: go on from its heading.
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [question.id]);
  return (
    <div class="question">
      <div class="line">
        <h3 ref={heading} tabIndex={-1} id="question">
          {strings.questionOf(number, quiz.asked)}
        </h3>
        {quiz.answered === 0 ? null : <span class="muted">{strings.soFar(quiz.correct, quiz.answered)}</span>}
      </div>
      <div id="prompt">
        <Markdown source={question.prompt} class="prompt" />
      </div>
      {question.code === undefined ? null : <Markdown source={fenced(question.code)} />}
      <fieldset aria-labelledby="question prompt" onKeyDown={(event) => event.key === "Enter" && go()}>
        {question.answers.map((text, index) => (
          <Answer key={`${question.id}-${index}`} text={text} index={index} {...props} />
        ))}
      </fieldset>
      <Explanation quiz={quiz} />
      <p class="row">
        <Button
          kind={props.primary ? "primary" : "secondary"}
          disabled={!ready}
          describedBy={ready ? undefined : "choose-first"}
          onClick={go}
        >
          {quiz.given === undefined ? strings.submit : quiz.answered >= quiz.asked ? strings.finish : strings.next}
        </Button>
        <span id="choose-first" class="muted" hidden={ready}>
          {strings.chooseFirst}
        </span>
      </p>
    </div>
  );
}

/** A fence longer than any in the code, so that the code cannot end it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}python\n${code}\n${fence}`;
}

export function Quiz(props: QuizProps) {
  const { quiz } = props;
  const { post } = usePage();
  return (
    <section aria-labelledby="quiz">
      <h2 id="quiz" tabIndex={-1}>
        {strings.quiz} <span class="muted">{quiz.title}</span>
      </h2>
      {quiz.question ? (
        <Question question={quiz.question} {...props} />
      ) : (
        <div class="score">
          <p class="title">{strings.score(quiz.correct, quiz.asked)}</p>
          <p class="muted">{strings.restartNote}</p>
          <Button icon="refresh" onClick={() => post({ type: "restartQuiz" })}>
            {strings.restart}
          </Button>
        </div>
      )}
    </section>
  );
}
