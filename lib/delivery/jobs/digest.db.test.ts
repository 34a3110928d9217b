import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { incidents } from "#db/schema/incidents";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { DAY, HOUR } from "#lib/core/time";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { acme, addCast, anna, cards, jonas, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { loadMessages } from "../queries/messages.ts";
import { sendDigests } from "./digest.ts";
import { fanOut } from "./fan-out.ts";

const database = testDatabase();
/** 08:00 in Berlin, the morning after. */
const due = Date.UTC(2026, 10, 3, 7);

beforeEach(async () => {
  await addCast(database.db);
  await subscribe({ id: "sub_anna", email: anna.email, customerId: acme.id, personId: anna.id });
  await subscribe({ id: "sub_noc", email: "noc@stranger.example", customerId: null, personId: null });
});

test("carries all that was collected, a section a story, with what is over said as over, and takes it from what waits", async () => {
  const first = await anIncident(asStaff(database.db, jonas), { notes: [{ customerId: acme.id, body: "Your checkout is slow." }] });
  await fanOut(at(testNow), { updateId: first.updateId });
  const end = await postUpdate(asStaff(database.db, jonas, testNow + HOUR), { incidentId: first.incidentId, baseVersion: first.version, state: "resolved", body: "All well again." });
  await fanOut(at(testNow + HOUR), { updateId: end.updateId });
  expect(await states()).toEqual(["collected", "collected", "collected", "collected"]);

  expect(await sendDigests(at(due - 1))).toBe(0);
  expect(await sendDigests(at(due))).toBe(2);
  const digests = await messages();
  expect(digests.map((each) => each.to)).toEqual([anna.email, "noc@stranger.example"]);
  const [mine, public_] = digests.map((each) => each.text);
  expect(mine).toMatch(/Card payments fail[\s\S]*Resolved 2 Nov 2026, 15:00 CET \(14:00 UTC\), 1 h in all[\s\S]*Resolved\nAll well again[\s\S]*Investigating[\s\S]*Your checkout is slow/);
  expect(public_).not.toContain("checkout is slow");
  expect(await states()).toEqual(["sent", "sent", "sent", "sent"]);
  expect(await carried()).toBe(4);
});

test("comes once however many workers look, and not at all where nothing was collected", async () => {
  await collect();
  const [one, other] = await Promise.all([sendDigests(at(due)), sendDigests(at(due))]);
  expect(one + other).toBe(2);
  expect(await messages()).toHaveLength(2);
  expect(await sendDigests(at(due + DAY))).toBe(0);
  expect(await next()).toEqual([due + 2 * DAY, due + 2 * DAY]);
});

test("readers alike share its words, and what was posted after it waits for the next", async () => {
  await subscribe({ id: "sub_ops", email: "ops@stranger.example", customerId: null, personId: null });
  await collect();
  await sendDigests(at(due));
  expect(await database.db.read.select().from(deliveryRenditions).where(eq(deliveryRenditions.postId, (await digestOf("sub_ops"))?.postId ?? ""))).toHaveLength(1);
  expect((await digestOf("sub_ops"))?.renditionId).toBe((await digestOf("sub_noc"))?.renditionId);
  const later = await anIncident(asStaff(database.db, jonas, due + HOUR), { title: "Payouts are late" });
  await fanOut(at(due + HOUR), { updateId: later.updateId });
  expect(await sendDigests(at(due + DAY))).toBe(3);
});

test("leaves out what was muted or hidden meanwhile, and goes to nobody who stopped or is a member no more", async () => {
  const hidden = await anIncident(asStaff(database.db, jonas), { title: "Hidden later" });
  const muted = await anIncident(asStaff(database.db, jonas), { title: "Muted later" });
  const kept = await anIncident(asStaff(database.db, jonas), { title: "Still there" });
  for (const { updateId } of [hidden, muted, kept]) await fanOut(at(testNow), { updateId });
  await database.db.write(async (tx) => {
    await tx.update(incidents).set({ visibility: "internal" }).where(eq(incidents.id, hidden.incidentId));
    await tx.insert(mutedIncidents).values({ subscriberId: "sub_noc", incidentId: muted.incidentId });
    await tx.delete(memberships).where(eq(memberships.personId, anna.id));
  });
  expect(await sendDigests(at(due))).toBe(1);
  const [digest] = await messages();
  expect(digest?.to).toBe("noc@stranger.example");
  expect(digest?.text).toContain("Still there");
  expect(digest?.text).not.toMatch(/Hidden later|Muted later/);
  await database.db.write((tx) => tx.update(subscribers).set({ state: "stopped" }).where(eq(subscribers.id, "sub_noc")));
  const later = await anIncident(asStaff(database.db, jonas, due + HOUR), { title: "Later" });
  await fanOut(at(due + HOUR), { updateId: later.updateId });
  expect(await sendDigests(at(due + DAY))).toBe(0);
  expect((await states()).includes("collected")).toBe(false);
});

test("of a reader who rests waits until it is over, and of one who turned it off goes out a last time", async () => {
  await collect();
  await database.db.write(async (tx) => {
    await tx.update(subscribers).set({ state: "paused", pausedUntil: due + HOUR }).where(eq(subscribers.id, "sub_noc"));
    await tx.update(subscribers).set({ digestAt: null, nextDigestAt: testNow + 1 }).where(eq(subscribers.id, "sub_anna"));
  });
  expect(await sendDigests(at(due))).toBe(1);
  expect((await messages()).map((each) => each.to)).toEqual([anna.email]);
  expect(await next()).toEqual([null, due + DAY]);
  expect(await sendDigests(at(due + DAY))).toBe(1);
});

test("a critical incident is told at once to whoever left that on", async () => {
  await database.db.write((tx) => tx.update(subscribers).set({ isQuietBroken: false }).where(eq(subscribers.id, "sub_noc")));
  const { updateId } = await anIncident(asStaff(database.db, jonas), { components: [{ componentId: cards.id, state: "major_outage" }] });
  await fanOut(at(testNow), { updateId });
  expect(await states()).toEqual(["queued", "collected"]);
});

async function collect() {
  const { updateId } = await anIncident(asStaff(database.db, jonas));
  await fanOut(at(testNow), { updateId });
}

async function subscribe(reader: { id: string; email: string; customerId: string | null; personId: string | null }) {
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values({ ...reader, identity: reader.id, state: "active", timeZone: "Europe/Berlin", digestAt: 8 * 60, nextDigestAt: due, createdAt: 1 });
    await tx.insert(subscriptions).values({ id: `scr_${reader.id}`, subscriberId: reader.id, scope: "everything", createdAt: 1 });
  });
}

async function states() {
  const rows = await database.db.read.select({ state: deliveries.state }).from(deliveries).where(eq(deliveries.kind, "incident_update")).orderBy(deliveries.subscriberId, deliveries.id);
  return rows.map((row) => row.state);
}

async function digestOf(subscriberId: string) {
  const rows = await database.db.read.select().from(deliveries).where(eq(deliveries.subscriberId, subscriberId));
  return rows.find((row) => row.kind === "digest");
}

async function carried() {
  const rows = await database.db.read.select({ id: deliveries.id, digestId: deliveries.digestId }).from(deliveries);
  return rows.filter((row) => rows.some((other) => other.id === row.digestId)).length;
}

async function messages() {
  const rows = await database.db.read.select().from(deliveries).where(eq(deliveries.kind, "digest")).orderBy(deliveries.createdAt, deliveries.subscriberId);
  return (await loadMessages(database.db.read, rows)).flatMap((each) => each ?? []);
}

async function next() {
  return (await database.db.read.select({ at: subscribers.nextDigestAt }).from(subscribers).orderBy(subscribers.id)).map((row) => row.at);
}

function at(now: number) {
  return { db: database.db, now };
}
