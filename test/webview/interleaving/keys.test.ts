import { describe, expect, test } from "vitest";
import { actionOf } from "../../../src/webview/interleaving/keys";

const stroke = (key: string, more = {}) => ({ key, altKey: false, ctrlKey: false, metaKey: false, ...more });

describe("keys of the interleaving page", () => {
  test.each([
    ["ArrowDown", { type: "by", steps: 1 }],
    ["ArrowRight", { type: "by", steps: 1 }],
    ["ArrowUp", { type: "by", steps: -1 }],
    ["ArrowLeft", { type: "by", steps: -1 }],
    ["n", { type: "switch", by: 1 }],
    ["p", { type: "switch", by: -1 }],
    ["Home", { type: "end", of: "first" }],
    ["End", { type: "end", of: "last" }],
    [" ", { type: "play" }],
  ])("%j steps", (key, action) => {
    expect(actionOf(stroke(key), false)).toEqual(action);
  });

  test("with a modifier they are somebody else's, and so are all others", () => {
    for (const modifier of ["altKey", "ctrlKey", "metaKey"]) expect(actionOf(stroke("n", { [modifier]: true }), false)).toBeUndefined();
    for (const key of ["Tab", "Enter", "PageDown", "x", "toString", "__proto__"]) expect(actionOf(stroke(key), false)).toBeUndefined();
  });

  test("the space bar on a button presses the button", () => {
    expect(actionOf(stroke(" "), true)).toBeUndefined();
    expect(actionOf(stroke("ArrowDown"), true)).toBeDefined();
  });
});
