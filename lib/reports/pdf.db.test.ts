import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { customers } from "#db/schema/customers";
import { eq } from "drizzle-orm";
import { acme, addCast } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { aMonth, aStatement } from "#lib/testing/reports";
import { readPdf } from "./queries/files.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const textOf = (pdf: Buffer) => execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
// It reads files only.
function checkForm(pdf: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), "candor-pdf-"));
  writeFileSync(join(folder, "statement.pdf"), pdf);
  const answer = spawnSync("qpdf", ["--check", join(folder, "statement.pdf")], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return answer;
}

const places = (text: string, words: readonly string[]) => words.map((word) => text.indexOf(word));

for (const sloCount of [1, 8, 40]) {
  test(`a statement of ${sloCount} objectives is well-formed, tagged, and reads in order with nothing cut`, async () => {
    await aMonth(database.db, { sloCount });
    const pdf = await readPdf(database.db.read, await aStatement(database.db));
    expect(checkForm(pdf)).toMatchObject({ status: 0, stderr: "" });
    const text = textOf(pdf);
    const order = places(text, ["Acme Retail", "October 2026", "All times in Europe/Berlin", "In short", "Before", "What took the budget", "First told", "No planned work was done", "Contract and credit", "Communication", "Outlook, an estimate", "How this was counted", "How to check this statement"]);
    expect([order.includes(-1), order]).toEqual([false, order.toSorted((a, b) => a - b)]);
    for (let index = 2; index <= sloCount; index++) expect(text).toContain(`Journey ${index}: a name as long as`);
    const pages = Number(/\/Type \/Pages[^>]*?\/Count (\d+)/.exec(pdf.toString("latin1"))?.[1]);
    expect([text.split("\f").length - 1, text.includes(`Page ${pages} of ${pages}`)]).toEqual([pages, true]);
    expect([pdf.includes("/MarkInfo"), pdf.includes("/StructTreeRoot"), pdf.includes("/Lang (en)"), pdf.includes("/DisplayDocTitle true")]).toEqual([true, true, true, true]);
  });
}

test("a German customer reads it in German, its numbers written as there", async () => {
  await database.db.write(async (tx) => void (await tx.update(customers).set({ language: "de" }).where(eq(customers.id, acme.id))));
  await aMonth(database.db);
  const text = textOf(await readPdf(database.db.read, await aStatement(database.db)));
  for (const words of ["Zuverlässigkeitsbericht", "Oktober 2026", "Das Ziel wurde verfehlt.", "99,791", "1.200,00 EUR", "Wie sich dieser Bericht prüfen lässt"]) expect(text).toContain(words);
  for (const english of ["Objectives", "In short", "Planned work", "Budget left"]) expect(text).not.toContain(english);
});
