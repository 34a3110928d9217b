import fc from "fast-check";
import { parse as secondParser } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { readCsv, writeCsv } from "./csv.ts";

const header = ["name", "note"];
const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'=1", "=cmd|' /C calc'!A0", '=HYPERLINK("https://x.example")'];

describe("a written file", () => {
  test("has CRLF lines, quoted texts and bare numbers", () => {
    expect(writeCsv(header, [["Acme, \"Retail\"", 5], ["two\nlines", null]])).toBe('"name","note"\r\n"Acme, ""Retail""",5\r\n"two\nlines",\r\n');
  });

  test("holds no cell that a spreadsheet would run", () => {
    const cells: string[][] = secondParser(writeCsv(["=header"], formulas.map((formula) => [formula])));
    expect(cells).toHaveLength(formulas.length + 1);
    expect(cells.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
  });

  test("keeps a negative number a number", () => {
    expect(writeCsv(["n"], [[-29]])).toBe('"n"\r\n-29\r\n');
  });

  test("comes back as it was, formulas and apostrophes included", () => {
    const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...formulas), fc.constantFrom("a;b", "a,b", '"', "'", "''=", "\r\n", "é"));
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
      expect(readCsv(writeCsv(header, rows)).rows.map(({ values }) => [values.name, values.note])).toEqual(rows);
    }));
  });
});

describe("a read file", () => {
  test("may have a byte order mark, semicolons and bare line feeds", () => {
    expect(readCsv("\uFEFFname;note\nAcme;gold\n")).toEqual({ header, rows: [{ line: 2, values: { name: "Acme", note: "gold" } }], problems: [] });
  });

  test("names the line on which a row begins, after blank lines and values of several lines too", () => {
    const table = readCsv('name,note\r\n"two\r\nlines",x\r\n\r\nlast,y\r\nshort\r\n');
    expect(table.rows.map((row) => row.line)).toEqual([2, 5]);
    expect(table.problems).toEqual([{ line: 6, reason: "The row has 1 values, the header has 2." }]);
  });

  test.each([["", /empty/], ['name,note\r\n"open,x', /quotation mark/], ["name,name\r\na,b", /twice/]])("%j is refused with the reason", (text, reason) => {
    const { rows, problems } = readCsv(text);
    expect(rows).toEqual([]);
    expect(problems[0]?.reason).toMatch(reason);
  });
});
