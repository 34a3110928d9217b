import { beforeEach, describe, expect, test } from "vitest";
import { sloAlerts, sloStates } from "#db/schema/slo";
import { acme, addCast, anna, globex, mira, testNow } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anSli, anSlo } from "#lib/testing/slos";
import type { BudgetState } from "../terms.ts";
import { listRisks } from "./risks.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byMira = () => asStaff(database.db, mira);
const namesOf = async (filter: Parameters<typeof listRisks>[1]) => (await listRisks(byMira(), filter)).rows.map(({ name }) => name);

async function objective(name: string, { customerId = acme.id, leftPpm, burnMilli = 0, state = "healthy" }: { customerId?: string | null; leftPpm: number | null; burnMilli?: number; state?: BudgetState }): Promise<string> {
  const { sliId } = await anSli(byMira(), database.db, { key: name.toLowerCase().replaceAll(" ", "-"), customerId });
  const sloId = await anSlo(byMira(), [sliId], { name });
  await database.db.write((tx) => tx.insert(sloStates).values({ sloId, state, since: testNow, good: 99, total: 100, leftPpm, burnMilli, checkedAt: testNow }).onConflictDoUpdate({ target: sloStates.sloId, set: { state, leftPpm, burnMilli } }));
  return sloId;
}

describe("objectives of all customers", () => {
  beforeEach(async () => {
    await objective("Fine", { leftPpm: 990_000 });
    const burning = await objective("Zürich checkout", { leftPpm: 900_000, burnMilli: 30_000, customerId: globex.id });
    await objective("Overdrawn", { leftPpm: -200_000, state: "exhausted" });
    await objective("Low", { leftPpm: 100_000, state: "at_risk" });
    await database.db.write((tx) => tx.insert(sloAlerts).values({ id: "alr_1", sloId: burning, rule: "page", severity: "page", sentence: "It burns.", openedAt: testNow }));
  });

  test("come with the riskiest first, and say when each is used up", async () => {
    const { rows, found, all, pages } = await listRisks(byMira());
    expect(rows.map(({ name }) => name)).toEqual(["Overdrawn", "Zürich checkout", "Low", "Fine"]);
    expect(rows.map(({ exhaustedIn }) => exhaustedIn)).toEqual([0, 77_760_000, null, null]);
    expect({ found, all, pages }).toEqual({ found: 4, all: 4, pages: 1 });
  });

  test("are found by customer, state, an open alert and words, each without losing how many there are", async () => {
    expect(await namesOf({ customerId: globex.id })).toEqual(["Zürich checkout"]);
    expect(await namesOf({ state: "at_risk" })).toEqual(["Low"]);
    expect(await namesOf({ hasAlert: true })).toEqual(["Zürich checkout"]);
    expect(await namesOf({ words: "zurich" })).toEqual(["Zürich checkout"]);
    expect(await namesOf({ words: globex.name.toLowerCase() })).toEqual(["Zürich checkout"]);
    expect(await namesOf({ words: "nothing like it" })).toEqual([]);
    expect(await listRisks(byMira(), { state: "at_risk" })).toMatchObject({ found: 1, all: 4, customers: [{ id: acme.id }, { id: globex.id }] });
  });

  test("that are for all customers are promised to each of them", async () => {
    await objective("Sign-in answers", { customerId: null, leftPpm: 500_000 });
    expect(await namesOf({ customerId: globex.id })).toEqual(["Zürich checkout", "Sign-in answers"]);
    expect(await namesOf({ customerId: acme.id })).toEqual(["Overdrawn", "Low", "Sign-in answers", "Fine"]);
  });

  test("come by pages; one that is not there is the last", async () => {
    expect(await listRisks(byMira(), { page: 9 })).toMatchObject({ page: 1, pages: 1, found: 4 });
  });

  test("are nobody's but staff's", async () => {
    await expect(listRisks(asMember(database.db, anna))).rejects.toThrow();
  });
});
