import { expect, test } from "vitest";
import { readmeWithLabs } from "../../scripts/labTable.mjs";
import { read } from "./sources";

test("README.md lists the labs that are there (node scripts/labTable.mjs writes the table)", () => {
  expect(read("README.md")).toBe(readmeWithLabs());
});
