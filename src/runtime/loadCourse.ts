import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { LabEntry, ModuleEntry } from "../contract/course";
import {
  assembleCourse,
  type Course,
  type CourseProblem,
  type LabSource,
  type ModuleSource,
  readCourseFile,
  type SourceFile,
} from "../core/course";
import { errorText } from "./errorText";

/**
 * Reads the course under `root` (the folder that holds course.json). Never rejects for what is in the files: a broken one
 * costs what it describes and is in `problems`; without a readable course.json the course is empty.
 */
export async function loadCourse(root: string, signal?: AbortSignal): Promise<{ course: Course; problems: CourseProblem[] }> {
  const { file, problems } = readCourseFile(await readSource(root, join(root, "course.json")));
  if (file === undefined) return { course: { title: "", modules: [], paths: [], labs: new Map() }, problems };
  const sources = await Promise.all(file.modules.map((module) => readModule(root, module)));
  signal?.throwIfAborted();
  const assembled = assembleCourse(file, sources);
  const shown = assembled.problems.map((problem) => ({ ...problem, file: inCourse(root, problem.file) }));
  return { course: assembled.course, problems: [...problems, ...shown] };
}

async function readModule(root: string, entry: ModuleEntry): Promise<ModuleSource> {
  const folder = join(root, entry.folder);
  const [module, readme, design, quiz, labs] = await Promise.all([
    readSource(root, join(folder, "module.json")),
    readSource(root, join(folder, "README.md")),
    readSource(root, join(folder, "design.md")),
    readSource(root, join(folder, "quiz.json")),
    Promise.all(entry.labs.map((lab) => readLab(root, folder, lab))),
  ]);
  return { folder, module, readme, design, quiz, labs };
}

async function readLab(root: string, moduleFolder: string, entry: LabEntry): Promise<LabSource | undefined> {
  const folder = join(moduleFolder, entry.folder);
  if (!(await isFolder(folder))) return undefined;
  const page = join(folder, "README.md");
  const [lab, readme, hints, solutions] = await Promise.all([
    readSource(root, join(folder, "lab.json")),
    readSource(root, page),
    readSource(root, join(folder, "hints.md")),
    folderNames(join(folder, "solutions")),
  ]);
  return { folder, page, lab, readme, hints, solutions };
}

async function readSource(root: string, path: string): Promise<SourceFile> {
  const file = inCourse(root, path);
  try {
    return { file, text: await readFile(path, "utf8") };
  } catch (error) {
    return isMissing(error) ? { file } : { file, error: errorText(error) };
  }
}

function inCourse(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith("..") || inside === "" ? path : inside.split(sep).join("/");
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function folderNames(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() && !/^[._]/.test(entry.name) ? [entry.name] : [])).sort();
  } catch {
    return [];
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
