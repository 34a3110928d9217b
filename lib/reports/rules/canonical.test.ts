import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, hashOf } from "./canonical.ts";

test("keys are sorted by their UTF-16 units, whatever order they came in (RFC 8785, 3.2.3)", () => {
  const given = { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", 1: "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" };
  expect(canonical(given)).toBe('{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}');
});

test("text is escaped as little as can be (RFC 8785, 3.2.2.2)", () => {
  expect(canonical('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test("what is no whole number, or no text, is refused", () => {
  for (const bad of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -0]) expect(() => canonical({ bad })).toThrow("whole numbers");
  expect(() => canonical("\ud83d")).toThrow("surrogate");
});

test("the same value has one text, and that text reads as the value", () => {
  const value = fc.letrec((tie) => ({ any: fc.oneof({ depthSize: "small" }, fc.maxSafeInteger().map((each) => each + 0), fc.string({ unit: "grapheme" }), fc.boolean(), fc.constant(null), fc.array(tie("any")), fc.dictionary(fc.string(), tie("any"))) })).any;
  fc.assert(fc.property(value, (given) => {
    const text = canonical(given as Parameters<typeof canonical>[0]);
    expect(JSON.parse(text)).toEqual(given);
    expect(canonical(JSON.parse(text) as Parameters<typeof canonical>[0])).toBe(text);
  }));
});

test("a hash is SHA-256 of the text in UTF-8 (FIPS 180-2, B.1)", async () => {
  expect(await hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
