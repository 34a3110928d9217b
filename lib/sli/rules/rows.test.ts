import { expect, test } from "vitest";
import { isProblem, readRow } from "./rows.ts";

const now = Date.parse("2026-11-26T09:00:00Z");
const minute = (text: string) => Date.parse(text) / 60_000;
const read = (row: unknown) => readRow(row, { row: 7, now, keptFrom: minute("2026-10-17T00:00Z") });
const row = { sli: "checkout", customer: "acme", at: "2026-11-26T08:59:30Z", good: 9, total: 10 };

test("a row counts a minute of an SLI, good or bad beside the total", () => {
  const fine = { sli: "checkout", customer: "acme", minute: minute("2026-11-26T08:59Z"), good: 9, total: 10 };
  expect(read(row)).toEqual(fine);
  expect(read({ ...row, good: undefined, bad: "1", total: "10", at: Date.parse(row.at) })).toEqual(fine);
  expect(read({ ...row, bad: "", customer: "" })).toEqual({ ...fine, customer: null });
  expect(read({ ...row, at: "2026-11-26T09:59:30+01:00", customer: undefined })).toEqual({ ...fine, customer: null });
});

test.each([
  [{ ...row, total: 8 }, "total"],
  [{ ...row, bad: 2 }, "total"],
  [{ ...row, good: null }, "good"],
  [{ ...row, good: -1 }, "good"],
  [{ ...row, total: 1.5 }, "total"],
  [{ ...row, total: "many" }, "total"],
  [{ ...row, at: "2026-11-26T08:59:30" }, "at"],
  [{ ...row, at: "2026-11-26T09:10:00Z" }, "at"],
  [{ ...row, at: "2020-11-26T09:00:00Z" }, "at"],
  [{ ...row, at: 1_795_386_971 }, "at"],
  [{ ...row, at: "2026-10-01T10:07:00Z" }, "at"],
  [{ ...row, sli: "" }, "sli"],
  ["not a row", "row"],
  [null, "row"],
])("a row that is wrong says which field and why: %j", (given, field) => {
  const found = read(given);
  expect(isProblem(found) ? { row: found.row, field: found.field } : found).toEqual({ row: 7, field });
});

test("of a time of which minutes are not kept a quarter hour counts", () => {
  expect(read({ ...row, at: "2026-10-01T10:15:00Z" })).toMatchObject({ minute: minute("2026-10-01T10:15Z") });
});
