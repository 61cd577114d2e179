/**
 * Learner-facing strings of the pages. English is the key, as in VS Code's own l10n bundles, so the host can hand its bundle
 * over in `<script type="application/json" id="l10n">`; without it the English text is shown.
 */
import * as v from "valibot";

const BundleSchema = v.record(v.string(), v.union([v.string(), v.object({ message: v.string() })]));

function readBundle(): v.InferOutput<typeof BundleSchema> {
  const source = typeof document === "undefined" ? undefined : document.getElementById("l10n")?.textContent;
  if (!source) return {};
  try {
    const parsed = v.safeParse(BundleSchema, JSON.parse(source));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

const bundle = readBundle();

/** The text in the reader's language; `{0}`, `{1}` stand for `values`. */
export function t(message: string, ...values: (string | number)[]): string {
  const entry = bundle[message];
  const text = typeof entry === "string" ? entry : (entry?.message ?? message);
  return text.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

/** `one` or `many`, with the number as `{0}` and `values` from `{1}` on. */
export function counted(number: number, one: string, many: string, ...values: (string | number)[]): string {
  return t(number === 1 ? one : many, number, ...values);
}
