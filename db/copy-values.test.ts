import { expect, test } from "vitest";
import { canonicalText, fromPostgres, fromSqlite, type Value } from "./copy-values.ts";

test.each<[Parameters<typeof fromSqlite>[0], unknown, string, Value]>([
  ["text", "a\nb — 'c'", "a\nb — 'c'", "a\nb — 'c'"],
  ["text", "", "", ""],
  ["number", 9_007_199_254_740_991, "9007199254740991", 9_007_199_254_740_991],
  ["number", 0.1 + 0.2, "0.30000000000000004", 0.1 + 0.2],
  ["bool", 1, "t", true],
  ["bool", 0, "f", false],
  ["json", '{"b":1,"a":[{"d":null,"c":"é"}]}', '{"a": [{"c": "é", "d": null}], "b": 1}', '{"a":[{"c":"é","d":null}],"b":1}'],
  ["json", "null", "null", "null"],
  ["bytes", Buffer.from([0, 255]), "\\x00ff", Buffer.from([0, 255])],
])("%s: %j of SQLite is %s of PostgreSQL", (kind, sqlite, postgres, value) => {
  expect(fromSqlite(kind, sqlite)).toEqual(value);
  expect(fromPostgres(kind, postgres)).toEqual(value);
});

test("nothing stays nothing, and is not json's null", () => {
  expect(fromSqlite("json", null)).toBeNull();
  expect(fromPostgres("json", null)).toBeNull();
  expect(canonicalText([null])).not.toBe(canonicalText(["null"]));
});

test("what a column of SQLite holds against its type is refused", () => {
  expect(() => fromSqlite("bool", 2)).toThrow("number is kept where bool belongs");
  expect(() => fromSqlite("number", "12")).toThrow("string is kept where number belongs");
});
