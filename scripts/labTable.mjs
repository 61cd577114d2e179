// node scripts/labTable.mjs: writes the README's table of the labs that are there, from labs/course.json and each lab.json.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const between = /(<!-- labs: [^>]*-->\n)[\s\S]*?(<!-- \/labs -->)/;
const json = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

/** The README with the table as the course's files have it. Throws where the README lost the table's marks. */
export function readmeWithLabs(readme = readFileSync(join(root, "README.md"), "utf8")) {
  if (!between.test(readme)) throw new Error("README.md has no place for the table of labs: <!-- labs: ... --> to <!-- /labs -->");
  return readme.replace(between, (_, start, end) => `${start}\n${table()}\n\n${end}`);
}

function table() {
  const { modules } = json("labs/course.json");
  const planned = modules.flatMap((module) => module.labs);
  const deliverables = modules.flatMap((module) => module.deliverable ?? []);
  const shipped = modules
    .map((module) => ({
      ...module,
      labs: [...module.labs, module.deliverable]
        .filter((lab) => lab?.folder !== undefined)
        .filter((lab) => existsSync(join(root, "labs", module.folder, lab.folder, "lab.json"))),
    }))
    .filter((module) => module.labs.length > 0);
  const all = shipped.flatMap((module) => module.labs);
  const handedIn = all.filter((lab) => deliverables.includes(lab)).length;
  const count = all.length - handedIn;
  const rows = shipped.flatMap((module) =>
    module.labs.map((lab) => `| ${lab.id} ${lab.title} | ${json("labs", module.folder, lab.folder, "lab.json").summary} |`),
  );
  const numbers = shipped.map((module) => module.number);
  const from = numbers.length > 1 ? `modules ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}` : `module ${numbers[0]}`;
  const labs = `${count} of the course's ${planned.length} labs and ${handedIn} of its ${deliverables.length} deliverables`;
  const line = `This is a preview: ${labs} are there, from ${from}.`;
  return [line, "", "| Lab | The story |", "| --- | --- |", ...rows].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, "README.md"), readmeWithLabs());
