import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { componentGroups, components } from "#db/schema/catalog";
import { acme, acmeGateway, addCast, cards, globex, globexVault, jonas, mira, payouts, priya, reporting, testNow } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { raisedBy } from "#lib/testing/revisions";
import { CreateComponent, SaveComponent } from "../input.ts";
import { listComponentChoices, listComponents, getComponent, getGroup } from "../queries/components.ts";
import { archiveComponent, restoreComponent } from "./archive.ts";
import { createComponent, saveComponent } from "./components.ts";
import { createGroup, deleteGroup, saveGroup } from "./groups.ts";
import { moveComponent } from "./move-component.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const asMira = (after = 0) => asStaff(database.db, mira, testNow + after);
const aForm = (changes: Record<string, string> = {}) => ({ name: "Webhooks", description: "Events to your servers", groupId: "grp_payments", visibility: "public", showsHistory: "on", startedOn: "2026-01-31", ...changes });
const rowOf = async (id: string) => (await database.db.read.select().from(components).where(eq(components.id, id)))[0];
const raised = (act: () => Promise<unknown>) => raisedBy(database.db, act);
const namesOf = async (groupId: string | null = "grp_payments") => (await listComponents(asMira())).find((group) => group.id === groupId)?.components.map((each) => each.name);
const actions = async (entityId: string) => (await database.db.read.select({ action: auditEntries.action, actorId: auditEntries.actorId }).from(auditEntries).where(eq(auditEntries.entityId, entityId))).map((row) => `${row.actorId} ${row.action}`);

async function saving(id: string, changes: Partial<Record<string, string | undefined>> = {}) {
  const { name, description, groupId, visibility, startedOn, version } = await getComponent(asMira(), { id });
  return SaveComponent.parse({ id, version: String(version), name, description, groupId, visibility, showsHistory: "on", startedOn, ...changes });
}

describe("a component", () => {
  test("is created last in its group, recorded, and shown to everybody where it is public", async () => {
    let id = "";
    expect(await raised(async () => (id = await createComponent(asMira(), CreateComponent.parse(aForm()))))).toEqual(["everybody"]);
    expect(await rowOf(id)).toMatchObject({ name: "Webhooks", groupId: "grp_payments", position: 5, state: "operational", showsHistory: true, startedAt: Date.UTC(2026, 0, 31), version: 1 });
    expect((await namesOf())?.at(-1)).toBe("Webhooks");
    expect(await actions(id)).toEqual([`${mira.id} component.created`]);
  });

  test("for users only that nobody uses yet is new for staff alone", async () => {
    expect(await raised(() => createComponent(asMira(), CreateComponent.parse(aForm({ visibility: "users" }))))).toEqual(["staff"]);
  });

  test("keeps ordinary words of any language and no invisible ones", () => {
    const parsed = CreateComponent.parse(aForm({ name: " \u202eZahlungen\u0000 – 支払い 🚀 \n", description: "One\r\ntwo\u0007", groupId: "" }));
    expect(parsed).toMatchObject({ name: "Zahlungen – 支払い 🚀", description: "One\ntwo", groupId: null });
    expect(CreateComponent.safeParse(aForm({ name: "\u200b\u2066 " })).success).toBe(false);
    expect(CreateComponent.safeParse(aForm({ name: "x".repeat(121) })).success).toBe(false);
  });

  test.each(["31.1.2026", "2026-02-30", "2026-01-31T10:00", ""])("does not begin on “%s”", (startedOn) => {
    expect(CreateComponent.safeParse(aForm({ startedOn })).success).toBe(false);
  });

  test("does not begin in the future, nor in a group that is gone", async () => {
    await expect(createComponent(asMira(), CreateComponent.parse(aForm({ startedOn: "2026-11-03" })))).rejects.toMatchObject({ fields: { startedOn: expect.any(String) } });
    await expect(createComponent(asMira(), CreateComponent.parse(aForm({ groupId: "grp_gone" })))).rejects.toMatchObject({ fields: { groupId: expect.any(String) } });
    expect(await database.db.read.select().from(components)).toHaveLength(5);
  });

  test("is saved with a new version; what was before is in the record", async () => {
    await saveComponent(asMira(), await saving(cards.id, { name: "Cards", showsHistory: undefined }));
    expect(await rowOf(cards.id)).toMatchObject({ name: "Cards", showsHistory: false, version: 2, position: 0 });
    const [entry] = await database.db.read.select().from(auditEntries).where(eq(auditEntries.entityId, cards.id));
    expect(entry).toMatchObject({ action: "component.saved", before: { name: "Card processing", showsHistory: true }, after: { name: "Cards", showsHistory: false } });
  });

  test("seen by its users only touches exactly them, as long as it is not public before or after", async () => {
    expect(await raised(async () => saveComponent(asMira(), await saving(acmeGateway.id, { name: "Gateway" })))).toEqual([`customer:${acme.id}`, "staff"]);
    expect(await raised(async () => saveComponent(asMira(), await saving(acmeGateway.id, { visibility: "public" })))).toEqual(["everybody"]);
    expect(await raised(async () => saveComponent(asMira(), await saving(acmeGateway.id, { visibility: "users" })))).toEqual(["everybody"]);
  });

  test("changed by somebody else meanwhile is not overwritten: the second is told who and when", async () => {
    const [first, second] = [await saving(cards.id, { name: "Mira's" }), await saving(cards.id, { name: "Priya's" })];
    await saveComponent(asMira(), first);
    const refused = saveComponent(asStaff(database.db, priya, testNow + 60_000), second);
    await expect(refused).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Mira Okafor changed this at 14:00 CET (13:00 UTC)") });
    expect(await rowOf(cards.id)).toMatchObject({ name: "Mira's", version: 2 });
  });

  test("moved to another group stands last there", async () => {
    await saveComponent(asMira(), await saving(cards.id, { groupId: "" }));
    await saveComponent(asMira(), await saving(payouts.id, { groupId: "" }));
    expect(await namesOf(null)).toEqual([cards.name, payouts.name]);
    expect(await namesOf()).toEqual([reporting.name, acmeGateway.name, globexVault.name]);
  });

  test("moves one place up or down, and no further than the ends", async () => {
    expect(await raised(() => moveComponent(asMira(), { id: reporting.id, direction: "up" }))).toEqual(["everybody"]);
    expect(await namesOf()).toEqual([cards.name, reporting.name, payouts.name, acmeGateway.name, globexVault.name]);
    expect(await raised(() => moveComponent(asMira(), { id: globexVault.id, direction: "up" }))).toEqual([`customer:${acme.id}`, `customer:${globex.id}`, "staff"]);
    expect(await raised(() => moveComponent(asMira(), { id: cards.id, direction: "up" }))).toEqual([]);
  });

  test("is archived and comes back where it stood", async () => {
    expect(await raised(() => archiveComponent(asMira(), { id: acmeGateway.id }))).toEqual([`customer:${acme.id}`, "staff"]);
    expect((await listComponentChoices(asMira())).map((each) => each.id)).not.toContain(acmeGateway.id);
    await moveComponent(asMira(), { id: globexVault.id, direction: "up" });
    expect(await namesOf()).toEqual([cards.name, payouts.name, globexVault.name, acmeGateway.name, reporting.name]);
    await restoreComponent(asMira(), { id: acmeGateway.id });
    expect((await listComponentChoices(asMira())).map((each) => each.id)).toEqual([cards.id, payouts.id, globexVault.id, acmeGateway.id, reporting.id]);
    expect(await actions(acmeGateway.id)).toEqual([`${mira.id} component.archived`, `${mira.id} component.restored`]);
  });

  test("is not archived while an incident holds it down, and can be once it is operational", async () => {
    const { incidentId } = await anIncident(asStaff(database.db, jonas));
    await expect(archiveComponent(asMira(60_000), { id: cards.id })).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Card payments fail for some shoppers") });
    expect(await rowOf(cards.id)).toMatchObject({ archivedAt: null, version: 1 });
    await anUpdate(asStaff(database.db, jonas, testNow + 60_000), { incidentId, baseVersion: 1, state: "resolved" });
    await archiveComponent(asMira(120_000), { id: cards.id });
    expect(await rowOf(cards.id)).toMatchObject({ archivedAt: testNow + 120_000 });
  });
});

describe("a group", () => {
  test("is created last and seen by staff alone until it has a component", async () => {
    let id = "";
    expect(await raised(async () => (id = await createGroup(asMira(), { name: "Reports", description: "" })))).toEqual(["staff"]);
    expect((await listComponents(asMira())).map((group) => group.id)).toEqual(["grp_payments", id]);
    expect(await actions(id)).toEqual([`${mira.id} group.created`]);
  });

  test("is renamed and put elsewhere; whoever sees one of its components sees that", async () => {
    const id = await createGroup(asMira(), { name: "Dedicated", description: "" });
    await saveComponent(asMira(), await saving(globexVault.id, { groupId: id }));
    expect(await raised(() => saveGroup(asMira(), { id, version: 1, name: "Yours alone", description: "x", after: "grp_payments" }))).toEqual([`customer:${globex.id}`, "staff"]);
    expect(await raised(() => saveGroup(asMira(), { id, version: 2, name: "Yours alone", description: "x", after: null }))).toEqual(["everybody"]);
    expect((await listComponents(asMira())).map((group) => group.name)).toEqual(["Yours alone", "Payments API"]);
    expect(await getGroup(asMira(), { id: "grp_payments" })).toMatchObject({ after: id, others: [{ id }] });
  });

  test("changed by somebody else meanwhile is not overwritten", async () => {
    await saveGroup(asMira(), { id: "grp_payments", version: 1, name: "Payments", description: "", after: null });
    await expect(saveGroup(asStaff(database.db, priya), { id: "grp_payments", version: 1, name: "Money", description: "", after: null })).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Mira Okafor") });
    expect(await database.db.read.select().from(componentGroups)).toMatchObject([{ name: "Payments", version: 2 }]);
  });

  test("is deleted without its components", async () => {
    expect(await raised(() => deleteGroup(asMira(), { id: "grp_payments" }))).toEqual(["everybody"]);
    expect(await database.db.read.select().from(componentGroups)).toEqual([]);
    expect(await namesOf(null)).toEqual([cards.name, payouts.name, reporting.name, acmeGateway.name, globexVault.name]);
  });
});

describe("whoever may not manage the catalog", () => {
  test("changes nothing", async () => {
    const asJonas = asStaff(database.db, jonas);
    const save = await saving(cards.id, { name: "Mine" });
    const before = [await database.db.read.select().from(components), await database.db.read.select().from(componentGroups)];
    const acts = [
      () => createComponent(asJonas, CreateComponent.parse(aForm())),
      () => saveComponent(asJonas, save),
      () => archiveComponent(asJonas, { id: cards.id }),
      () => restoreComponent(asJonas, { id: cards.id }),
      () => moveComponent(asJonas, { id: cards.id, direction: "down" }),
      () => createGroup(asJonas, { name: "Mine", description: "" }),
      () => saveGroup(asJonas, { id: "grp_payments", version: 1, name: "Mine", description: "", after: null }),
      () => deleteGroup(asJonas, { id: "grp_payments" }),
    ];
    for (const act of acts) expect(await raised(() => expect(act()).rejects.toMatchObject({ code: "forbidden" }))).toEqual([]);
    expect([await database.db.read.select().from(components), await database.db.read.select().from(componentGroups)]).toEqual(before);
    expect(await database.db.read.select().from(auditEntries)).toEqual([]);
  });

  test("outside the console cannot list it", async () => {
    await expect(listComponents(asPublic(database.db))).rejects.toMatchObject({ code: "forbidden" });
    await expect(listComponentChoices(asPublic(database.db))).rejects.toMatchObject({ code: "forbidden" });
    await expect(getComponent(asPublic(database.db), { id: cards.id })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("counts the customers that use a component", async () => {
    const [group] = await listComponents(asStaff(database.db, jonas));
    expect(group?.components.map((each) => [each.id, each.userCount])).toEqual([[cards.id, 2], [payouts.id, 2], [reporting.id, 1], [acmeGateway.id, 1], [globexVault.id, 1]]);
  });
});
