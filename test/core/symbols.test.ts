import fc from "fast-check";
import { expect, test } from "vitest";
import { symbolsOf } from "../../src/core/symbols";

const findSymbol = (text: string, name: string) => symbolsOf(text).get(name);

const source = `"""def fake(): in the docstring"""
import os

LIMIT: int = 3
def first(a, b=")"):
    text = """
def fake():
"""
    def inner():
        pass

class Account(
    object,
):
    balance: int = 0

    @property
    def worth(self) -> int:
        return 1

    async  def withdraw(self, n): # def fake():
        note = 'def fake(): \\' still'
        return "a" \\
    "def fake()"

    class Inner:
        def deep(self): ...

async def gather(): return [
def_ := 1,
]
def first(again): ...
Größe = 5
`;
const at = (name: string) => {
  const range = findSymbol(source, name);
  return range && source.split("\n")[range.line - 1]?.slice(range.column - 1, range.endColumn - 1);
};

test.each([
  ["LIMIT", 4, 1],
  ["first.inner", 9, 9],
  ["Account", 12, 7],
  ["Account.balance", 15, 5],
  ["Account.worth", 18, 9],
  ["Account.withdraw", 21, 16],
  ["Account.Inner.deep", 27, 13],
  ["gather", 29, 11],
  ["Größe", 33, 1],
])("%s is found at line %i, column %i", (name, line, column) => {
  expect(findSymbol(source, name)).toMatchObject({ line, column, endLine: line });
  expect(at(name)).toBe(name.split(".").at(-1));
});

test("of two definitions the last counts, as at run time", () => {
  expect(findSymbol(source, "first")?.line).toBe(32);
});

test("what stands in strings, comments and brackets is no definition", () => {
  expect(findSymbol(source, "fake")).toBeUndefined();
  expect(findSymbol(source, "def_")).toBeUndefined();
  expect(findSymbol(source, "object")).toBeUndefined();
});

test("a name that is not there, or only in another scope, is not found", () => {
  expect(findSymbol(source, "withdraw")).toBeUndefined();
  expect(findSymbol(source, "Account.deep")).toBeUndefined();
  expect(findSymbol(source, "")).toBeUndefined();
  expect(findSymbol("", "x")).toBeUndefined();
});

test("line ends of any kind, tabs and a byte order mark change nothing", () => {
  expect(findSymbol("\uFEFFdef a():\r\n\tpass\r\nclass B:\r\n\tdef c(self): ...\r\n", "B.c")).toMatchObject({ line: 4, column: 6 });
});

test("broken source ends the scan without an exception", () => {
  expect(findSymbol('def a(:\n  """never closed\ndef b():\n', "b")).toBeUndefined();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => void findSymbol(text, "a.b")),
    { numRuns: 500, seed: 5 },
  );
});
