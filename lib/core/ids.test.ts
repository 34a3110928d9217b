import { expect, test } from "vitest";
import { idTime, newCode, newId } from "./ids.ts";

const now = Date.UTC(2026, 10, 23, 13, 30);

test("an id is its prefix and 26 letters that nobody mistakes", () => {
  expect(newId("inc", now)).toMatch(/^inc_[0-9a-hjkmnp-tv-z]{26}$/);
});

test("ids sort by time, and within a millisecond by order of making", () => {
  const ids = Array.from({ length: 2_000 }, (_, index) => newId("upd", now + Math.floor(index / 500)));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an id made for an earlier time sorts earlier, also after a later one was made", () => {
  const later = newId("inc", now);
  expect(newId("inc", now - 1) < later).toBe(true);
});

test("an id tells when it was made", () => {
  for (const at of [0, 1, now, 2 ** 48 - 1]) expect(idTime(newId("some_thing", at))).toBe(at);
});

test("codes have 12 letters, all letters equally likely, and do not repeat", () => {
  const codes = Array.from({ length: 5_000 }, () => newCode());
  expect(codes.every((code) => /^[a-z0-9]{12}$/.test(code))).toBe(true);
  expect(new Set(codes).size).toBe(codes.length);
  const counts = Map.groupBy(codes.join(""), (letter) => letter);
  const expected = 60_000 / 36;
  expect([...counts.values()].every((letters) => Math.abs(letters.length - expected) < expected * 0.2)).toBe(true);
});
