import { type Course, type CourseProblem, workFiles } from "./lab";

/** What no single file can show: ids used twice, names that lead nowhere. The labs concerned stay usable. */
export function courseProblems(course: Course): CourseProblem[] {
  const problems: CourseProblem[] = [];
  const courseFile = (message: string) => problems.push({ file: "course.json", message });
  const known = new Set<string>();
  for (const { entry } of course.modules) {
    for (const id of [...entry.labs.map((lab) => lab.id), ...(entry.deliverable ? [entry.deliverable.id] : [])]) {
      if (known.has(id)) courseFile(`${id} is listed twice. Every id belongs to one lab.`);
      known.add(id);
    }
  }
  for (const { entry } of course.modules) {
    for (const lab of entry.labs)
      for (const id of lab.after) if (!known.has(id)) courseFile(`${lab.id} comes after ${id}, which no module lists.`);
  }
  for (const path of course.paths) {
    for (const id of path.groups.flatMap((group) => group.labs))
      if (!known.has(id)) courseFile(`Path ${path.id} lists ${id}, which no module lists.`);
  }
  for (const lab of course.labs.values()) {
    const report = (message: string) => problems.push({ file: `${lab.folder}/lab.json`, message });
    const { file } = lab;
    for (const id of duplicates(file.checks.map((check) => check.id))) report(`The check id ${id} is used twice.`);
    for (const id of file.after) if (!known.has(id)) report(`after: ${id} is not a lab of this course.`);
    if (file.next !== undefined && !known.has(file.next)) report(`next: ${file.next} is not a lab of this course.`);
    for (const id of file.brings ?? []) {
      if (!course.labs.has(id)) report(`brings: ${id} is not a lab of this version.`);
      else if (!before(course, id, lab.id)) report(`brings: ${id} does not come before ${lab.id}.`);
    }
    const files = workFiles(lab);
    for (const check of file.checks) {
      if (check.step > file.steps.length) report(`Check ${check.id} belongs to step ${check.step}, but the lab has ${file.steps.length}.`);
      const target = check.target.slice(0, check.target.indexOf(":"));
      if (!files.includes(target)) report(`Check ${check.id} is about ${target}, which is not one of the lab's files.`);
    }
  }
  for (const module of course.modules) {
    if (module.file && module.file.number !== module.entry.number) {
      problems.push({
        file: `${module.folder}/module.json`,
        message: `The number is ${module.file.number}, but course.json says ${module.entry.number}.`,
      });
    }
    const { quiz } = module;
    if (quiz === undefined) continue;
    const report = (message: string) => problems.push({ file: `${module.folder}/quiz.json`, message });
    const beliefs = new Set(quiz.misconceptions.map((misconception) => misconception.id));
    for (const id of duplicates(quiz.questions.map((question) => question.id))) report(`The question id ${id} is used twice.`);
    if (quiz.asked > quiz.questions.length) report(`asked is ${quiz.asked}, but there are ${quiz.questions.length} questions.`);
    for (const question of quiz.questions) {
      if (question.answers.filter((answer) => answer.correct).length !== 1)
        report(`Question ${question.id} needs exactly one correct answer.`);
      for (const answer of question.answers) {
        if (answer.misconception !== undefined && !beliefs.has(answer.misconception))
          report(`Question ${question.id} names ${answer.misconception}, which misconceptions does not list.`);
        if (!answer.correct && answer.misconception === undefined)
          report(`A wrong answer of question ${question.id} names no misconception.`);
      }
    }
  }
  return problems;
}

function before(course: Course, first: string, second: string): boolean {
  const order = [...course.labs.keys()];
  return order.indexOf(first) < order.indexOf(second);
}

function duplicates(ids: string[]): Set<string> {
  return new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
}
