import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { deliveries } from "#db/schema/delivery";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, globex, ishaan, jonas, payouts, reporting, testNow, umbrella, una } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { claimBatch } from "../commands/claim.ts";
import { loadMessages } from "../queries/messages.ts";
import { fanOut } from "./fan-out.ts";

const minute = 60_000;
const database = testDatabase();

beforeEach(async () => {
  await addCast(database.db);
  await subscribe({ id: "sub_public", email: "noc@stranger.example", customerId: null, personId: null });
  for (const person of [anna, ben, carla, ishaan, una]) await subscribe({ id: `sub_${person.id}`, email: person.email, customerId: person.customerId, personId: person.id });
});

describe("who hears of an update", () => {
  test("of a public incident: the public's subscribers and those of customers that use what it touches", async () => {
    const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
    await fanOut(job(), { updateId });
    expect(await addresses()).toEqual([anna.email, ben.email, carla.email, "noc@stranger.example"].sort());
  });

  test("of an affected incident: only customers that use what it touches", async () => {
    const { updateId } = await open({ visibility: "affected", components: [[payouts.id, "degraded_performance"]] });
    await fanOut(job(), { updateId });
    expect(await addresses()).toEqual([anna.email, ben.email, ishaan.email].sort());
  });

  test("of a selected incident: only the named customers", async () => {
    const { updateId } = await open({ visibility: "selected", customerIds: [umbrella.id] });
    await fanOut(job(), { updateId });
    expect(await addresses()).toEqual([una.email]);
  });

  test("of an internal incident: nobody", async () => {
    const { updateId } = await open({ visibility: "internal", components: [[reporting.id, "major_outage"]] });
    await fanOut(job(), { updateId });
    expect(await addresses()).toEqual([]);
  });

  test("a removed member hears nothing more, a paused one nothing until then, a muted incident is silent", async () => {
    const { incidentId, updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
    await database.db.write(async (tx) => {
      await tx.update(subscribers).set({ personId: null }).where(eq(subscribers.id, `sub_${anna.id}`));
      await tx.update(subscribers).set({ state: "paused", pausedUntil: testNow + minute }).where(eq(subscribers.id, `sub_${ben.id}`));
      await tx.insert(mutedIncidents).values({ subscriberId: "sub_public", incidentId });
    });
    await fanOut(job(), { updateId });
    expect(await addresses()).toEqual([carla.email]);
  });

  test("whoever chose components hears of those only, and of a component it may not see never", async () => {
    await choose("sub_public", [acmeGateway.id]);
    await choose(`sub_${carla.id}`, [payouts.id]);
    await choose(`sub_${anna.id}`, [acmeGateway.id]);
    const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"], [acmeGateway.id, "major_outage"]] });
    await fanOut(job(), { updateId });
    expect(await addresses()).toEqual([anna.email, ben.email].sort());
  });
});

describe("what a mail says", () => {
  test("a note reaches its customer and nobody else, in no part of any message", async () => {
    const canary = "kestrel-7719";
    const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]], notes: [{ customerId: acme.id, body: `Only for you: ${canary}` }] });
    await fanOut(job(), { updateId });
    for (const each of await queued()) {
      const isTheirs = each.customerId === acme.id;
      expect(JSON.stringify(each.message).includes(canary), each.address).toBe(isTheirs);
    }
  });

  test("no customer reads another's name, components or own words for them", async () => {
    const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"], [acmeGateway.id, "major_outage"]] });
    await fanOut(job(), { updateId });
    const mails = (await queued()).map((each) => ({ customerId: each.customerId, text: JSON.stringify(each.message) }));
    const ofAcme = new RegExp(`${acme.name}|${acmeGateway.name}|Checkout EU`);
    expect(mails.filter((mail) => ofAcme.test(mail.text)).map((mail) => mail.customerId)).toEqual([acme.id, acme.id]);
    expect(mails.filter((mail) => mail.text.includes(globex.name)).map((mail) => mail.customerId)).toEqual([globex.id]);
  });

  test("every mail carries its reader's own one-click address, thread and list", async () => {
    const { incidentId, updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
    await fanOut(job(), { updateId });
    const links = new Set<string>();
    for (const each of await queued()) {
      const headers = each.message?.headers ?? {};
      expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
      expect(headers["Message-ID"]).toContain(updateId);
      expect(headers["References"]).toContain(incidentId);
      expect(each.message?.html).not.toContain("candor-place-of");
      expect(each.message?.text).not.toContain("candor-place-of");
      links.add(headers["List-Unsubscribe"] ?? "");
    }
    expect(links.size).toBe((await queued()).length);
  });
});

describe("twice and too late", () => {
  test("a second fan-out of the same update adds nothing", async () => {
    const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
    await fanOut(job(), { updateId });
    const before = (await queued()).map((each) => each.id).sort();
    await fanOut(job(), { updateId });
    expect((await queued()).map((each) => each.id).sort()).toEqual(before);
  });

  test("what was not tried yet is overtaken by a newer update, and never sent late", async () => {
    const first = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
    await fanOut(job(), { updateId: first.updateId });
    const second = await postUpdate(asStaff(database.db, jonas, testNow + minute), { incidentId: first.incidentId, baseVersion: first.version, state: "resolved", body: "All well again." });
    await fanOut(job(), { updateId: second.updateId });
    const states = await database.db.read.select({ updateId: deliveries.postId, state: deliveries.state }).from(deliveries);
    expect(new Set(states.filter((each) => each.updateId === first.updateId).map((each) => each.state))).toEqual(new Set(["superseded"]));
    expect(new Set(states.filter((each) => each.updateId === second.updateId).map((each) => each.state))).toEqual(new Set(["queued"]));
    await fanOut(job(), { updateId: first.updateId });
    expect((await queued()).every((each) => each.postId === second.updateId)).toBe(true);
  });
});

test("a late account of what happened earlier does not swallow the news that was posted before it", async () => {
  const first = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
  const author = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
  const news = await postUpdate(author(10), { incidentId: first.incidentId, baseVersion: first.version, state: "resolved", body: "All well again." });
  const account = await postUpdate(author(11), { incidentId: first.incidentId, baseVersion: news.version, state: "identified", body: "What we did meanwhile.", occurredAt: testNow + 5 * minute });
  await fanOut(job(), { updateId: news.updateId });
  await fanOut(job(), { updateId: account.updateId });
  expect(new Set((await queued()).map((each) => each.postId))).toEqual(new Set([news.updateId, account.updateId]));
});

test("words that cannot be written keep nobody else from theirs, and are not forgotten", async () => {
  await database.db.write((tx) => tx.update(subscribers).set({ timeZone: "Mars/Olympus" }).where(eq(subscribers.id, `sub_${carla.id}`)));
  const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]] });
  await expect(fanOut(job(), { updateId })).rejects.toThrow("1 renditions of an update could not be written.");
  expect(await addresses()).toEqual([anna.email, ben.email, "noc@stranger.example"].sort());
});

test("who stopped or was removed while the mail waited gets nothing late", async () => {
  const { updateId } = await open({ visibility: "public", components: [[cards.id, "partial_outage"]], notes: [{ customerId: acme.id, body: "Only for you." }] });
  await fanOut(job(), { updateId });
  await database.db.write(async (tx) => {
    await tx.delete(memberships).where(eq(memberships.personId, ben.id));
    await tx.update(subscribers).set({ state: "stopped" }).where(eq(subscribers.id, "sub_public"));
  });
  const batch = await claimBatch(database.db, { channel: "email", limit: 10, leaseMs: minute, isIdempotent: true, now: testNow });
  expect(batch?.deliveries.map(({ message }) => ("to" in message ? message.to : null)).sort()).toEqual([anna.email, carla.email].sort());
  const suppressed = await database.db.read.select().from(deliveries).where(eq(deliveries.state, "suppressed")).orderBy(deliveries.address);
  expect(suppressed.map((each) => each.address)).toEqual([ben.email, "noc@stranger.example"].sort());
  expect(await loadMessages(database.db.read, suppressed)).toEqual([null, null]);
});

interface Opening {
  visibility: "public" | "affected" | "selected" | "internal";
  components?: [string, "partial_outage" | "degraded_performance" | "major_outage"][];
  customerIds?: string[];
  notes?: { customerId: string; body: string }[];
}

async function open({ components = [], ...rest }: Opening) {
  return openIncident(asStaff(database.db, jonas), {
    title: "Card payments are failing",
    state: "investigating",
    body: "About 1 in 8 attempts fails.",
    components: components.map(([componentId, state]) => ({ componentId, state })),
    ...rest,
  });
}

async function subscribe(person: { id: string; email: string; customerId: string | null; personId: string | null }) {
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values({ ...person, identity: `${person.customerId}:${person.email}`, state: "active", timeZone: "Europe/Berlin", createdAt: testNow, confirmedAt: testNow });
    await tx.insert(subscriptions).values({ id: `scr_${person.id}`, subscriberId: person.id, scope: "everything", createdAt: testNow });
  });
}

async function choose(subscriberId: string, componentIds: string[]) {
  await database.db.write(async (tx) => {
    await tx.delete(subscriptions).where(eq(subscriptions.subscriberId, subscriberId));
    await tx.insert(subscriptions).values(componentIds.map((componentId) => ({ id: `scr_${subscriberId}_${componentId}`, subscriberId, scope: "component" as const, componentId, createdAt: testNow })));
  });
}

async function queued() {
  const rows = await database.db.read.select().from(deliveries).where(eq(deliveries.state, "queued"));
  const messages = await loadMessages(database.db.read, rows);
  return rows.map((row, index) => ({ ...row, message: messages[index] ?? null }));
}

async function addresses() {
  return (await queued()).map((each) => each.address).sort();
}

function job() {
  return { db: database.db, now: testNow };
}

