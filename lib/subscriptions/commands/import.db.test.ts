import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { deliveries, suppressions } from "#db/schema/delivery";
import { outbox } from "#db/schema/outbox";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { acme, addCast, anna, cards, mira, testNow, tom } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { readCsv } from "#lib/core/csv";
import type { ImportMode } from "../input.ts";
import { sendImportInvitation } from "../jobs.ts";
import { exportSubscribers } from "../queries/export.ts";
import { previewSubscribers } from "../queries/import-plan.ts";
import { importSubscribers } from "./import.ts";

const database = testDatabase();
const ctx = () => asStaff(database.db, mira);
const consent = "Opted in on our old status page, export of 12 May.";

beforeEach(() => addCast(database.db));

const file = `email,customer,components,kinds,language,time_zone,shared
noc@bluebird.example,,,,de,Europe/Berlin,
${anna.email},acme,Card processing,incidents; maintenance,,,no
`;

describe("a preview", () => {
  test("says of every line what it comes to, and writes nothing", async () => {
    await add({ email: "stopped@bluebird.example", state: "stopped" });
    await add({ email: "same@bluebird.example", state: "active" });
    await database.db.write((tx) => tx.insert(suppressions).values({ email: "bounced@bluebird.example", reason: "bounced", createdAt: 1 }));
    const text = `${file}stopped@bluebird.example,,,,,,
bounced@bluebird.example,,,,,,
same@bluebird.example,,,,,,
NOC@bluebird.example,,,,,,
not an address,,,,,,
carla.gomez@globex.example,acme,,,,,
x@bluebird.example,nobody,,,,,
x@bluebird.example,,Dedicated gateway A,,,,
y@bluebird.example,,,rumours,,,
z@bluebird.example,,,,fr,,
`;
    const { plan } = await previewSubscribers(ctx(), { mode: "invite", text });
    expect(plan.rows.map((row) => [row.line, row.verdict, row.values.isShared])).toEqual([[2, "create", true], [3, "create", false], [6, "same", false]]);
    expect(plan.problems.map((problem) => [problem.line, problem.reason.slice(0, 34)])).toEqual([
      [4, "email: stopped@bluebird.example st"],
      [5, "email: Mail to bounced@bluebird.ex"],
      [7, "Line 2 is about noc@bluebird.examp"],
      [8, "email: “not an address” is not one"],
      [9, "email: carla.gomez@globex.example "],
      [10, "customer: There is no customer wit"],
      [11, "components: “Dedicated gateway A” "],
      [12, "kinds: “rumours” is none of incide"],
      [13, "language: “fr” is none of en, de."],
    ]);
    expect(await emails()).toEqual(["same@bluebird.example", "stopped@bluebird.example"]);
  });
});

describe("an import", () => {
  test("asks each new one to confirm, by the mail that anybody gets; the same file again changes nothing", async () => {
    expect(await run("invite", file)).toEqual({ create: 2, change: 0, same: 0 });
    expect(await run("invite", file)).toEqual({ create: 0, change: 0, same: 2 });
    const invited = await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "subscription.invited"));
    expect(invited).toHaveLength(2);
    for (const [index, { payload }] of invited.entries()) await sendImportInvitation({ db: database.db, eventId: `evt_${index}`, now: testNow }, payload);
    const written = (await database.db.read.select({ message: deliveries.message }).from(deliveries)).flatMap((row) => row.message ?? []);
    expect(written.map((mail) => mail.to).sort()).toEqual([anna.email, "noc@bluebird.example"].sort());
    expect(written.every((mail) => mail.text.includes("/subscribe/confirm/"))).toBe(true);
    const [noc] = await database.db.read.select().from(subscribers).where(eq(subscribers.email, "noc@bluebird.example"));
    expect(noc).toMatchObject({ state: "pending", language: "de", timeZone: "Europe/Berlin", isShared: true, customerId: null });
    expect(await database.db.read.select({ componentId: subscriptions.componentId }).from(subscriptions).where(eq(subscriptions.scope, "component"))).toEqual([{ componentId: cards.id }]);
  });

  test("lets those hear at once whose consent is stated, and keeps the statement", async () => {
    expect(await run("confirmed", file)).toEqual({ create: 2, change: 0, same: 0 });
    const rows = await database.db.read.select({ state: subscribers.state, customerId: subscribers.customerId, personId: subscribers.personId }).from(subscribers).orderBy(subscribers.customerId);
    expect(rows).toContainEqual({ state: "active", customerId: acme.id, personId: anna.id });
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(["active"]));
    const [entry] = await database.db.read.select({ after: auditEntries.after }).from(auditEntries).where(eq(auditEntries.action, "subscription.imported"));
    expect(entry?.after).toMatchObject({ mode: "confirmed", consent, create: 2 });
    expect(await database.db.read.select().from(outbox).where(eq(outbox.kind, "subscription.invited"))).toEqual([]);
  });

  test("changes what a cell says and leaves what an empty one does not", async () => {
    await run("confirmed", file);
    expect(await run("confirmed", `email,customer,language,shared\n${anna.email},acme,de,\nnoc@bluebird.example,,,no\n`)).toEqual({ create: 0, change: 2, same: 0 });
    const [hers] = await database.db.read.select().from(subscribers).where(eq(subscribers.email, anna.email));
    expect(hers).toMatchObject({ language: "de", hearsIncidents: true, hearsAnnouncements: false });
  });

  test("writes nothing where somebody changed something since the preview, or without permission", async () => {
    const { seal } = await previewSubscribers(ctx(), { mode: "confirmed", text: file });
    await add({ email: "noc@bluebird.example", state: "stopped" });
    await expect(importSubscribers(ctx(), { mode: "confirmed", consent, text: file, seal })).rejects.toMatchObject({ code: "conflict" });
    await expect(importSubscribers(asStaff(database.db, tom), { mode: "confirmed", consent, text: file, seal })).rejects.toMatchObject({ code: "forbidden" });
    expect(await emails()).toEqual(["noc@bluebird.example"]);
  });
});

test("an export is what an import takes, in pages without gaps, and no cell of it is a formula", async () => {
  await run("confirmed", file);
  await database.db.write((tx) => tx.insert(subscribers).values(Array.from({ length: 1_010 }, (_, index) => ({ id: `sub_x${String(index).padStart(4, "0")}`, email: index === 0 ? "=1+1@bluebird.example" : `r${index}@bluebird.example`, identity: `x${index}`, state: "active" as const, timeZone: "UTC", createdAt: 1 }))));
  let text = "";
  for await (const part of exportSubscribers(ctx())) text += part;
  const table = readCsv(text);
  expect(table.problems).toEqual([]);
  expect(new Set(table.rows.map((row) => row.values["email"])).size).toBe(1_012);
  expect(text).toContain(`"'=1+1@bluebird.example"`);
  const { plan } = await previewSubscribers(ctx(), { mode: "invite", text });
  expect([plan.problems, new Set(plan.rows.map((row) => row.verdict))]).toEqual([[], new Set(["same"])]);
  await expect(exportSubscribers(asStaff(database.db, tom)).next()).rejects.toMatchObject({ code: "forbidden" });
});

async function run(mode: ImportMode, text: string) {
  const { seal } = await previewSubscribers(ctx(), { mode, text });
  return importSubscribers(ctx(), { mode, consent: mode === "confirmed" ? consent : "", text, seal });
}

async function add({ email, state }: { email: string; state: "active" | "stopped" }) {
  await database.db.write((tx) => tx.insert(subscribers).values({ id: `sub_${email}`, email, identity: `public:${email}`, state, timeZone: "UTC", createdAt: 1 }));
}

async function emails() {
  return (await database.db.read.select({ email: subscribers.email }).from(subscribers).orderBy(subscribers.email)).map((row) => row.email);
}
