/** `labs/course.json` (the whole course and its paths) and `module.json` (one folder under `labs/`). */
import * as v from "valibot";
import { LabIdSchema } from "./lab";

export const COURSE_VERSION = 1;
const sentence = v.pipe(v.string(), v.trim(), v.minLength(1));
const hours = v.pipe(v.number(), v.minValue(0));

const titled = { id: LabIdSchema, title: sentence, minutes: v.pipe(v.number(), v.integer(), v.minValue(1)) };
const placed = {
  after: v.array(LabIdSchema),
  /** Folder name inside the module's folder, for example `1.1-url-checker-threads`. A lab ships when that folder exists. */
  folder: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.]+(-[a-z0-9]+)+$/)),
};

/** A lab of the course map, shipped or not: enough to name it in a list. */
export const LabEntrySchema = v.strictObject({ ...titled, ...placed });

export const ModuleEntrySchema = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(0)),
  title: sentence,
  /** Folder under `labs/`, for example `m01-quick-start`. */
  folder: v.pipe(v.string(), v.regex(/^m\d{2}(-[a-z0-9]+)+$/)),
  labs: v.array(LabEntrySchema),
  /** What the module ends in. One that ships is a lab like the others: it has a folder and predecessors. */
  deliverable: v.optional(v.union([LabEntrySchema, v.strictObject(titled)])),
});

/** One heading of a path (a week, a plan module, a lesson) with its labs in order. */
export const PathGroupSchema = v.strictObject({ title: sentence, hours: v.optional(hours), labs: v.array(LabIdSchema) });

export const pathIds = ["A", "B", "C"] as const;
export type PathId = (typeof pathIds)[number];

export const CourseSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(COURSE_VERSION),
  title: sentence,
  modules: v.pipe(v.array(ModuleEntrySchema), v.minLength(1)),
  paths: v.pipe(
    v.array(v.strictObject({ id: v.picklist(pathIds), title: sentence, summary: sentence, hours, groups: v.array(PathGroupSchema) })),
    v.length(3),
  ),
});
export type CourseFile = v.InferOutput<typeof CourseSchema>;
export type ModuleEntry = v.InferOutput<typeof ModuleEntrySchema>;
export type LabEntry = v.InferOutput<typeof LabEntrySchema>;

/** `module.json`: what the module page shows beside its README. */
export const ModuleSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(COURSE_VERSION),
  number: v.pipe(v.number(), v.integer(), v.minValue(0)),
  title: sentence,
  summary: sentence,
  hours: v.strictObject({ labs: hours, deliverable: hours, lessons: hours }),
  /** Per cent of theory; the rest is practice. */
  theory: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
  prerequisites: v.array(sentence),
  topics: v.pipe(v.array(sentence), v.minLength(1)),
  goals: v.pipe(v.array(sentence), v.minLength(1)),
  concepts: v.pipe(v.array(sentence), v.minLength(1)),
  practices: v.array(v.strictObject({ id: v.pipe(v.string(), v.regex(/^BP\d{1,2}\.\d$/)), rule: sentence, cure: sentence })),
});
export type ModuleFile = v.InferOutput<typeof ModuleSchema>;
