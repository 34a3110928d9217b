import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor, toPage } from "./pages.ts";

test("a cursor comes back as it was", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), fc.stringMatching(/^[a-z0-9_]{1,40}$/), (at, id) => {
    expect(decodeCursor(encodeCursor({ at, id }))).toEqual({ at, id });
  }));
});

test("what nobody here wrote is no cursor", () => {
  for (const text of [null, undefined, "", ".", "x", "1.", "1.a b", "1.' or 1=1", `1.${"a".repeat(65)}`, "zzzzzzzzzzzz.a"]) expect(decodeCursor(text)).toBeNull();
});

test("a list read one row further than the page tells where the next begins, and the last page that it is", () => {
  const rows = [3, 2, 1].map((at) => ({ at, id: `inc_${at}` }));
  expect(toPage(rows, 2, (row) => row)).toEqual({ rows: rows.slice(0, 2), next: "2.inc_2" });
  expect(toPage(rows, 3, (row) => row).next).toBeNull();
});
