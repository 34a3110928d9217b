import { beforeEach, expect, test } from "vitest";
import type { Db } from "#db/open";
import * as schema from "#db/schema/index";
import { memberships, people } from "#db/schema/access";
import { customerComponents, customers } from "#db/schema/customers";
import { outbox } from "#db/schema/outbox";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { acme, addCast, cards, jonas, payouts, priya, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { importPeople } from "./import-people.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

// As `GET /pages/<id>/page_access_groups`, `/page_access_users` and `/subscribers` of the manage API answer.
const groups = [
  { id: "g1", page_id: "p", name: "Hooli", page_access_user_ids: ["u1"], external_identifier: null, metric_ids: [], component_ids: [cards.id], created_at: "2024-01-01T00:00:00Z", updated_at: "2024-01-01T00:00:00Z" },
  { id: "g2", page_id: "p", name: "Acme", page_access_user_ids: [], external_identifier: null, metric_ids: [], component_ids: [cards.id, payouts.id], created_at: "2024-01-01T00:00:00Z", updated_at: "2024-01-01T00:00:00Z" },
];
const users = [
  { id: "u1", page_id: "p", email: "gavin@hooli.example", external_login: null, page_access_group_id: null, page_access_group_ids: ["g1"], created_at: "2024-01-01T00:00:00Z" },
  { id: "u2", page_id: "p", email: "lone@nobody.example", external_login: null, page_access_group_id: null, page_access_group_ids: [], created_at: "2024-01-01T00:00:00Z" },
];
const reader = (id: string, more: object) => ({ id, mode: "email", email: `${id}@bluebird.example`, phone_number: null, endpoint: null, quarantined_at: null, purge_at: null, page_access_user_id: null, components: [], created_at: "2024-01-01T00:00:00Z", ...more });
const readers = [
  reader("s1", {}),
  reader("s2", { components: [cards.id] }),
  reader("s3", { email: "gavin@hooli.example", page_access_user_id: "u1" }),
  reader("s4", { quarantined_at: "2024-05-01T00:00:00Z" }),
  reader("s5", { mode: "webhook", email: null, endpoint: "https://hooks.bluebird.example/x" }),
  reader("s6", { components: ["gone"] }),
  reader("s7", { email: "not an address" }),
];
const files = [{ name: "groups.json", text: JSON.stringify(groups) }, { name: "people.json", text: JSON.stringify({ page_access_users: users, subscribers: readers }) }, { name: "broken.json", text: "{" }];
const consent = "Confirmed on our Statuspage, export of 12 May 2026.";
const bring = (more: { isDryRun?: boolean; consent?: string } = {}) => importPeople(asStaff(database.db, priya), { files, consent, ...more });

async function everything(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(schema)) if (typeof table === "object") all[name] = (await db.read.select().from(table)).map((row) => JSON.stringify(row)).toSorted();
  return all;
}

test("groups become customers with what they use, their users members, and subscribers hear on", async () => {
  const report = await bring();
  expect(report.tallies).toEqual({ customers: { create: 1, change: 0, same: 1 }, members: { create: 1, change: 0, same: 0 }, subscribers: { create: 3, change: 0, same: 0 }, components: { linked: 1 } });
  const hooli = (await database.db.read.select().from(customers)).find(({ slug }) => slug === "hooli");
  expect((await database.db.read.select().from(customers)).find(({ slug }) => slug === "acme")?.name).toBe(acme.name);
  expect((await database.db.read.select().from(customerComponents)).filter(({ customerId }) => customerId === hooli?.id).map(({ componentId }) => componentId)).toEqual([cards.id]);
  const gavin = (await database.db.read.select().from(people)).find(({ email }) => email === "gavin@hooli.example");
  expect((await database.db.read.select().from(memberships)).filter(({ personId }) => personId === gavin?.id).map(({ customerId, role }) => [customerId, role])).toEqual([[hooli?.id, "viewer"]]);
  const stored = await database.db.read.select().from(subscribers);
  expect(stored.map(({ email, customerId, state }) => [email, customerId, state]).toSorted()).toEqual([["gavin@hooli.example", hooli?.id, "active"], ["s1@bluebird.example", null, "active"], ["s2@bluebird.example", null, "active"]]);
  expect((await database.db.read.select().from(subscriptions)).filter(({ scope }) => scope === "component").map(({ componentId }) => componentId)).toEqual([cards.id]);
});

test("what cannot be taken is named, with a reason", async () => {
  const { skipped } = await bring();
  expect(skipped.map(({ file, item, reason }) => [file, item, reason.slice(0, 30)])).toEqual([
    ["broken.json", null, "This is not JSON."],
    ["people.json", "u2", "lone@nobody.example is in no g"],
    ["people.json", "s4", "s4@bluebird.example is quarant"],
    ["people.json", "s5", "It is told by webhook, whose a"],
    ["people.json", "s6", "s6@bluebird.example chose comp"],
    [null, "not an address", "email: “not an address” is not"],
  ]);
});

test("a rehearsal reports the same and leaves nothing; a second run changes nothing", async () => {
  const before = await everything(database.db);
  const rehearsal = await bring({ isDryRun: true });
  expect(await everything(database.db)).toEqual(before);
  expect(await bring()).toEqual({ ...rehearsal, isDryRun: false });
  const after = await everything(database.db);
  expect((await bring()).tallies).toEqual({ customers: { create: 0, change: 0, same: 2 }, members: { create: 0, change: 0, same: 1 }, subscribers: { create: 0, change: 0, same: 3 }, components: { linked: 0 } });
  expect(await everything(database.db)).toEqual(after);
});

test("without a word on their consent each is asked first", async () => {
  await bring({ consent: "" });
  expect((await database.db.read.select().from(subscribers)).map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
  expect((await database.db.read.select().from(outbox)).filter(({ kind }) => kind === "subscription.invited")).toHaveLength(3);
});

test("only who may manage the portal does it", async () => {
  await expect(importPeople(asStaff(database.db, jonas, testNow), { files, consent })).rejects.toMatchObject({ code: "forbidden" });
});
