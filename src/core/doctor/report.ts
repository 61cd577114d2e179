import type { DoctorPageState, DoctorState } from "../../contract/doctor";

export interface Person {
  /** Absolute path of the home folder. */
  home: string;
  user: string;
}

/** The Doctor's page as text for a bug report: a title, and a block that Markdown leaves as it is. Says neither who nor where home is. */
export function reportText(
  page: Pick<DoctorPageState, "groups">,
  title: string,
  words: Record<DoctorState, string>,
  person: Person,
): string {
  const width = Math.max(...Object.values(words).map((word) => word.length)) + 2;
  const lines = page.groups.flatMap((group) => [
    "",
    group.title,
    ...group.rows.flatMap((row) => {
      const [first = "", ...rest] = [...row.found, ...row.todo.map((what) => `-> ${what}`)];
      return [`  ${words[row.state].padEnd(width)}${row.title}: ${first}`, ...rest.map((line) => `  ${" ".repeat(width)}${line}`)];
    }),
  ]);
  const text = withoutPerson(lines.slice(1).join("\n"), person);
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `### ${title}\n\n${fence}text\n${text}\n${fence}\n`;
}

/** The home folder as `~`; the user's name, where it is a whole part of a path, as `<user>`. */
export function withoutPerson(text: string, { home, user }: Person): string {
  let result = text;
  const folder = home.replace(/[\\/]+$/, "");
  // A home that is the root of a file system would turn every path into one below it.
  if (/[^\\/:]/.test(folder.replace(/^[A-Za-z]:/, ""))) {
    const pattern = folder.split(/[\\/]/).map(literal).join("[\\\\/]");
    result = result.replace(new RegExp(`(?<![\\w.~-])${pattern}(?![\\w.-])`, /^[A-Za-z]:/.test(folder) ? "gi" : "g"), "~");
  }
  if (user !== "") result = result.replace(new RegExp(`(?<=[\\\\/])${literal(user)}(?![\\w-])`, "gi"), "<user>");
  return result;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
