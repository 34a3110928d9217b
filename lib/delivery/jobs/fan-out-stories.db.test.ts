import { simpleParser } from "mailparser";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { announcements } from "#db/schema/announcements";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { updates } from "#db/schema/incidents";
import { maintenanceComponents, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { endpoints, subscribers, subscriptions } from "#db/schema/subscriptions";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { acme, addCast, anna, cards, jonas, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { loadMessages } from "../queries/messages.ts";
import { fanOut } from "./fan-out.ts";

const database = testDatabase();

beforeEach(async () => {
  await addCast(database.db);
  await subscribe({ id: "sub_anna", email: anna.email, customerId: acme.id, personId: anna.id });
  await subscribe({ id: "sub_noc", email: "noc@stranger.example" });
});

describe("maintenance", () => {
  test("that moved is told with its old and new times, in the reader's language, under the customer's own names", async () => {
    await database.db.write((tx) => tx.update(subscribers).set({ language: "de" }).where(eq(subscribers.id, "sub_anna")));
    await plan({ id: "mup_1", kind: "moved", earlierFor: testNow + DAY, earlierUntil: testNow + DAY + HOUR });
    await fanOut(job(), { maintenanceId: "mnt_1", updateId: "mup_1" });
    const [german, english] = await texts();
    for (const words of ["Verschoben", "Wann", "Mi. 4. Nov. 2026, 14:00–15:00 MEZ", "War geplant für", "Di. 3. Nov. 2026, 14:00–15:00 MEZ", "Checkout EU", "Keine Mails mehr zu Wartungen"]) expect(german).toContain(words);
    for (const words of ["Moved to another time", "Wed 4 Nov 2026, 14:00–15:00 CET", "Was planned for", "Card processing"]) expect(english).toContain(words);
  });

  test("a reminder overtakes nothing and is overtaken by the start", async () => {
    await plan({ id: "mup_1", kind: "moved" });
    await fanOut(job(), { maintenanceId: "mnt_1", updateId: "mup_1" });
    await add({ id: "mup_2", kind: "reminder", recordedAt: testNow + MINUTE });
    await fanOut(job(), { maintenanceId: "mnt_1", updateId: "mup_2" });
    expect(await states()).toEqual({ "mup_1 queued": 2, "mup_2 queued": 2 });
    await add({ id: "mup_3", kind: "started", state: "in_progress", recordedAt: testNow + 2 * MINUTE });
    await fanOut(job(), { maintenanceId: "mnt_1", updateId: "mup_3" });
    expect(await states()).toEqual({ "mup_1 superseded": 2, "mup_2 superseded": 2, "mup_3 queued": 2 });
  });
});

describe("a quiet post", () => {
  test("is told to nobody, and keeps nobody from hearing what came before it", async () => {
    const first = await anIncident(asStaff(database.db, jonas));
    const second = await postUpdate(asStaff(database.db, jonas, testNow + MINUTE), { incidentId: first.incidentId, baseVersion: first.version, state: "resolved", body: "All well again." });
    await database.db.write((tx) => tx.update(updates).set({ isQuiet: true }).where(eq(updates.id, second.updateId)));
    expect(await fanOut(job(), { updateId: second.updateId })).toBe(0);
    expect(await fanOut(job(), { updateId: first.updateId })).toBe(2);
  });
});

describe("a post-mortem", () => {
  test("stands in its incident's conversation, overtakes nothing, and is overtaken by nothing", async () => {
    const { incidentId, updateId, version } = await anIncident(asStaff(database.db, jonas));
    await fanOut(job(), { updateId });
    await database.db.write((tx) => tx.insert(updates).values({ id: "upd_learnt", incidentId, kind: "postmortem", state: "investigating", body: "## What happened\n\nA certificate expired.", occurredAt: testNow + MINUTE, recordedAt: testNow + MINUTE }));
    await fanOut(job(), { incidentId, updateId: "upd_learnt" });
    const again = await postUpdate(asStaff(database.db, jonas, testNow + 2 * MINUTE), { incidentId, baseVersion: version, state: "identified", body: "News." });
    await fanOut(job(), { updateId: again.updateId });
    expect(await states()).toEqual({ [`${updateId} superseded`]: 2, [`${again.updateId} queued`]: 2, "upd_learnt queued": 2 });
    const mails = await messages();
    expect(new Set(mails.map((mail) => mail.subject)).size).toBe(1);
    expect(new Set(mails.map((mail) => mail.headers["References"])).size).toBe(1);
    expect(mails.filter((mail) => mail.text.startsWith("Post-mortem: "))).toHaveLength(2);
  });
});

describe("an announcement", () => {
  test("is told to whoever wants announcements, also where it is about no component and only components were chosen", async () => {
    await database.db.write(async (tx) => {
      await tx.update(subscriptions).set({ scope: "component", componentId: cards.id }).where(eq(subscriptions.subscriberId, "sub_noc"));
      await tx.update(subscribers).set({ hearsAnnouncements: false }).where(eq(subscribers.id, "sub_anna"));
      await tx.insert(announcements).values({ id: "ann_1", code: "A1", title: "TLS 1.1 ends", body: "Use **1.2**.", visibility: "public", beginsAt: testNow, begunAt: testNow, createdAt: 1 });
    });
    await fanOut(job(), { announcementId: "ann_1" });
    const [mail] = await messages();
    expect(mail?.to).toBe("noc@stranger.example");
    expect(mail?.text).toContain("Use 1.2.");
    expect(mail?.text).toContain("/announcements/A1");
  });

  test("is told once, and once more after an edit that its author wants told", async () => {
    await database.db.write((tx) => tx.insert(announcements).values({ id: "ann_1", code: "A1", title: "TLS 1.1 ends", body: "In May.", visibility: "public", beginsAt: testNow, begunAt: testNow, createdAt: 1 }));
    const count = async () => (await messages()).length;
    await fanOut(job(), { announcementId: "ann_1", version: 1 });
    const once = await count();
    await fanOut(job(), { announcementId: "ann_1", version: 1 });
    expect(await count()).toBe(once);
    await fanOut(job(), { announcementId: "ann_1", version: 2 });
    expect(await count()).toBe(2 * once);
  });

  test("that was withdrawn before it was told is told to nobody", async () => {
    await database.db.write((tx) => tx.insert(announcements).values({ id: "ann_1", code: "A1", title: "Gone", body: "Gone.", visibility: "public", beginsAt: testNow, begunAt: testNow, withdrawnAt: testNow, createdAt: 1 }));
    expect(await fanOut(job(), { announcementId: "ann_1" })).toBe(0);
  });
});

describe("whoever wants only the first and the last", () => {
  beforeEach(() => database.db.write((tx) => tx.update(subscribers).set({ isBrief: true }).where(eq(subscribers.id, "sub_noc"))));

  test("hears of the second where it overtook the first, and not of what follows", async () => {
    const first = await anIncident(asStaff(database.db, jonas));
    await fanOut(job(), { updateId: first.updateId });
    const second = await postUpdate(asStaff(database.db, jonas, testNow + MINUTE), { incidentId: first.incidentId, baseVersion: first.version, state: "identified", body: "Found." });
    await fanOut(job(), { updateId: second.updateId });
    await database.db.write((tx) => tx.update(deliveries).set({ state: "sent", firstAttemptAt: testNow }).where(eq(deliveries.postId, second.updateId)));
    const third = await postUpdate(asStaff(database.db, jonas, testNow + 2 * MINUTE), { incidentId: first.incidentId, baseVersion: second.version, state: "monitoring", body: "Watching." });
    expect(await fanOut(job(), { updateId: third.updateId })).toBe(1);
    const last = await postUpdate(asStaff(database.db, jonas, testNow + 3 * MINUTE), { incidentId: first.incidentId, baseVersion: third.version, state: "resolved", body: "Over." });
    expect(await fanOut(job(), { updateId: last.updateId })).toBe(2);
  });
});

describe("renditions", () => {
  test("a shared mailbox gets no one-click end, and its link leads to a page", async () => {
    await database.db.write((tx) => tx.update(subscribers).set({ isShared: true }).where(eq(subscribers.id, "sub_noc")));
    const { updateId } = await anIncident(asStaff(database.db, jonas));
    await fanOut(job(), { updateId });
    const [own, shared] = await messages();
    expect(own?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(shared?.headers["List-Unsubscribe-Post"]).toBeUndefined();
    expect(shared?.headers["List-Unsubscribe"]).toMatch(/^<https?:[^>]+\/unsubscribe\/[^/>]+>$/);
    expect(shared?.text).toContain("Leave this list: ");
  });

  test("of another channel hold what it sends, and its delivery names the endpoint as it may be shown", async () => {
    await subscribe({ id: "sub_hook", email: "ops@stranger.example", channel: "webhook", form: "candor" });
    await database.db.write((tx) => tx.insert(endpoints).values({ subscriberId: "sub_hook", label: "Hook", shown: "hooks.example/…a1b2", sealedAddress: "sealed", createdAt: 1 }));
    const { updateId } = await anIncident(asStaff(database.db, jonas));
    await fanOut(job(), { updateId });
    const [row] = await database.db.read.select({ address: deliveries.address, letter: deliveryRenditions.letter, form: deliveryRenditions.form }).from(deliveries).innerJoin(deliveryRenditions, eq(deliveryRenditions.id, deliveries.renditionId)).where(eq(deliveries.channel, "webhook"));
    expect(row).toMatchObject({ address: "hooks.example/…a1b2", form: "candor", letter: { contentType: "application/json" } });
  });

  test("every kind of mail parses, says the same in both parts, and is no larger than programs show", async () => {
    await plan({ id: "mup_1", kind: "cancelled", state: "cancelled" });
    await fanOut(job(), { maintenanceId: "mnt_1", updateId: "mup_1" });
    const { updateId } = await anIncident(asStaff(database.db, jonas), { body: "Zahlungen — 1 von 8 schlägt fehl." });
    await fanOut(job(), { updateId });
    for (const mail of await messages()) {
      const parsed = await simpleParser(`From: ${mail.from}\r\nTo: ${mail.to}\r\nSubject: ${mail.subject}\r\n${Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${mail.html}`);
      expect(parsed.headers.get("list")).toMatchObject({ unsubscribe: { url: expect.stringContaining("/unsubscribe/") } });
      expect(parsed.inReplyTo).toBe(mail.headers["References"]);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000);
    }
  });
});

async function subscribe(reader: { id: string; email: string; customerId?: string; personId?: string; channel?: "webhook"; form?: string }) {
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values({ ...reader, identity: reader.id, state: "active", timeZone: "Europe/Berlin", createdAt: 1 });
    await tx.insert(subscriptions).values({ id: `scr_${reader.id}`, subscriberId: reader.id, scope: "everything", createdAt: 1 });
  });
}

type NewUpdate = Partial<typeof maintenanceUpdates.$inferInsert> & { id: string };

async function plan(update: NewUpdate) {
  const scheduledFor = testNow + 2 * DAY;
  await database.db.write(async (tx) => {
    await tx.insert(maintenances).values({ id: "mnt_1", code: "M1", title: "Database upgrade", visibility: "public", state: update.state ?? "scheduled", scheduledFor, scheduledUntil: scheduledFor + HOUR, createdAt: 1 });
    await tx.insert(maintenanceComponents).values({ maintenanceId: "mnt_1", componentId: cards.id });
  });
  await add(update);
}

async function add(update: NewUpdate) {
  const recordedAt = update.recordedAt ?? testNow;
  await database.db.write((tx) => tx.insert(maintenanceUpdates).values({ maintenanceId: "mnt_1", state: "scheduled", body: "A database is replaced.", ...update, occurredAt: recordedAt, recordedAt }));
}

async function messages() {
  const rows = await database.db.read.select().from(deliveries).where(eq(deliveries.state, "queued")).orderBy(deliveries.createdAt, deliveries.id);
  return (await loadMessages(database.db.read, rows)).flatMap((each) => each ?? []);
}

async function texts() {
  return (await messages()).map((mail) => mail.text);
}

async function states() {
  const rows = await database.db.read.select({ postId: deliveries.postId, state: deliveries.state }).from(deliveries);
  return Object.fromEntries([...Map.groupBy(rows, (row) => `${row.postId} ${row.state}`)].map(([key, some]) => [key, some.length]));
}

function job() {
  return { db: database.db, now: testNow };
}
