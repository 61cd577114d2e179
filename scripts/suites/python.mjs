import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { atLeast, minorOf, missing } from "../setup/interpreters.mjs";
import { labPackages, pythonTools } from "../setup/pythonPackages.mjs";
import { run } from "../setup/run.mjs";
import { add, nothing, reported } from "./report.mjs";

const paths = (root, ...more) => [join(root, "src/python"), join(root, "dist/python-libs"), ...more].join(delimiter);

/** The oldest, the newest and the newest free-threaded build: what a run tests on unless it is asked for all. */
export function ends(interpreters) {
  const [usual, free] = [interpreters.filter((one) => !one.freeThreaded), interpreters.filter((one) => one.freeThreaded)];
  return [...new Set([usual.at(0), usual.at(-1), free.at(-1)])].filter(Boolean);
}

/** What of the explorer's tests lives by the interpreter's internals, so that it is run on every version found. */
const explorer = ["claims", "command", "corpus", "exact", "identity", "input"].map((name) => `test/labkit/test_explore_${name}.py`);

/**
 * The kit's own tests: all of them on the oldest and the newest interpreter, the explorer's with `ci` on those between too.
 * `allPythons` runs them all on every interpreter found; with `ci` too few interpreters are a failure.
 */
export async function kit({ root, interpreters: found, allPythons, ci, signal }) {
  const interpreters = allPythons ? found : ends(found);
  const between = ci ? found.filter((one) => !interpreters.includes(one)) : [];
  const passedOver = found.filter((one) => !interpreters.includes(one) && !between.includes(one)).map((one) => one.name);
  const absent = missing(found);
  console.log(`interpreters: ${interpreters.map((one) => `${one.name} (${one.version}, ${one.path})`).join(", ")}`);
  if (passedOver.length > 0) console.log(`NOT TESTED: Python ${passedOver.join(", ")} (found; --all-pythons tests on them too)`);
  if (absent.length > 0) console.log(`NOT TESTED: Python ${absent.join(", ")} (not found on this machine)`);
  const counts = [];
  for (const interpreter of interpreters) {
    if (signal?.aborted) break;
    console.log(`\nkit on ${interpreter.name}`);
    // The programs of test/labs judge the labs, not the interpreter: one is enough, the floor.
    const folders = interpreter === interpreters[0] || allPythons ? ["test/labkit", "test/labs"] : ["test/labkit"];
    counts.push(await pytest(root, interpreter, `kit-${interpreter.name}`, folders, signal));
  }
  for (const interpreter of between) {
    if (signal?.aborted) break;
    console.log(`\nthe explorer on ${interpreter.name} (${interpreter.version}, ${interpreter.path})`);
    counts.push(await pytest(root, interpreter, `kit-${interpreter.name}`, explorer, signal));
  }
  if (ci && !enough(interpreters)) {
    console.error("FAILED kit: Python 3.11 and one of 3.13 or later have to be there");
    counts.push({ ...nothing(), failed: 1 });
  }
  return add(...counts);
}

/** Tests, or programs of labs, at a time: many of them wait, for a process of their own or for a time-out. */
const workers = Math.min(4, availableParallelism() + 1);

/** Runs pytest on one interpreter; `args` are folders and options of its own. */
export const pytest = async (root, interpreter, name, args, signal) => {
  const packages = args.includes("test/labs") ? await labPackages(root, interpreter) : [];
  const path = paths(root, ...packages, await pythonTools(root, interpreter));
  const env = { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: "1" };
  const command = [
    interpreter.path,
    "-P",
    "-m",
    "pytest",
    "-q",
    "-c",
    join(root, "test/pytest.ini"),
    "--rootdir",
    root,
    "-n",
    `${workers}`,
    "--dist",
    "worksteal",
  ];
  return reported(root, name, (file) => run([...command, `--junit-xml=${file}`, ...args], { cwd: root, env, show: true, signal }));
};

/** What a run must cover at least: the floor, and a version with the newer interpreter internals. */
export const enough = (interpreters) =>
  interpreters.some((one) => minorOf(one) === "3.11") && interpreters.some((one) => atLeast(minorOf(one), "3.13"));

/** Proves every lab: stubs fail for the declared reason, solutions pass twice, planted bugs are caught. `labkit verify` by itself has them pass three times. */
export const verify = ({ root, interpreters, signal }) =>
  reported(root, "verify", (file) =>
    labkit(root, interpreters[0], ["verify", "--repeat", "2", "--jobs", `${workers}`, "--junit", file], { signal }),
  );

/** The kit's command line from the checkout, with the packages of every lab at hand. */
export const labkit = async (root, interpreter, args, options) =>
  run([interpreter.path, "-P", "-m", "labkit", ...args], {
    cwd: process.env.INIT_CWD ?? root,
    env: { ...process.env, PYTHONPATH: paths(root, ...(await labPackages(root, interpreter))) },
    show: true,
    ...options,
  });
