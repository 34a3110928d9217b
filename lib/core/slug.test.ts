import fc from "fast-check";
import { expect, test } from "vitest";
import { freeSlug, isSlug, slugify } from "./slug.ts";

test.each([["Acme Retail", "acme-retail"], ["  Größe & Maß  ", "grosse-and-mass"], ["Café Ñandú", "cafe-nandu"], ["日本", ""], ["--a--", "a"]])("%j becomes %j", (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test("whatever the name, the slug can stand in an address, and is nobody else's", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (name) => {
    const first = freeSlug(name, new Set());
    expect(isSlug(first)).toBe(true);
    expect(freeSlug(name, new Set([first]))).toBe(`${first}-2`);
  }));
});
