import fc from "fast-check";
import { asc } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import { incidentComponents, incidentCustomers, incidents } from "#db/schema/incidents";
import { mintContext } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { acme, acmeGateway, addCast, anna, cards, globex, initech, jonas, mira, testNow, tom, umbrella } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase, withDatabase } from "#lib/testing/database";
import { anIncident, anUpdate, someContent } from "#lib/testing/incidents";
import { makeFindable } from "../commands/findable.ts";
import { saveDraft } from "../commands/save-draft.ts";
import { visibleTo } from "../rules/audience.ts";
import { visibilities } from "../terms.ts";
import { previewAudience, whoSees } from "./audience.ts";
import { listComposerChoices } from "./composer.ts";
import { listOpenIncidents, listResolvedIncidents } from "./console.ts";
import { getDraft, listDrafts, listDraftsOf } from "./drafts.ts";
import { getEditableUpdate, getIncidentFacts } from "./facts.ts";
import { listViewers } from "./for-change.ts";
import { listStillActive } from "./reach.ts";
import { visibleIncidents } from "./visible.ts";

const minute = 60_000;

describe("who sees what", () => {
  const customerIds = ["cus_0", "cus_1", "cus_2", "cus_3"];
  const componentIds = ["cmp_0", "cmp_1", "cmp_2"];
  const world = fc.record({
    uses: fc.subarray(customerIds.flatMap((customerId) => componentIds.map((componentId) => ({ customerId, componentId })))),
    incidents: fc.array(fc.record({ visibility: fc.constantFrom(...visibilities), customerIds: fc.subarray(customerIds), componentIds: fc.subarray(componentIds) }), { minLength: 1, maxLength: 8 }),
  });

  test("the SQL that filters reads, the index that finds them, the list of viewers and the rule agree in any world", async () => {
    await fc.assert(
      fc.asyncProperty(world, (drawn) =>
        withDatabase(async ({ db }) => {
          const addressed = drawn.incidents.map((incident, index) => ({ id: `inc_${index}`, ...incident }));
          await db.write(async (tx) => {
            await tx.insert(customers).values(customerIds.map((id) => ({ id, slug: id, name: id, tier: "gold" as const, timeZone: "UTC", createdAt: 0 })));
            await tx.insert(components).values(componentIds.map((id) => ({ id, name: id, startedAt: 0, createdAt: 0 })));
            if (drawn.uses.length > 0) await tx.insert(customerComponents).values(drawn.uses);
            for (const { id, visibility, ...whom } of addressed) {
              await tx.insert(incidents).values({ id, code: id, title: id, visibility, state: "investigating", impact: "none", startedAt: 0, lastUpdateAt: 0, createdAt: 0 });
              // Names left over from an earlier audience must not count: they are stored for every visibility here.
              for (const customerId of whom.customerIds) await tx.insert(incidentCustomers).values({ incidentId: id, customerId });
              for (const componentId of whom.componentIds) await tx.insert(incidentComponents).values({ incidentId: id, componentId });
            }
            await makeFindable(tx, addressed.map((each) => each.id));
          });
          const seen = async (audience: Audience) => (await db.read.select({ id: incidents.id }).from(incidents).where(visibleIncidents(db.read, audience)).orderBy(asc(incidents.id))).map((row) => row.id);
          const found = (audience: Audience) => listStillActive(mintContext({ db, now: testNow, actor: { kind: "anonymous" }, audience, permissions: [], requestId: "req_test" }), { limit: 100 });
          const users = customerIds.map((id) => ({ id, usedComponentIds: drawn.uses.filter((use) => use.customerId === id).map((use) => use.componentId) }));
          for (const user of users) {
            const expected = addressed.filter((incident) => visibleTo(incident, [user]).length > 0).map((incident) => incident.id);
            expect(await seen({ kind: "customer", customerId: user.id })).toEqual(expected);
            expect((await found({ kind: "customer", customerId: user.id })).toSorted()).toEqual(expected);
          }
          expect(await seen({ kind: "public" })).toEqual(addressed.filter((incident) => incident.visibility === "public").map((incident) => incident.id));
          expect(await seen({ kind: "staff" })).toEqual(addressed.map((incident) => incident.id));
          expect((await found({ kind: "public" })).toSorted()).toEqual(await seen({ kind: "public" }));
          expect((await found({ kind: "staff" })).toSorted()).toEqual(await seen({ kind: "staff" }));
          for (const incident of addressed) expect((await listViewers(db.read, incident)).toSorted()).toEqual(visibleTo(incident, users).map((user) => user.id));
        }),
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("the console", () => {
  const database = testDatabase();
  beforeEach(() => addCast(database.db));
  const at = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);

  test("lists open incidents by promise, and resolved ones newest first, page by page", async () => {
    await anIncident(at(0), { title: "No promise" });
    await anIncident(at(1), { title: "Due later", promiseDueAt: testNow + 90 * minute });
    await anIncident(at(2), { title: "Due soon", promiseDueAt: testNow + 30 * minute, visibility: "internal" });
    expect((await listOpenIncidents(at(3))).map((row) => [row.title, row.visibility])).toEqual([["Due soon", "internal"], ["Due later", "public"], ["No promise", "public"]]);
    for (let index = 0; index < 33; index++) await anIncident(at(10 + index), { title: `Past ${index}`, state: "resolved" });
    const first = await listResolvedIncidents(at(60), {});
    const second = await listResolvedIncidents(at(60), { cursor: first.next ?? undefined });
    expect([...first.rows, ...second.rows].map((row) => row.title)).toEqual(Array.from({ length: 33 }, (_, index) => `Past ${32 - index}`));
    expect(second.next).toBeNull();
  });

  test("names who would see an incident before it is posted, and who sees it after", async () => {
    const names = async (visibility: "public" | "affected" | "selected" | "internal") => (await previewAudience(at(0), { visibility, customerIds: [umbrella.id], componentIds: [cards.id] })).customers.map((each) => each.name);
    expect(await names("public")).toEqual([acme.name, globex.name, initech.name, umbrella.name]);
    expect(await names("affected")).toEqual([acme.name, globex.name]);
    expect(await names("selected")).toEqual([umbrella.name]);
    expect(await names("internal")).toEqual([]);
    const { incidentId } = await anIncident(at(0), { visibility: "affected", components: [{ componentId: acmeGateway.id, state: "major_outage" }] });
    expect(await whoSees(at(1), { incidentId })).toEqual({ isPublic: false, customers: [{ id: acme.id, name: acme.name }] });
    const later = await previewAudience(at(1), { visibility: "affected", customerIds: [], componentIds: [], incidentId });
    expect(later.customers.map((each) => each.name)).toEqual([acme.name]);
  });

  test("shows drafts with their authors and where they belong, until they are published", async () => {
    const { incidentId, code } = await anIncident(at(0));
    await saveDraft(at(1), { content: someContent({ title: "New" }) });
    const { draftId } = await saveDraft(asStaff(database.db, mira, testNow + 2 * minute), { incidentId, baseVersion: 1, content: someContent() });
    expect((await listDrafts(at(3))).rows.map((draft) => [draft.authorName, draft.incidentCode])).toEqual([[mira.name, code], [jonas.name, null]]);
    expect((await listDraftsOf(at(3), { incidentId })).map((draft) => draft.id)).toEqual([draftId]);
    await expect(getDraft(at(3), { draftId: "drf_none" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("knows an incident's version, authors and named customers, by id or code, and the words to edit", async () => {
    const { incidentId, code, updateId } = await anIncident(at(0), { visibility: "selected", customerIds: [acme.id], notes: [{ customerId: acme.id, body: "Your shop" }] });
    await anUpdate(at(1), { incidentId, baseVersion: 1 });
    expect(await getIncidentFacts(at(2), code)).toMatchObject({ id: incidentId, version: 2, visibility: "selected", customerIds: [acme.id], state: "identified", componentIds: [cards.id] });
    expect((await getIncidentFacts(at(2), incidentId)).authors.get(updateId)).toBe(jonas.name);
    expect(await getEditableUpdate(asStaff(database.db, mira), { incidentKey: code, updateId })).toMatchObject({ revision: 1, notes: [{ customerName: acme.name, body: "Your shop" }] });
    const other = await anIncident(at(3));
    await expect(getEditableUpdate(asStaff(database.db, mira), { incidentKey: other.code, updateId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("offers the composer every customer and component in use", async () => {
    const choices = await listComposerChoices(at(0));
    expect(choices.customers.map((each) => each.name)).toEqual([acme.name, globex.name, initech.name, umbrella.name]);
    expect(choices.components[0]).toEqual({ id: cards.id, name: cards.name, group: "Payments API", state: "operational" });
  });

  test("tells nothing of this to members, to the public, or of drafts to who may not post", async () => {
    const { incidentId, updateId } = await anIncident(at(0));
    for (const ctx of [asMember(database.db, anna), asPublic(database.db)]) {
      const reads = [listOpenIncidents(ctx), listResolvedIncidents(ctx, {}), whoSees(ctx, { incidentId }), listDrafts(ctx), getIncidentFacts(ctx, incidentId), listComposerChoices(ctx), getEditableUpdate(ctx, { incidentKey: incidentId, updateId })];
      for (const read of reads) await expect(read).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(listDrafts(asStaff(database.db, tom))).rejects.toMatchObject({ code: "forbidden" });
  });
});
