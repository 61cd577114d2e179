import * as v from "valibot";
import { type CourseFile, CourseSchema, type LabEntry, type ModuleEntry, ModuleSchema, type PathId } from "../contract/course";
import { LabSchema } from "../contract/lab";
import { QuizSchema } from "../contract/quiz";
import type { Course, CourseProblem, Lab, Module } from "./content/lab";
import { courseProblems } from "./content/problems";
import { splitHints } from "./hints";
import { labStatus, type Progress } from "./progress";

export { workFiles } from "./content/lab";
export type { Course, CourseProblem, Lab, Module };

/** A file as it was read. Neither `text` nor `error`: it is not there. */
export interface SourceFile {
  file: string;
  text?: string;
  error?: string;
}

export interface LabSource {
  /** Absolute path of the lab's folder. */
  folder: string;
  /** Absolute path of README.md. */
  page: string;
  lab: SourceFile;
  readme: SourceFile;
  hints: SourceFile;
  solutions: string[];
}

export interface ModuleSource {
  folder: string;
  module: SourceFile;
  readme: SourceFile;
  design: SourceFile;
  quiz: SourceFile;
  /** Parallel to the entry's labs; undefined where the folder does not exist. */
  labs: (LabSource | undefined)[];
}

/** `course.json` by itself: it says which folders to read. */
export function readCourseFile(source: SourceFile): { file?: CourseFile; problems: CourseProblem[] } {
  const problems: CourseProblem[] = [];
  const file = parseJson(source, CourseSchema, problems, true);
  return { file: file && { ...file, modules: file.modules.map(withDeliverable) }, problems };
}

/** A deliverable that ships is the last of its module's labs. */
function withDeliverable(module: ModuleEntry): ModuleEntry {
  const { deliverable, ...others } = module;
  return deliverable && "folder" in deliverable ? { ...others, labs: [...module.labs, deliverable] } : module;
}

/** Builds the course from its files. One broken file costs what it describes and yields a problem; the rest stands. */
export function assembleCourse(courseFile: CourseFile, sources: ModuleSource[]): { course: Course; problems: CourseProblem[] } {
  const problems: CourseProblem[] = [];
  const labs = new Map<string, Lab>();
  const modules = courseFile.modules.flatMap((entry, index): Module[] => {
    const source = sources[index];
    if (source === undefined) return [];
    return [
      {
        entry,
        folder: source.folder,
        file: parseJson(source.module, ModuleSchema, problems, false),
        markdown: readText(source.readme, problems),
        design: readText(source.design, problems),
        quiz: parseJson(source.quiz, QuizSchema, problems, false),
        labs: entry.labs.map((labEntry, position) => {
          const lab = source.labs[position] && assembleLab(entry, labEntry, source.labs[position], problems);
          if (lab && !labs.has(lab.id)) labs.set(lab.id, lab);
          return lab;
        }),
      },
    ];
  });
  for (const lab of labs.values()) lab.brought = (lab.file.brings ?? []).flatMap((id) => labs.get(id) ?? []);
  const course: Course = { title: courseFile.title, modules, paths: courseFile.paths, labs };
  return { course, problems: [...problems, ...courseProblems(course)] };
}

function assembleLab(module: ModuleEntry, entry: LabEntry, source: LabSource, problems: CourseProblem[]): Lab | undefined {
  const file = parseJson(source.lab, LabSchema, problems, true);
  if (file === undefined) return undefined;
  if (file.id !== entry.id) {
    problems.push({
      file: source.lab.file,
      message: `The id is ${file.id}, but course.json lists this folder as ${entry.id}. Make them equal.`,
    });
    return undefined;
  }
  const markdown = readText(source.readme, problems);
  if (markdown === undefined && source.readme.error === undefined)
    problems.push({ file: source.readme.file, message: "The lab has no README.md, so its page is empty." });
  const hints = readText(source.hints, problems);
  return {
    id: file.id,
    module: module.number,
    folder: source.folder,
    file,
    markdown: markdown ?? "",
    page: source.page,
    hints: hints === undefined ? [] : splitHints(hints),
    solutions: source.solutions,
    brought: [],
  };
}

function readText(source: SourceFile, problems: CourseProblem[]): string | undefined {
  if (source.error !== undefined) problems.push({ file: source.file, message: `It cannot be read: ${source.error}.` });
  return source.text?.replace(/^\uFEFF/, "");
}

function parseJson<T extends v.GenericSchema>(
  source: SourceFile,
  schema: T,
  problems: CourseProblem[],
  required: boolean,
): v.InferOutput<T> | undefined {
  const text = readText(source, problems);
  if (text === undefined) {
    if (required && source.error === undefined) problems.push({ file: source.file, message: "The file is missing." });
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.push({ file: source.file, message: `It is not valid JSON: ${error instanceof Error ? error.message : String(error)}.` });
    return undefined;
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  const more = result.issues.length > 1 ? ` (${result.issues.length - 1} more after it)` : "";
  problems.push({ file: source.file, message: `${path ? `${path}: ` : ""}${issue.message}${more}.` });
  return undefined;
}

/**
 * The lab to do next: the first shipped lab of the path, in its order, that is not passed and whose shipped predecessors are;
 * else the first shipped one that is not passed. Undefined when every shipped lab of the path is passed.
 */
export function upNext(course: Course, progress: Progress, path: PathId): Lab | undefined {
  const open = labsOfPath(course, path).filter((lab) => labStatus(lab, progress) !== "passed");
  const ready = open.find((lab) =>
    lab.file.after.every((id) => {
      const before = course.labs.get(id);
      return before === undefined || labStatus(before, progress) === "passed";
    }),
  );
  return ready ?? open[0];
}

/** The shipped labs of a path in its order, each once. */
export function labsOfPath(course: Course, path: PathId): Lab[] {
  const ids = new Set(course.paths.find((candidate) => candidate.id === path)?.groups.flatMap((group) => group.labs));
  return [...ids].flatMap((id) => course.labs.get(id) ?? []);
}
