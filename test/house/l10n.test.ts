import { expect, test } from "vitest";
import { collectStrings } from "../../scripts/l10n.mjs";
import { read } from "./sources";

test("l10n/bundle.l10n.json holds every string of the extension and its pages (node scripts/l10n.mjs writes it)", () => {
  const strings = collectStrings();
  expect(Object.keys(strings).length).toBeGreaterThan(150);
  expect(JSON.parse(read("l10n/bundle.l10n.json"))).toEqual(strings);
});
