import * as v from "valibot";
import { expect, test } from "vitest";
import { PageStateSchema } from "../../../src/contract/pages";
import { samplePages } from ".";

test.each(Object.entries(samplePages))("the sample %s is a state the contract allows", (_, state) => {
  expect(v.safeParse(PageStateSchema, state).issues).toBeUndefined();
});
