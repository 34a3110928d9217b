import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addCast } from "#lib/testing/cast";
import { runCandor } from "#lib/testing/command-line";
import { testDatabase } from "#lib/testing/database";
import { aMonth, aStatement } from "#lib/testing/reports";

const database = testDatabase();
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "candor-statements-"));
  await addCast(database.db);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const candor = (...args: string[]) => runCandor(args, { url: database.url, folder });

test("the last statement is written with all its files, verified by them, and rejected with a digit changed", async () => {
  expect((await candor("statements", "export", "--latest", "--out", join(folder, "out"))).code).toBe(1);
  await aMonth(database.db, { sloCount: 2 });
  await aStatement(database.db);
  const written = await candor("statements", "export", "--latest", "--out", join(folder, "out"), "--customer", "acme");
  expect([written.code, readdirSync(join(folder, "out")).map((name) => name.replace("acme-2026-10-31-1.", "")).toSorted()]).toEqual([0, ["chain.json", "csv", "evidence.json", "pdf", "statement.json"]]);
  const statement = written.output.trim();
  const proved = await candor("verify", statement);
  expect([proved.code, proved.output.match(/^ok/gm)?.length, proved.output.includes("FAILED")]).toEqual([0, 7, false]);
  const [, key = ""] = (await candor("statements", "keys")).output.trim().split(/\s+/);
  expect([(await candor("verify", statement, "--key", key)).code, (await candor("verify", statement, "--key", "A".repeat(43))).code]).toEqual([0, 1]);
  const csv = statement.replace(".statement.json", ".csv");
  writeFileSync(csv, readFileSync(csv, "utf8").replace("299675", "299676"));
  const changed = await candor("verify", statement);
  expect([changed.code, changed.output.match(/^FAILED.*/gm)]).toEqual([1, ["FAILED The CSV file is not the one that belongs to this statement."]]);
  const pdf = statement.replace(".statement.json", ".pdf");
  expect(spawnSync("qpdf", ["--check", pdf], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
});
