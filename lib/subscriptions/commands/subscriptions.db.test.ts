import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { deliveries, suppressions } from "#db/schema/delivery";
import { outbox } from "#db/schema/outbox";
import { feedTokens, mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { sha256 } from "#lib/platform/crypto";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { signLink } from "#lib/platform/signed-link";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, globex, globexVault, jonas, mira, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { sendConfirmation } from "../jobs.ts";
import { readAsSubscriber, type LinkPurpose } from "../queries/subscriber.ts";
import { RequestSubscription } from "../input.ts";
import { changeSubscription, confirmSubscription } from "./by-link.ts";
import { unsubscribe } from "./leave.ts";
import { createFeed, revokeFeed } from "./feeds.ts";
import { subscribeMember } from "./member.ts";
import { removeSubscriber } from "./remove.ts";
import { requestSubscription } from "./request.ts";

const day = 86_400_000;
const database = testDatabase();
const address = "noc@stranger.example";

beforeEach(() => addCast(database.db));

describe("asking on the public page", () => {
  test("writes the same rows whether the address is known or not, and tells nobody which", async () => {
    await ask(address);
    await work();
    const before = await counts();
    await requestSubscription(asPublic(database.db), parse(address));
    const known = difference(before, await counts());
    const again = await counts();
    await requestSubscription(asPublic(database.db), parse("someone.else@stranger.example"));
    expect(difference(again, await counts())).toEqual(known);
  });

  test("nobody hears anything before the address is confirmed by a POST with its own link", async () => {
    await ask(address);
    await work();
    expect(await stateOf(address)).toBe("pending");
    const token = await link("confirm");
    await readAsSubscriber(asPublic(database.db), { purpose: "confirm", token });
    expect(await stateOf(address)).toBe("pending");
    await confirmSubscription(asPublic(database.db), { token });
    expect(await stateOf(address)).toBe("active");
  });

  test("one confirmation a day and three a week, however often somebody asks", async () => {
    const sent = [];
    for (const at of [0, 1000, day + 1, 2 * day + 2, 3 * day + 3, 4 * day + 4]) {
      await ask(address, testNow + at);
      await work(testNow + at);
      sent.push((await mails()).length);
    }
    expect(sent).toEqual([1, 1, 2, 3, 3, 3]);
  });

  test("what a stranger asks for does not change what a confirmed subscriber gets", async () => {
    await ask(address);
    await work();
    await confirmSubscription(asPublic(database.db), { token: await link("confirm") });
    await requestSubscription(asPublic(database.db, testNow + 1), parse(address, { scope: "components", components: [cards.id] }));
    await work(testNow + 1);
    expect(await scopes()).toEqual(["everything"]);
  });

  test("a machine that fills the hidden field is answered and ignored", async () => {
    const before = await counts();
    await requestSubscription(asPublic(database.db), parse(address, { website: "http://spam.example" }));
    expect(await counts()).toEqual(before);
  });

  test.each(["no address", "a@b", "two@a.example,three@b.example", "x@a.example\r\nBcc: y@b.example"])("%j is refused with a sentence", (email) => {
    const parsed = RequestSubscription.safeParse({ email });
    expect(parsed.error?.issues[0]?.message).toMatch(/e-mail address/);
  });

  test("a fullwidth at-sign is read as the one it looks like, never as part of another mailbox", () => {
    expect(RequestSubscription.parse({ email: "Victim＠A.Example" }).email).toBe("victim@a.example");
    expect(RequestSubscription.safeParse({ email: "victim@a.example＠evil.example" }).success).toBe(false);
  });
});

describe("links", () => {
  beforeEach(async () => {
    await ask(address);
    await work();
    await confirmSubscription(asPublic(database.db), { token: await link("confirm") });
  });

  test("a link for one purpose opens nothing else, nor does a forged one", async () => {
    for (const token of [await link("confirm"), await link("unsubscribe"), `${await link("manage")}x`, "sub_x.1.y", ""]) {
      await expect(changeSubscription(asPublic(database.db), { token, intent: "stop", scope: "everything", components: [], pauseDays: 7 })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await stateOf(address)).toBe("active");
  });

  test("unsubscribing works once and for all, and again without harm", async () => {
    const token = await link("unsubscribe");
    await unsubscribe(asPublic(database.db), { token });
    await unsubscribe(asPublic(database.db), { token });
    expect(await stateOf(address)).toBe("stopped");
  });

  test("pause ends by itself, resume ends it at once, stop is kept", async () => {
    const token = await link("manage");
    const change = (intent: "pause" | "resume" | "stop") => changeSubscription(asPublic(database.db), { token, intent, scope: "everything", components: [], pauseDays: 7 });
    await change("pause");
    const [row] = await database.db.read.select({ until: subscribers.pausedUntil }).from(subscribers).where(eq(subscribers.email, address));
    expect(row?.until).toBe(testNow + 7 * day);
    await change("resume");
    expect(await stateOf(address)).toBe("active");
    await change("stop");
    expect(await stateOf(address)).toBe("stopped");
  });

  test("an address whose mail came back stays silent until staff let it out; it can only stop", async () => {
    await database.db.write((tx) => tx.update(subscribers).set({ state: "quarantined" }));
    const token = await link("manage");
    const change = (intent: "save" | "pause" | "resume" | "stop") => changeSubscription(asPublic(database.db), { token, intent, scope: "everything", components: [], pauseDays: 7 });
    for (const intent of ["save", "pause", "resume"] as const) await expect(change(intent)).rejects.toMatchObject({ code: "conflict" });
    expect(await stateOf(address)).toBe("quarantined");
    await change("stop");
    expect(await stateOf(address)).toBe("stopped");
  });

  test("only components its audience may see can be chosen", async () => {
    const token = await link("manage");
    await changeSubscription(asPublic(database.db), { token, intent: "save", scope: "components", components: [cards.id, acmeGateway.id, "cmp_nothing"], pauseDays: 7 });
    const rows = await database.db.read.select({ componentId: subscriptions.componentId }).from(subscriptions);
    expect(rows.map((row) => row.componentId)).toEqual([cards.id]);
  });

  test("an incident it may not see can be neither muted nor named", async () => {
    const hidden = await openIncident(asStaff(database.db, jonas), { title: "Staff only", visibility: "internal", state: "investigating", body: "Nothing to see." });
    const token = await link("manage");
    await expect(changeSubscription(asPublic(database.db), { token, intent: "mute", incident: hidden.code, scope: "everything", components: [], pauseDays: 7 })).rejects.toMatchObject({ code: "not_found" });
    expect(await database.db.read.select().from(mutedIncidents)).toHaveLength(0);
  });
});

describe("members", () => {
  test("one click subscribes, saving again changes the choice, stop stops", async () => {
    await subscribe(anna, { intent: "save", scope: "everything", components: [] });
    await subscribe(anna, { intent: "save", scope: "components", components: [acmeGateway.id, globexVault.id] });
    const rows = await database.db.read.select({ scope: subscriptions.scope, componentId: subscriptions.componentId }).from(subscriptions);
    expect(rows).toEqual([{ scope: "component", componentId: acmeGateway.id }]);
    await subscribe(anna, { intent: "stop", scope: "everything", components: [] });
    expect(await stateOf(anna.email)).toBe("stopped");
  });

  test("a member whose mail came back is told so for a day; then saving a choice says that the mailbox takes mail again", async () => {
    await subscribe(anna, { intent: "save", scope: "everything", components: [] });
    await database.db.write(async (tx) => {
      await tx.update(subscribers).set({ state: "quarantined" }).where(eq(subscribers.email, anna.email));
      await tx.insert(suppressions).values({ email: anna.email, id: "sup_anna", kind: "hard_bounce", reason: "unknown", createdAt: testNow - 1000 });
    });
    await expect(subscribe(anna, { intent: "save", scope: "everything", components: [] })).rejects.toMatchObject({ code: "rate_limited" });
    expect(await stateOf(anna.email)).toBe("quarantined");
    await database.db.write((tx) => tx.update(suppressions).set({ createdAt: testNow - day }));
    await subscribe(anna, { intent: "save", scope: "everything", components: [] });
    expect(await stateOf(anna.email)).toBe("active");
  });

  test("following an incident needs that it is visible", async () => {
    const theirs = await openIncident(asStaff(database.db, jonas), { title: "For Globex", visibility: "selected", customerIds: [globex.id], state: "investigating", body: "Only theirs." });
    await expect(subscribe(anna, { intent: "follow", scope: "everything", components: [], incident: theirs.code })).rejects.toMatchObject({ code: "not_found" });
    expect(await database.db.read.select().from(subscribers)).toHaveLength(0);
    await subscribe(carla, { intent: "follow", scope: "everything", components: [], incident: theirs.code });
    expect(await scopes()).toEqual(["incident"]);
  });

  test("one customer's member cannot subscribe to another's page", async () => {
    const member = { personId: anna.id, email: anna.email, timeZone: "UTC", customerId: globex.id };
    await expect(subscribeMember(asMember(database.db, anna), { member, change: { customer: globex.slug, intent: "save", scope: "everything", components: [] } })).rejects.toMatchObject({ code: "not_found" });
  });

  test("after a member was removed its mail links open nothing of the customer, but still stop mails", async () => {
    await subscribe(ben, { intent: "save", scope: "everything", components: [] });
    const [manage, stop] = [await link("manage", ben.email), await link("unsubscribe", ben.email)];
    await database.db.write((tx) => tx.delete(memberships).where(eq(memberships.personId, ben.id)));
    await expect(readAsSubscriber(asPublic(database.db), { purpose: "manage", token: manage })).rejects.toMatchObject({ code: "not_found" });
    await unsubscribe(asPublic(database.db), { token: stop });
    expect(await stateOf(ben.email)).toBe("stopped");
  });
});

describe("private feeds", () => {
  test("the token is answered once and stored only as a hash", async () => {
    const { token } = await createFeed(asMember(database.db, anna), { personId: anna.id, customerId: acme.id, label: "Reader" });
    const [row] = await database.db.read.select().from(feedTokens);
    expect(row?.tokenHash).toBe(sha256(token));
    const audited = await database.db.read.select().from(auditEntries);
    expect(JSON.stringify([row, audited])).not.toContain(token);
  });

  test("only its owner revokes it, and once", async () => {
    const { id } = await createFeed(asMember(database.db, anna), { personId: anna.id, customerId: acme.id, label: "Reader" });
    await expect(revokeFeed(asMember(database.db, ben), { id, personId: ben.id, customerId: acme.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeFeed(asMember(database.db, carla), { id, personId: carla.id, customerId: globex.id })).rejects.toMatchObject({ code: "not_found" });
    await revokeFeed(asMember(database.db, anna), { id, personId: anna.id, customerId: acme.id });
    await expect(revokeFeed(asMember(database.db, anna), { id, personId: anna.id, customerId: acme.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("staff make none in a customer's name", async () => {
    await expect(createFeed(asStaff(database.db, mira), { personId: mira.id, customerId: acme.id, label: "Reader" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("staff", () => {
  test("stop an address only with the permission for it", async () => {
    await subscribe(anna, { intent: "save", scope: "everything", components: [] });
    const [row] = await database.db.read.select({ id: subscribers.id }).from(subscribers);
    const id = row?.id ?? "";
    await expect(removeSubscriber(asStaff(database.db, tom), { id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await stateOf(anna.email)).toBe("active");
    await removeSubscriber(asStaff(database.db, mira), { id });
    expect(await stateOf(anna.email)).toBe("stopped");
  });
});

function parse(email: string, more: Record<string, unknown> = {}) {
  return RequestSubscription.parse({ email, ...more });
}

async function ask(email: string, at = testNow) {
  await requestSubscription(asPublic(database.db, at), parse(email));
}

/** What the worker would do with the requests so far. */
async function work(now = testNow) {
  for (const event of await database.db.read.select().from(outbox).where(eq(outbox.kind, "subscription.requested"))) {
    if (event.doneAt === null) await sendConfirmation({ db: database.db, eventId: event.id, now }, event.payload);
  }
  await database.db.write((tx) => tx.update(outbox).set({ doneAt: now }));
}

async function subscribe(person: typeof anna, change: { intent: "save" | "stop" | "follow"; scope: "everything" | "components"; components: string[]; incident?: string }) {
  const member = { personId: person.id, email: person.email, timeZone: "Europe/Berlin", customerId: person.customerId };
  await subscribeMember(asMember(database.db, person), { member, change: { customer: "", ...change } });
}

async function link(purpose: LinkPurpose, email = address) {
  const [row] = await database.db.read.select({ id: subscribers.id, version: subscribers.linkVersion }).from(subscribers).where(eq(subscribers.email, email));
  return signLink(purpose, { id: row?.id ?? "", version: row?.version ?? 0 });
}

async function stateOf(email: string) {
  const [row] = await database.db.read.select({ state: subscribers.state }).from(subscribers).where(eq(subscribers.email, email));
  return row?.state;
}

async function scopes() {
  return (await database.db.read.select({ scope: subscriptions.scope }).from(subscriptions)).map((row) => row.scope);
}

async function mails() {
  return database.db.read.select({ id: deliveries.id }).from(deliveries);
}

async function counts() {
  const tables = { subscribers, subscriptions, outbox, deliveries, auditEntries };
  return Object.fromEntries(await Promise.all(Object.entries(tables).map(async ([name, table]) => [name, (await database.db.read.select().from(table)).length] as const)));
}

function difference(before: Record<string, number>, after: Record<string, number>) {
  return Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]));
}
