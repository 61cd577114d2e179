// JSON Schemas of the course's files, generated from the valibot schemas of src/contract.
import { toJsonSchema } from "@valibot/to-json-schema";
import * as esbuild from "esbuild";

const sources = {
  course: ["course.ts", "CourseSchema"],
  module: ["course.ts", "ModuleSchema"],
  lab: ["lab.ts", "LabSchema"],
  quiz: ["quiz.ts", "QuizSchema"],
};

/** The schemas by name: what an author writes, so the input side; trimming has no counterpart in JSON Schema. */
export async function jsonSchemas(root) {
  const contents = Object.entries(sources)
    .map(([name, [file, schema]]) => `export { ${schema} as ${name} } from "./src/contract/${file}";`)
    .join("\n");
  const bundle = await esbuild.build({ stdin: { contents, resolveDir: root, loader: "ts" }, bundle: true, format: "esm", write: false });
  const module = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString("base64")}`);
  return Object.fromEntries(
    Object.keys(sources).map((name) => [
      name,
      toJsonSchema(module[name], { typeMode: "input", ignoreActions: ["trim", "check", "raw_check"] }),
    ]),
  );
}
