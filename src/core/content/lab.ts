import type { CourseFile, ModuleEntry, ModuleFile } from "../../contract/course";
import type { LabFile } from "../../contract/lab";
import type { QuizFile } from "../../contract/quiz";

export interface Lab {
  id: string;
  /** Number of the module the lab belongs to. */
  module: number;
  /** Absolute path of the lab's folder in the course. */
  folder: string;
  file: LabFile;
  /** README.md as written. */
  markdown: string;
  /** Absolute path of that README.md. */
  page: string;
  hints: string[];
  /** Names of the folders under `solutions/`. */
  solutions: string[];
  /** The labs that `file.brings` names. */
  brought: Lab[];
}

/** The learner's files in the work folder: the lab's own, then those it brings. */
export const workFiles = (lab: Lab): string[] => [lab, ...lab.brought].flatMap((one) => one.file.files);

export interface Module {
  entry: ModuleEntry;
  /** Absolute path. */
  folder: string;
  file?: ModuleFile;
  /** README.md and design.md as written. */
  markdown?: string;
  design?: string;
  quiz?: QuizFile;
  /** Parallel to `entry.labs`: undefined where a lab does not ship, or could not be read. */
  labs: (Lab | undefined)[];
}

export interface Course {
  title: string;
  modules: Module[];
  paths: CourseFile["paths"];
  /** The labs that ship, by id, in the order of the modules. */
  labs: Map<string, Lab>;
}

/** What is wrong with one file of the course. `file` is as the source named it. */
export interface CourseProblem {
  file: string;
  message: string;
}
