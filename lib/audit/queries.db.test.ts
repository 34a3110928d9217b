import { beforeEach, expect, it } from "vitest";
import { acme, addCast, anna, jonas, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { searchAudit } from "./queries.ts";
import { record } from "./record.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const note = (action: `incident.${string}`, at: number, entityId = "inc_1") => {
  const ctx = asStaff(database.db, jonas, at);
  return ctx.write((tx) => record(tx, ctx, { action, entityId, customerId: acme.id, after: { at }, touches: "nobody" }));
};
const search = (text: string, after: string | null = null) => searchAudit(asStaff(database.db, priya), { search: text, after });

it("lists the latest first, every entry on exactly one page", async () => {
  for (let count = 0; count < 120; count += 1) await note(`incident.action_${count}`, testNow + Math.floor(count / 3));
  const seen: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<typeof search>> = await search("", after ?? null);
    seen.push(...page.rows.map(({ action }) => action));
    after = page.next;
  }
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
  expect(seen.at(-1)).toMatch(/incident\.action_[012]$/);
});

it("finds by action, id, person and customer, and reads wildcards as themselves", async () => {
  await note("incident.opened", testNow, "inc_one");
  await note("incident.resolved", testNow + 1, "inc_two");
  for (const [text, count] of [["resolved", 1], ["INC_ONE", 1], ["jonas", 2], ["Acme Retail", 2], ["%", 0], ["nothing like it", 0]] as const) expect((await search(text)).rows, text).toHaveLength(count);
  expect((await search("resolved")).rows).toMatchObject([{ actor: jonas.name, customerName: acme.name, after: { at: testNow + 1 } }]);
});

it("is for admins only", async () => {
  for (const ctx of [asStaff(database.db, mira), asStaff(database.db, tom), asMember(database.db, anna)]) await expect(searchAudit(ctx, { search: "", after: null })).rejects.toMatchObject({ code: "forbidden" });
});
