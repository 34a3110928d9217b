import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { acme, addCast } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { aMonth, aStatement } from "#lib/testing/reports";
import { readChain, readCsv, readEvidenceText, readStatementFile } from "../queries/files.ts";
import { Chain } from "./seal.ts";
import { type Presented, verifyStatement } from "./verify.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

type Files = Required<Omit<Presented, "publicKey">>;

async function files(): Promise<Files> {
  await aMonth(database.db, { sloCount: 2 });
  const id = await aStatement(database.db);
  const { read } = database.db;
  return { statement: await readStatementFile(read, id), evidence: await readEvidenceText(read, id), csv: await readCsv(read, id), chain: await readChain(read, acme.id) };
}

const holds = async (presented: Presented) => (await verifyStatement(presented)).every(({ isPassed }) => isPassed);

/** Another text of the same length or one more or less: a character replaced, put in or taken out. */
function changed(text: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(text.length - 1), fc.constantFrom("replace", "insert", "delete"), fc.constantFrom(..."0123456789abcxyzAQ-_\" ,\n{}")).map(([at, how, character]) => text.slice(0, at) + (how === "delete" ? "" : character) + text.slice(how === "insert" ? at : at + 1)).filter((other) => other !== text);
}

describe("a statement with its evidence, CSV and chain", () => {
  test("holds as it was written", async () => {
    const given = await files();
    expect((await verifyStatement(given)).map(({ check, isPassed }) => [check, isPassed])).toEqual([["form", true], ["hash", true], ["signature", true], ["evidence", true], ["figures", true], ["csv", true], ["chain", true]]);
  });

  test("is rejected with any one character changed, wherever it stands", async () => {
    const given = await files();
    for (const name of ["statement", "evidence", "csv", "chain"] as const) {
      await fc.assert(fc.asyncProperty(changed(given[name]), async (text) => {
        expect([name, await holds({ ...given, [name]: text })]).toEqual([name, false]);
      }), { numRuns: 150 });
    }
  });

  test("is rejected with any digit of a figure changed", async () => {
    const given = await files();
    const digits = [...given.statement.matchAll(/\d/g)].map(({ index }) => index);
    await fc.assert(fc.asyncProperty(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), async (at, by) => {
      const digit = (Number(given.statement[at]) + by) % 10;
      expect(await holds({ statement: `${given.statement.slice(0, at)}${digit}${given.statement.slice(at + 1)}` })).toBe(false);
    }), { numRuns: 200 });
  });

  test("is rejected with any row of its CSV taken out, doubled or moved", async () => {
    const given = await files();
    const rows = given.csv.split("\r\n");
    for (let index = 0; index < rows.length - 1; index++) {
      const [without, twice] = [rows.toSpliced(index, 1), rows.toSpliced(index, 0, rows[index] ?? "")];
      for (const other of [without, twice]) expect(await holds({ statement: given.statement, csv: other.join("\r\n") })).toBe(false);
    }
    expect(await holds({ statement: given.statement, csv: given.csv.replaceAll("\r\n", "\n") })).toBe(false);
  });

  test("is rejected by another key, and with a chain that lacks a link or belongs to somebody else", async () => {
    const given = await files();
    const chain = Chain.parse(JSON.parse(given.chain));
    expect(await holds({ ...given, publicKey: chain.keys[0] ?? "" })).toBe(true);
    expect(await holds({ ...given, publicKey: "A".repeat(43) })).toBe(false);
    expect(await holds({ ...given, chain: JSON.stringify({ keys: chain.keys, links: [] }) })).toBe(false);
    expect(await holds({ ...given, chain: JSON.stringify({ keys: [...chain.keys, "A".repeat(43)], links: chain.links }) })).toBe(false);
  });
});
