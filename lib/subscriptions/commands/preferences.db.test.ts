import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { deliveries } from "#db/schema/delivery";
import { outbox } from "#db/schema/outbox";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { DAY, HOUR } from "#lib/core/time";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { holdBackMuted } from "#lib/delivery/jobs/hold-back";
import { signLink } from "#lib/platform/signed-link";
import { acme, addCast, anna, ben, cards, jonas, mira, payouts, reporting, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { ChangeSubscription as Form } from "../input.ts";
import { sendStopList, sendStopped } from "../jobs.ts";
import { getListToStop, getPreferences } from "../queries/subscriber.ts";
import { freshPreferences, type Preferences } from "../rules/preferences.ts";
import { changeSubscription, confirmSubscription } from "./by-link.ts";
import { leaveList, stopList, unsubscribe } from "./leave.ts";
import { subscribeMember } from "./member.ts";
import { shareSubscriber } from "./share.ts";

const database = testDatabase();
const everything = { scope: "everything" as const, components: [], pauseDays: 7 };

beforeEach(async () => {
  await addCast(database.db);
  await add({ id: "sub_team", email: "team@bluebird.example", isShared: true });
  await add({ id: "sub_zoe", email: "zoe@bluebird.example" });
});

describe("preferences", () => {
  const chosen: Preferences = { kinds: ["incidents", "postmortems"], isBrief: true, minImpact: 2, quiet: { from: 1320, until: 420 }, digestAt: 480, isQuietBroken: false, language: "de" };

  test("are kept as chosen, and the next digest is due by the reader's own clock", async () => {
    await change("sub_zoe", { intent: "save", preferences: chosen, timeZone: "Europe/Berlin" });
    expect(await getPreferences(database.db.read, "sub_zoe")).toEqual(chosen);
    expect((await row("sub_zoe"))?.nextDigestAt).toBe(Date.UTC(2026, 10, 3, 7));
  });

  test("a form that does not carry them leaves them as they are", async () => {
    await change("sub_zoe", { intent: "save", preferences: chosen });
    await change("sub_zoe", { intent: "save" });
    expect(await getPreferences(database.db.read, "sub_zoe")).toEqual(chosen);
  });

  test("a digest that is turned off comes a last time, at once; another zone moves it", async () => {
    await change("sub_zoe", { intent: "save", preferences: chosen, timeZone: "Europe/Berlin" });
    await change("sub_zoe", { intent: "save", timeZone: "UTC" });
    expect((await row("sub_zoe"))?.nextDigestAt).toBe(Date.UTC(2026, 10, 3, 8));
    await change("sub_zoe", { intent: "stop_digest" });
    expect(await row("sub_zoe")).toMatchObject({ digestAt: null, nextDigestAt: testNow });
  });

  test("of a member are its own", async () => {
    const member = { personId: ben.id, email: ben.email, timeZone: "UTC", customerId: acme.id };
    await subscribeMember(asMember(database.db, ben), { member, change: { scope: "everything", components: [], customer: acme.slug, intent: "save", preferences: chosen, timeZone: "Asia/Tokyo" } });
    const [mine] = await database.db.read.select().from(subscribers).where(eq(subscribers.personId, ben.id));
    expect(mine).toMatchObject({ hearsMaintenance: false, digestAt: 480, timeZone: "Asia/Tokyo", language: "de" });
  });

  test("a form says what is wrong with it where it is wrong", () => {
    const sent = { has: "preferences", token: "t", intent: "save", isQuiet: "yes", quietFrom: "22:00", quietUntil: "22:00", pace: "digest", digestAt: "", kinds: "incidents", timeZone: "Mars/Olympus" };
    expect(Form.safeParse({ ...sent, timeZone: "" }).error?.issues.map((issue) => issue.path[0])).toEqual(["quietUntil", "digestAt"]);
    expect(Form.safeParse({ ...sent, digestAt: "25:00" }).error?.issues.map((issue) => issue.path[0])).toEqual(["digestAt", "timeZone"]);
  });
});

describe("a link in a mail", () => {
  test("ends one kind, or one component, and nothing else", async () => {
    await change("sub_zoe", { intent: "stop_kind", kind: "maintenance" });
    expect((await getPreferences(database.db.read, "sub_zoe")).kinds).toEqual(freshPreferences.kinds.filter((kind) => kind !== "maintenance"));
    await change("sub_zoe", { intent: "stop_component", component: cards.id });
    expect(await components("sub_zoe")).toEqual([payouts.id, reporting.id]);
    await change("sub_zoe", { intent: "stop_component", component: payouts.id });
    expect(await components("sub_zoe")).toEqual([reporting.id]);
    await expect(change("sub_zoe", { intent: "stop_component", component: "cmp_globex_vault" })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a muted incident is silent, also where its mail waits for the end of quiet hours", async () => {
  const { incidentId, updateId, code } = await anIncident(asStaff(database.db, jonas));
  await change("sub_zoe", { intent: "save", preferences: { ...freshPreferences, quiet: { from: 0, until: 1439 } } });
  await fanOut({ db: database.db, now: testNow }, { incidentId, updateId });
  await change("sub_zoe", { intent: "mute", incident: code });
  for (const payload of await events("subscription.muted")) await holdBackMuted(database, payload);
  const rows = await database.db.read.select({ state: deliveries.state }).from(deliveries).where(eq(deliveries.subscriberId, "sub_zoe"));
  expect(rows).toEqual([{ state: "suppressed" }]);
});

describe("a shared mailbox", () => {
  test("is ended by no single reader: not by one click, not on its page, not by wanting nothing", async () => {
    await unsubscribe(asPublic(database.db), { token: link("unsubscribe", "sub_team") });
    for (const intent of ["stop", "pause"] as const) await expect(change("sub_team", { intent })).rejects.toMatchObject({ code: "conflict" });
    await expect(change("sub_team", { intent: "save", preferences: { ...freshPreferences, kinds: [] } })).rejects.toMatchObject({ code: "invalid" });
    expect((await row("sub_team"))?.state).toBe("active");
  });

  test("is asked by one mail a day, and only the link in that mail ends it", async () => {
    for (let times = 0; times < 3; times++) expect(await leaveList(asPublic(database.db, testNow + times), { token: link("unsubscribe", "sub_team"), email: "team@bluebird.example" })).toBe("list");
    const asked = await events("subscription.stop_asked");
    expect(asked).toEqual([{ subscriberId: "sub_team" }]);
    await sendStopList({ db: database.db, eventId: "evt_1", now: testNow }, asked[0]);
    await sendStopList({ db: database.db, eventId: "evt_1", now: testNow + 1 }, asked[0]);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.to).toBe("team@bluebird.example");
    expect(mail?.subject).toContain("team@bluebird.example");
    const token = /\/unsubscribe\/(\S+)\/list/.exec(mail?.text ?? "")?.[1] ?? "";
    await expect(stopList(asPublic(database.db), { token: link("unsubscribe", "sub_team") })).rejects.toMatchObject({ code: "not_found" });
    await expect(getListToStop(asPublic(database.db, testNow + 73 * HOUR), token)).rejects.toMatchObject({ code: "not_found" });
    await stopList(asPublic(database.db, testNow + DAY), { token });
    expect((await row("sub_team"))?.state).toBe("stopped");
  });

  test("goes on where one of its readers leaves, whose own mails end with a word of it and a way back", async () => {
    const leave = (email: string) => leaveList(asPublic(database.db), { token: link("unsubscribe", "sub_team"), email });
    expect(await leave("zoe@bluebird.example")).toBe("person");
    expect(await leave("nobody@bluebird.example")).toBe("person");
    expect([await row("sub_team"), await row("sub_zoe")].map((each) => each?.state)).toEqual(["active", "stopped"]);
    const told = await events("subscription.stopped_elsewhere");
    expect(told).toEqual([{ subscriberId: "sub_zoe" }]);
    await sendStopped({ db: database.db, eventId: "evt_1", now: testNow }, told[0]);
    const [mail] = await mails();
    expect(mail?.to).toBe("zoe@bluebird.example");
    expect(mail?.text).toContain(`/subscription/${link("manage", "sub_zoe")}`);
  });

  test("of one page cannot end anybody's mails of another, nor another shared mailbox", async () => {
    await add({ id: "sub_anna", email: anna.email, customerId: acme.id, personId: anna.id });
    await add({ id: "sub_noc", email: "noc@bluebird.example", isShared: true });
    for (const email of [anna.email, "noc@bluebird.example"]) await leaveList(asPublic(database.db), { token: link("unsubscribe", "sub_team"), email });
    expect([await row("sub_anna"), await row("sub_noc")].map((each) => each?.state)).toEqual(["active", "active"]);
  });

  test("is marked by whoever confirms it, on its page, or by staff, and unmarked by staff alone", async () => {
    await confirmSubscription(asPublic(database.db), { token: link("confirm", "sub_zoe"), shared: true });
    expect((await row("sub_zoe"))?.isShared).toBe(true);
    await confirmSubscription(asPublic(database.db), { token: link("confirm", "sub_zoe") });
    expect((await row("sub_zoe"))?.isShared).toBe(true);
    await shareSubscriber(asStaff(database.db, mira), { id: "sub_zoe", shared: false });
    expect((await row("sub_zoe"))?.isShared).toBe(false);
    await change("sub_zoe", { intent: "share" });
    expect((await row("sub_zoe"))?.isShared).toBe(true);
    for (const person of [tom, jonas]) await expect(shareSubscriber(asStaff(database.db, person), { id: "sub_zoe", shared: false })).rejects.toMatchObject({ code: "forbidden" });
    const [entry] = await database.db.read.select({ action: auditEntries.action }).from(auditEntries).where(eq(auditEntries.action, "subscription.unshared"));
    expect(entry).toBeDefined();
  });
});

async function add(reader: { id: string; email: string; isShared?: boolean; customerId?: string; personId?: string }) {
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values({ ...reader, identity: reader.id, state: "active", timeZone: "UTC", createdAt: 1 });
    await tx.insert(subscriptions).values({ id: `scr_${reader.id}`, subscriberId: reader.id, scope: "everything", createdAt: 1 });
  });
}

function link(purpose: string, id: string): string {
  return signLink(purpose, { id, version: 1 });
}

function change(id: string, input: Partial<Parameters<typeof changeSubscription>[1]> & Pick<Parameters<typeof changeSubscription>[1], "intent">) {
  return changeSubscription(asPublic(database.db), { ...everything, token: link("manage", id), ...input });
}

async function row(id: string) {
  return (await database.db.read.select().from(subscribers).where(eq(subscribers.id, id)))[0];
}

async function components(subscriberId: string) {
  const rows = await database.db.read.select({ id: subscriptions.componentId }).from(subscriptions).where(eq(subscriptions.subscriberId, subscriberId));
  return rows.map((each) => each.id).sort();
}

async function events(kind: string) {
  return (await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, kind))).map((each) => each.payload);
}

async function mails() {
  return (await database.db.read.select({ message: deliveries.message }).from(deliveries)).flatMap((each) => each.message ?? []);
}
