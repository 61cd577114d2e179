/** What the Doctor knows: the kit's report, one line of JSON of `labkit doctor --json`, and the page made of it and of the extension's own look. */
import * as v from "valibot";

/** Raised when a field of the kit's report is added or changes meaning. */
export const DOCTOR_VERSION = 1;

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `fault`: why a package that is there cannot be imported, a clause. */
const packageEntries = { name: text, version: v.nullable(text), importable: v.boolean(), fault: v.nullable(text) };

/** The kit's half of this contract is `src/python/labkit/schema/doctor.py`; `test/golden/doctor` is read by both test suites. */
export const KitReportSchema = v.strictObject({
  version: v.literal(DOCTOR_VERSION),
  kit: text,
  python: v.strictObject({
    version: text,
    implementation: text,
    executable: text,
    /** Suffix of extension modules and platform. */
    abi: text,
    /** The build can run without the global interpreter lock; `gil` says whether the lock is on now. */
    freeThreaded: v.boolean(),
    gil: v.boolean(),
    system: text,
  }),
  /** Cores the process may run on, and those of the machine. */
  cores: v.strictObject({ usable: count, machine: count }),
  /** How `multiprocessing` can start processes. */
  processes: v.strictObject({ methods: v.pipe(v.array(text), v.minLength(1)), default: text }),
  loopback: v.strictObject({ ipv4: v.boolean(), ipv6: v.boolean() }),
  /** `free`: bytes; null when the system does not say. */
  temporary: v.strictObject({ folder: text, writable: v.boolean(), free: v.nullable(count) }),
  /** `limits`: the memory of learners' programs can be limited; `method`: how it is measured. */
  memory: v.strictObject({ limits: v.boolean(), method: text }),
  /** The packages that come with the kit. */
  carried: v.array(v.strictObject(packageEntries)),
  /** The packages that labs name, with the ids of these labs. */
  packages: v.array(v.strictObject({ ...packageEntries, labs: v.array(text) })),
  problems: v.array(
    v.strictObject({
      about: v.picklist(["python", "cores", "processes", "loopback", "temporary", "memory", "carried", "packages", "course"]),
      message: text,
      remedy: text,
      /** False: labs run, but not as they could. */
      stops: v.boolean(),
      /** The labs it is about; empty: all. */
      labs: v.array(text),
    }),
  ),
});
export type KitReport = v.InferOutput<typeof KitReportSchema>;
export type KitProblem = KitReport["problems"][number];

/** `looking`: not known yet. `skipped`: not looked at, because it was cancelled or nothing may be started. */
export const doctorStates = ["ok", "attention", "stops", "looking", "skipped"] as const;
export type DoctorState = (typeof doctorStates)[number];

/** One thing the Doctor looks at. The texts are in the reader's language, except where they come from the kit. */
export const DoctorRowSchema = v.strictObject({
  id: text,
  title: text,
  state: v.picklist(doctorStates),
  /** What was found, one sentence or clause for each entry. */
  found: v.array(text),
  /** What to do, one sentence for each entry; empty when there is nothing to do. */
  todo: v.array(text),
  /** Titles of the row's buttons. A page names one by its index. */
  actions: v.array(text),
});
export type DoctorRow = v.InferOutput<typeof DoctorRowSchema>;

export const DoctorPageStateSchema = v.strictObject({
  page: v.literal("doctor"),
  /** `idle`: nobody has asked yet; there are no rows. */
  phase: v.picklist(["idle", "looking", "done", "cancelled"]),
  /** Set when no process may be started here. */
  restricted: v.boolean(),
  groups: v.array(v.strictObject({ id: text, title: text, rows: v.array(DoctorRowSchema) })),
});
export type DoctorPageState = v.InferOutput<typeof DoctorPageStateSchema>;
