import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "#lib/access/context";
import { eq } from "drizzle-orm";
import { updates } from "#db/schema/incidents";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { acme, acmeGateway, addCast, anna, carla, cards, globex, globexVault, ishaan, jonas, mira, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { searchTimelines } from "./search.ts";

const minute = 60_000;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
const [everybody, ofAcme, ofGlobex, ofInitech, team] = [() => asPublic(database.db), () => asMember(database.db, anna), () => asMember(database.db, carla), () => asMember(database.db, ishaan), () => asStaff(database.db, mira)];
const titles = async (ctx: Context, text: string) => (await searchTimelines(ctx, { text })).hits.map((hit) => hit.title);

describe("a search", () => {
  test("finds by title, by any update and by words of both, in any case and without diacritics, newest first", async () => {
    const first = await anIncident(at(0), { title: "Zürich payouts arrive late", body: "A queue stood still." });
    await anUpdate(at(1), { incidentId: first.incidentId, baseVersion: first.version, body: "The **Überweisung** file is being sent again." });
    await anIncident(at(5), { title: "Payouts show old figures", body: "We look into it." });
    expect(await titles(everybody(), "payouts")).toEqual(["Payouts show old figures", "Zürich payouts arrive late"]);
    for (const text of ["ZURICH", "zürich uberweisung", "queue zurich", "überw", "Überweisung file"]) expect(await titles(everybody(), text)).toEqual(["Zürich payouts arrive late"]);
    expect(await titles(everybody(), "payouts nowhere")).toEqual([]);
  });

  test("completes the last word only", async () => {
    await anIncident(at(0), { title: "Settlement reports are missing" });
    expect(await titles(everybody(), "settlement rep")).toHaveLength(1);
    expect(await titles(everybody(), "settle reports")).toEqual([]);
  });

  test("says where it matched, with the words around", async () => {
    const { incidentId, version } = await anIncident(at(0), { title: "Cards fail", body: "We look into it.", notes: [{ customerId: acme.id, body: "Your gateway runs in Dublin." }] });
    await anUpdate(at(30), { incidentId, baseVersion: version, body: "An expired certificate was replaced." });
    const match = async (ctx: Context, text: string) => (await searchTimelines(ctx, { text })).hits[0]?.match;
    expect(await match(everybody(), "cards")).toMatchObject({ kind: "title", excerpt: "An expired certificate was replaced." });
    expect(await match(everybody(), "certificate")).toEqual({ kind: "update", occurredAt: testNow + 30 * minute, excerpt: "An expired certificate was replaced." });
    expect(await match(ofAcme(), "dublin")).toEqual({ kind: "note", occurredAt: testNow, excerpt: "Your gateway runs in Dublin." });
  });

  test("pages by place: every incident once, newest first, also those that began in the same millisecond", async () => {
    for (let index = 0; index < 45; index += 1) await anIncident(at(index < 30 ? 0 : index), { title: `Canarypage ${index}`, ...(index % 2 ? { notes: [{ customerId: acme.id, body: `canarypage note ${index}` }] } : {}) });
    for (const ctx of [everybody(), ofAcme(), team()]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await searchTimelines(ctx, { text: "canarypage", cursor });
        seen.push(...page.hits.map((hit) => hit.id));
        cursor = page.older ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toHaveLength(45);
      expect(new Set(seen).size).toBe(45);
    }
  });

  test("follows an edit: the words of before find nothing any more, those of now do", async () => {
    const { updateId } = await anIncident(at(0), { body: "The zzfirst wording.", notes: [{ customerId: acme.id, body: "The zznote." }] });
    await editUpdate(asStaff(database.db, mira, testNow + minute), { updateId, baseRevision: 1, body: "The zzsecond wording.", notes: [{ customerId: acme.id, body: "" }] });
    for (const word of ["zzfirst", "zznote"]) for (const ctx of [everybody(), ofAcme(), team()]) expect(await titles(ctx, word)).toEqual([]);
    expect(await titles(everybody(), "zzsecond")).toHaveLength(1);
  });
});

describe("nobody finds by words that are not theirs", () => {
  test("notes, internal, selected and affected incidents", async () => {
    await anIncident(at(0), { title: "zzpublic", notes: [{ customerId: acme.id, body: "zzacmenote" }, { customerId: globex.id, body: "zzglobexnote" }] });
    await anIncident(at(1), { title: "zzinternal", visibility: "internal", body: "zzinternalbody" });
    await anIncident(at(2), { title: "zzselected", visibility: "selected", customerIds: [globex.id], body: "zzselectedbody", notes: [{ customerId: globex.id, body: "zzselectednote" }] });
    await anIncident(at(3), { title: "zzaffected", visibility: "affected", components: [{ componentId: acmeGateway.id, state: "major_outage" }], body: "zzaffectedbody" });
    const finders: Record<string, Context[]> = {
      zzpublic: [everybody(), ofAcme(), ofGlobex(), ofInitech(), team()],
      zzacmenote: [ofAcme(), team()],
      zzglobexnote: [ofGlobex(), team()],
      zzinternal: [team()],
      zzinternalbody: [team()],
      zzselected: [ofGlobex(), team()],
      zzselectedbody: [ofGlobex(), team()],
      zzselectednote: [ofGlobex(), team()],
      zzaffected: [ofAcme(), team()],
      zzaffectedbody: [ofAcme(), team()],
    };
    for (const [word, allowed] of Object.entries(finders)) {
      for (const ctx of [everybody(), ofAcme(), ofGlobex(), ofInitech(), team()]) {
        const mayFind = allowed.some((each) => JSON.stringify(each.audience) === JSON.stringify(ctx.audience));
        expect([word, ctx.audience, (await titles(ctx, word)).length > 0]).toEqual([word, ctx.audience, mayFind]);
      }
    }
    const empty = await searchTimelines(ofInitech(), { text: "zzinternal" });
    expect(empty).toEqual(await searchTimelines(ofInitech(), { text: "zznothingatall" }).then((view) => ({ ...view, wanted: ["zzinternal"] })));
  });

  test("what was theirs is not, once the audience of the incident is another", async () => {
    const opened = await anIncident(at(0), { title: "zznarrowed", notes: [{ customerId: acme.id, body: "zzbefore" }] });
    await anUpdate(at(1), { incidentId: opened.incidentId, baseVersion: opened.version, visibility: "selected", customerIds: [globex.id] });
    for (const word of ["zznarrowed", "zzbefore"]) for (const ctx of [everybody(), ofAcme()]) expect(await titles(ctx, word)).toEqual([]);
    expect(await titles(ofGlobex(), "zznarrowed")).toHaveLength(1);
    expect(await titles(ofGlobex(), "zzbefore")).toEqual([]);
  });

  test("a key of the index can be typed by nobody", async () => {
    await anIncident(at(0), { title: "zzhidden", visibility: "internal", components: [{ componentId: globexVault.id, state: "major_outage" }, { componentId: cards.id, state: "major_outage" }] });
    for (const text of ["@staff", "staff", "\"@staff\"", `@note_${acme.id}`, acme.id, "@public OR @staff", "zzhidden OR @staff", "words:zzhidden", "NOT zznone"]) expect(await titles(everybody(), text)).toEqual([]);
  });
});

test("odd input finds nothing, breaks nothing and changes nothing", async () => {
  await anIncident(at(0));
  const odd = ["'", "\"", "\"\"\"", "a\"b", "*", "card*", "(", ")))", "AND", "OR NOT", "NEAR(a b)", "^card", "a:b", "-", "--", "{a b}:c", "\\", "%", "_", "'; drop table incidents; --", "' or 1=1 --", "card' | '@staff", ":*", "&", "!", "<->", "🚀", "🚀card", "\u0000card", "\ud800", "a".repeat(10_000), "é ".repeat(5_000), "\u202e\u200b", "カード", "1e999", "0x1F", "-1"];
  for (const text of odd) for (const ctx of [everybody(), ofAcme(), team()]) expect((await searchTimelines(ctx, { text })).hits.length).toBeLessThanOrEqual(1);
  for (const cursor of ["", "x", "1.' or 1=1", "zzzzzzzzzz.inc_1", "-1.a"]) expect((await searchTimelines(everybody(), { text: "card", cursor })).hits.length).toBeLessThanOrEqual(1);
  expect(await database.db.read.select({ id: updates.id }).from(updates).where(eq(updates.state, "investigating"))).toHaveLength(1);
});
