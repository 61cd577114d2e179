import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readChartFile } from "../../src/runtime/chartFile";

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
}
function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  return chunk("IHDR", data);
}
const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const body = chunk("IDAT", deflateSync(Buffer.from([0, 255])));
const end = chunk("IEND", Buffer.alloc(0));
const png = (...parts: Buffer[]) => readChartFile("png", Buffer.concat(parts).toString("base64"));
const svg = (inside: string, open = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">') =>
  readChartFile("svg", `${open}${inside}</svg>`);

describe("a PNG of the page", () => {
  test("is taken byte for byte", () => {
    const bytes = Buffer.concat([signature, header(1, 1), body, end]);
    expect(readChartFile("png", bytes.toString("base64"))).toEqual({ ok: true, bytes });
  });

  test("is refused when it is another thing, cut short, too large or followed by something", () => {
    const refused = (...parts: Buffer[]) => {
      const read = png(...parts);
      return read.ok ? "taken" : read.reason;
    };
    expect(refused(Buffer.from("<svg/>"))).toBe("it is not a PNG");
    expect(refused()).toBe("it is not a PNG");
    expect(refused(signature)).toBe("it is cut short");
    expect(refused(signature, body, end)).toBe("its header is missing");
    expect(refused(signature, header(1, 1), body)).toBe("it is cut short");
    expect(refused(signature, header(1, 1), body, end.subarray(0, 6))).toBe("it is cut short");
    expect(refused(signature, header(100_000, 1), body, end)).toBe("it is 100000 by 1 pixels large");
    expect(refused(signature, header(0, 1), body, end)).toBe("it is 0 by 1 pixels large");
    expect(refused(signature, header(1, 1), body, end, Buffer.from("MZ"))).toBe("something follows its end");
    const huge = Buffer.from(body);
    huge.writeUInt32BE(0xffffffff, 0);
    expect(refused(signature, header(1, 1), huge)).toBe("it is cut short");
    expect(readChartFile("png", "data:image/png;base64,AAAA")).toEqual({ ok: false, reason: "it is not in base 64" });
  });
});

describe("an SVG of the page", () => {
  test("is taken when it is made of shapes and text", () => {
    expect(
      svg('<title id="t">a &lt;b&gt;</title><path d="M0 0L1 1" fill="none"/><text x="1" y="2">onload="x" url(y)</text>\n'),
    ).toMatchObject({ ok: true });
  });

  test.each([
    ["a script", "<script>alert(1)</script>"],
    ["a style sheet", "<style>@import url(x)</style>"],
    ["a picture", '<image href="x"/>'],
    ["a foreign object", "<foreignObject></foreignObject>"],
    ["a handler", '<path d="" onload="x()"/>'],
    ["a reference", '<path fill="url(#x)" d=""/>'],
    ["an address", '<path fill="http://x" d=""/>'],
    ["a link", '<a href="x"><text>x</text></a>'],
    ["a comment", "<!-- -->"],
    ["a document type", "<!DOCTYPE svg [<!ENTITY x SYSTEM 'y'>]>"],
    ["an instruction", "<?xml-stylesheet href='x'?>"],
    ["an attribute in other quotes", "<path d='x'/>"],
    ["tags that cross", "<title><desc></title></desc>"],
    ["a tag cut off", "<path d="],
    ["an end too many", "</svg><svg>"],
  ])("is refused with %s", (_what, inside) => {
    expect(svg(inside)).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  test("is refused when it is no SVG, two, or none", () => {
    for (const text of [
      "",
      "hello",
      "<path/>",
      '<svg width="1"></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"/><svg xmlns="http://www.w3.org/2000/svg"/>',
      '<svg xmlns="http://www.w3.org/2000/svg">',
    ])
      expect(readChartFile("svg", text), text).toMatchObject({ ok: false });
  });

  test("a megabyte of open tags is answered at once", () => {
    expect(svg("<".repeat(1_000_000))).toMatchObject({ ok: false });
    expect(svg(`<path ${'d="" '.repeat(200_000)}`)).toMatchObject({ ok: false });
  });
});
