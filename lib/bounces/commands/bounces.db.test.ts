import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { bounceEvents, deliveries, suppressions } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { countRecipients } from "#lib/delivery/queries/recipients";
import { signLink } from "#lib/platform/signed-link";
import { confirmSubscription } from "#lib/subscriptions/commands/by-link";
import { tryAgain } from "#lib/subscriptions/commands/try-again";
import { sendConfirmation } from "#lib/subscriptions/jobs";
import { addCast, jonas, mira, testNow } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { noteRefused, releaseDue } from "../jobs.ts";
import { getQuarantined, listQuarantined, listReports } from "../queries.ts";
import type { MailReport } from "../terms.ts";
import { receiveReports } from "./receive.ts";
import { quarantineAddress, releaseAddress } from "./release.ts";

const day = 86_400_000;
const database = testDatabase();
const email = "noc@stranger.example";
const report = (changes: Partial<MailReport> = {}): MailReport => ({ reporter: "resend", externalId: "msg_1", kind: "hard", email, providerId: "re_1", reason: "550 5.1.1 unknown", occurredAt: testNow, ...changes });
const receive = (changes: Partial<MailReport> = {}, at = testNow) => receiveReports(asPublic(database.db, at), [report(changes)]);

beforeEach(async () => {
  await addCast(database.db);
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values({ id: "sub_noc", email, identity: `public:${email}`, state: "active", timeZone: "UTC", createdAt: 1, confirmedAt: 1 });
    await tx.insert(subscriptions).values({ id: "scr_noc", subscriberId: "sub_noc", scope: "everything", createdAt: 1 });
    await tx.insert(deliveries).values({ id: "dlv_noc", kind: "incident_update", channel: "email", subscriberId: "sub_noc", address: email, state: "sent", dedupeKey: "dlv_noc", dueAt: 1, createdAt: 1, providerId: "re_1" });
  });
});

describe("mail that came back for good", () => {
  test("stops its address, names the delivery, and is on record", async () => {
    expect(await receive({ email: "NOC@Stranger.example" })).toBe(1);
    expect(await stateNow()).toBe("quarantined");
    expect(await hearers()).toBe(0);
    expect(await listReports(asStaff(database.db, mira), { email })).toMatchObject([{ kind: "hard", deliveryId: "dlv_noc", reason: "550 5.1.1 unknown" }]);
    expect(await listQuarantined(asStaff(database.db, mira), { find: "noc@", before: null })).toMatchObject({ rows: [{ email, kind: "hard_bounce", bounces: 1, retryAt: testNow + 7 * day }] });
    expect(await actions()).toEqual(["address.quarantined"]);
  });

  test("counts once, however often the provider tells of it", async () => {
    await receive();
    expect(await receive()).toBe(0);
    expect(await receive({}, testNow + day)).toBe(0);
    expect(await getQuarantined(asStaff(database.db, mira), { id: await idNow() })).toMatchObject({ bounces: 1 });
  });

  test("is forgiven after a week by itself, and for longer when it comes back again", async () => {
    await receive();
    expect(await releaseDue({ db: database.db, now: testNow + 7 * day - 1 })).toBe(0);
    expect(await releaseDue({ db: database.db, now: testNow + 7 * day })).toBe(1);
    expect(await stateNow()).toBe("active");
    expect(await hearers()).toBe(1);
    await receive({ externalId: "msg_2" }, testNow + 8 * day);
    expect(await stateNow()).toBe("quarantined");
    expect(await getQuarantined(asStaff(database.db, mira), { id: await idNow() })).toMatchObject({ bounces: 2, retryAt: testNow + 38 * day });
  });

  test("does not wake whoever had stopped or not confirmed, and lets a pause go on", async () => {
    await database.db.write(async (tx) => {
      await tx.insert(subscribers).values({ id: "sub_stopped", email, identity: `x:${email}`, state: "stopped", timeZone: "UTC", createdAt: 1 });
      await tx.update(subscribers).set({ state: "paused", pausedUntil: testNow + 30 * day }).where(eq(subscribers.id, "sub_noc"));
    });
    await receive();
    await releaseDue({ db: database.db, now: testNow + 7 * day });
    expect(await stateNow()).toBe("paused");
    expect(await stateNow("sub_stopped")).toBe("stopped");
  });
});

test("a full mailbox goes on hearing until its third failure in a row", async () => {
  for (const [index, state] of (["active", "active", "quarantined"] as const).entries()) {
    await receive({ kind: "soft", externalId: `msg_${index}` });
    expect(await stateNow()).toBe(state);
  }
  await receive({ kind: "delivered", externalId: "msg_9", occurredAt: testNow + 1 }, testNow + 2);
  expect(await stateNow()).toBe("active");
});

describe("a bounce mail that anybody could have written", () => {
  test("counts where it names a message that went to that address", async () => {
    expect(await receive({ reporter: "dsn", providerId: "<re_1>" })).toBe(1);
    expect(await stateNow()).toBe("quarantined");
  });

  test.each([{ providerId: null }, { providerId: "<guessed@x>" }, { email: "anna.keller@acme.example" }])("and changes nothing with %j", async (changes) => {
    expect(await receive({ reporter: "dsn", ...changes })).toBe(0);
    expect(await database.db.read.select().from(suppressions)).toEqual([]);
    expect(await database.db.read.select().from(bounceEvents)).toEqual([]);
  });
});

describe("mail that a server would not take", () => {
  test.each([
    ["550 5.1.1 User unknown", "quarantined"],
    ["554 5.7.1 Spam rejected", "active"],
  ])("for %j leaves its reader %s", async (lastError, state) => {
    await database.db.write((tx) => tx.update(deliveries).set({ state: "dead", lastError }).where(eq(deliveries.id, "dlv_noc")));
    await noteRefused({ db: database.db, now: testNow }, { deliveryIds: ["dlv_noc"] });
    expect(await stateNow()).toBe(state);
  });
});

describe("an address is tried again", () => {
  test("by staff who may, and by nobody else", async () => {
    await receive({ kind: "complaint" });
    const id = await idNow();
    await expect(releaseAddress(asStaff(database.db, { ...jonas, staffRole: "viewer" }), { id })).rejects.toMatchObject({ code: "forbidden" });
    await releaseAddress(asStaff(database.db, mira, testNow + 1), { id });
    expect(await stateNow()).toBe("active");
    await expect(releaseAddress(asStaff(database.db, mira), { id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("by whoever holds the link in a mail to it, a day later", async () => {
    await receive();
    const token = signLink("manage", { id: "sub_noc", version: 1 });
    await expect(tryAgain(asPublic(database.db, testNow + 1000), { token })).rejects.toMatchObject({ code: "rate_limited" });
    await expect(tryAgain(asPublic(database.db, testNow + day), { token: signLink("unsubscribe", { id: "sub_noc", version: 1 }) })).rejects.toMatchObject({ code: "not_found" });
    await tryAgain(asPublic(database.db, testNow + day), { token });
    expect(await stateNow()).toBe("active");
    expect(await actions()).toEqual(["address.quarantined", "address.released"]);
  });

  test("by subscribing anew: the mail to confirm goes out after a day, and confirming it heals", async () => {
    await receive();
    const asked = { email, scope: "everything", components: [], incident: null, timeZone: "UTC" };
    const sent = async (at: number) => {
      await sendConfirmation({ db: database.db, eventId: `evt_${at}`, now: at }, asked);
      return (await database.db.read.select().from(deliveries).where(eq(deliveries.kind, "personal"))).length;
    };
    expect(await sent(testNow + 1000)).toBe(0);
    expect(await sent(testNow + day)).toBe(1);
    await confirmSubscription(asPublic(database.db, testNow + day + 1000), { token: signLink("confirm", { id: "sub_noc", version: 1 }) });
    expect(await stateNow()).toBe("active");
  });

  test("not by its reader where staff stopped it, nor by the clock or a machine's word", async () => {
    await quarantineAddress(asStaff(database.db, mira), { email, reason: "asked by phone" });
    await expect(tryAgain(asPublic(database.db, testNow + 9 * day), { token: signLink("manage", { id: "sub_noc", version: 1 }) })).rejects.toMatchObject({ code: "conflict" });
    expect(await releaseDue({ db: database.db, now: testNow + 900 * day })).toBe(0);
    await receive({ kind: "delivered", occurredAt: testNow + day }, testNow + day);
    expect(await stateNow()).toBe("quarantined");
  });
});

async function stateNow(id = "sub_noc") {
  const [row] = await database.db.read.select({ state: subscribers.state }).from(subscribers).where(eq(subscribers.id, id));
  return row?.state;
}

async function idNow() {
  const [row] = await database.db.read.select({ id: suppressions.id }).from(suppressions).where(eq(suppressions.email, email));
  return row?.id ?? "";
}

async function hearers() {
  const { public: people } = await countRecipients(database.db.read, { scope: { visibility: "public", selectedIds: [], componentIds: [], incidentId: null }, now: testNow + 8 * day });
  return people;
}

async function actions() {
  const rows = await database.db.read.select({ action: auditEntries.action, entityId: auditEntries.entityId }).from(auditEntries).orderBy(auditEntries.at, auditEntries.id);
  return rows.filter((row) => row.entityId === email).map((row) => row.action);
}
