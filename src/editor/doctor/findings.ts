import type { DoctorPageState, DoctorState } from "../../contract/doctor";

/** A button of a row. */
export interface Remedy {
  title: string;
  run(): unknown;
}

/** What an examination has to say of a row. Left out: nothing to do, no buttons. */
export interface Finding {
  state: DoctorState;
  found: string[];
  todo?: string[];
  remedies?: Remedy[];
}

interface Row extends Finding {
  id: string;
  title: string;
}

interface Group {
  id: string;
  title: string;
  rows: Row[];
}

/** The rows of one examination: planned in their order, told as they come, closed at its end. */
export class Findings {
  readonly #groups: Group[] = [];
  #open = true;

  constructor(private readonly changed: () => void) {}

  /** Rows that are being looked at. */
  plan(id: string, title: string, rows: Record<string, string>): void {
    this.#groups.push({
      id,
      title,
      rows: Object.entries(rows).map(([row, heading]) => ({ id: row, title: heading, state: "looking", found: [] })),
    });
  }

  /** Says what came of a row. After the end nothing is heard any more. */
  tell(id: string, finding: Finding): void {
    if (!this.#open) return;
    const row = this.#row(id);
    if (!row) throw new Error(`the Doctor has no row ${id}`);
    const { state, found, todo = [], remedies = [] } = finding;
    Object.assign(row, { state, found, todo, remedies });
    this.changed();
  }

  /** Ends the examination: what nobody has told of was not looked at. */
  close(): void {
    this.#open = false;
    for (const { rows } of this.#groups) for (const row of rows) if (row.state === "looking") row.state = "skipped";
  }

  remedy(row: string, index: number): Remedy | undefined {
    return this.#row(row)?.remedies?.[index];
  }

  get groups(): DoctorPageState["groups"] {
    return this.#groups.map(({ id, title, rows }) => ({
      id,
      title,
      rows: rows.map((row) => ({
        id: row.id,
        title: row.title,
        state: row.state,
        found: row.found,
        todo: row.todo ?? [],
        actions: (row.remedies ?? []).map((remedy) => remedy.title),
      })),
    }));
  }

  #row(id: string): Row | undefined {
    return this.#groups.flatMap(({ rows }) => rows).find((row) => row.id === id);
  }
}
