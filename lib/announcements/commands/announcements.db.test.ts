import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { components } from "#db/schema/catalog";
import { outbox } from "#db/schema/outbox";
import { DAY, HOUR } from "#lib/core/time";
import { findAnnouncementView } from "#lib/status/queries/announcements";
import { getHistory } from "#lib/status/queries/history";
import { getStatusView } from "#lib/status/queries/view";
import { acme, addCast, anna, carla, globex, ishaan, jonas, mira, payouts, testNow, tom, una } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { raisedBy } from "#lib/testing/revisions";
import type { PublishAnnouncement } from "../input.ts";
import { beginDue, endDue } from "../jobs.ts";
import { getAnnouncement, listAnnouncements } from "../queries/console.ts";
import { announcementState } from "../rules.ts";
import { endAnnouncement, publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "./announcements.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const by = (person: typeof jonas, after = 0) => asStaff(database.db, person, testNow + after);
const words: PublishAnnouncement = { title: "Our telephone changes", body: "Call 0800 1234 from Monday.", visibility: "public", beginsAt: testNow };
const publish = (changes: Partial<PublishAnnouncement> = {}, after = 0) => publishAnnouncement(by(jonas, after), { ...words, ...changes });
const readers = (now: number) => ({ public: asPublic(database.db, now), acme: asMember(database.db, anna, now), globex: asMember(database.db, carla, now), initech: asMember(database.db, ishaan, now), umbrella: asMember(database.db, una, now) });

/** Who finds it: by its page, on the status page, in the history. */
async function seenBy(code: string, now = testNow) {
  const seen = { page: [] as string[], status: [] as string[], history: [] as string[] };
  for (const [name, ctx] of Object.entries(readers(now))) {
    if (await findAnnouncementView(ctx, code)) seen.page.push(name);
    if ((await getStatusView(ctx)).announcements.some((each) => each.code === code)) seen.status.push(name);
    if ((await getHistory(ctx, {})).months.some((month) => month.entries.some((entry) => entry.code === code))) seen.history.push(name);
  }
  return seen;
}

const everybody = ["public", "acme", "globex", "initech", "umbrella"];
const events = async (kind: string) => (await database.db.read.select().from(outbox).where(eq(outbox.kind, kind))).map(({ payload, dueAt }) => ({ payload, dueAt }));
async function runClock(now: number) {
  for (const { payload, dueAt } of await events("announcement.begin_due")) if (dueAt <= now) await beginDue({ db: database.db, now }, payload);
  for (const { payload, dueAt } of await events("announcement.end_due")) if (dueAt <= now) await endDue({ db: database.db, now }, payload);
}

describe("an announcement", () => {
  test.each([
    ["everybody", { visibility: "public" }, everybody],
    ["the users of a component", { visibility: "affected", componentIds: [payouts.id] }, ["acme", "initech"]],
    ["chosen customers", { visibility: "selected", customerIds: [globex.id] }, ["globex"]],
    ["staff", { visibility: "internal" }, []],
  ] as const)("for %s is found by them everywhere, and by nobody else anywhere", async (_, { visibility, ...whom }, expected) => {
    const { code } = await publish({ visibility, ...("customerIds" in whom ? { customerIds: [...whom.customerIds] } : {}), ...("componentIds" in whom ? { componentIds: [...whom.componentIds] } : {}) });
    expect(await seenBy(code)).toEqual({ page: expected, status: expected, history: expected });
    expect((await findAnnouncementView(by(tom), code))?.title).toBe(words.title);
  });

  test("names only components its reader may know of, by their names for them", async () => {
    const { code } = await publish({ componentIds: [payouts.id, "cmp_acme_gateway", "cmp_cards"] });
    const named = async (ctx: ReturnType<typeof asPublic>) => (await findAnnouncementView(ctx, code))?.components.toSorted();
    expect(await named(asPublic(database.db))).toEqual(["Card processing", "Payouts"]);
    expect(await named(asMember(database.db, anna))).toEqual(["Checkout EU", "Dedicated gateway A", "Payouts"]);
  });

  test("touches no component's state", async () => {
    await publish({ componentIds: [payouts.id] });
    expect(await database.db.read.select({ state: components.state }).from(components).where(eq(components.id, payouts.id))).toEqual([{ state: "operational" }]);
    expect((await getStatusView(asPublic(database.db))).headline.state).toBe("operational");
  });

  test("that begins later does not exist for readers before, and is told exactly once when it begins", async () => {
    const { id, code } = await publish({ beginsAt: testNow + HOUR });
    expect(await seenBy(code, testNow + 2 * HOUR)).toEqual({ page: [], status: [], history: [] });
    expect(await events("announcement.posted")).toEqual([]);
    expect(await raisedBy(database.db, () => runClock(testNow + HOUR))).toEqual(["everybody"]);
    expect(await raisedBy(database.db, () => runClock(testNow + HOUR))).toEqual([]);
    expect(await seenBy(code, testNow + HOUR)).toMatchObject({ status: everybody });
    expect((await events("announcement.posted")).map((event) => event.payload)).toEqual([{ announcementId: id, version: 1 }]);
  });

  test("that ends leaves the status page by its time and stays in the history", async () => {
    const { code } = await publish({ endsAt: testNow + DAY });
    expect(await seenBy(code, testNow + DAY)).toMatchObject({ status: [], history: everybody });
    expect(await raisedBy(database.db, () => runClock(testNow + DAY))).toEqual(["everybody"]);
    expect(await seenBy(code, testNow + DAY)).toEqual({ page: everybody, status: [], history: everybody });
  });

  test("that is quiet is told to nobody", async () => {
    await publish({ isQuiet: true });
    await publish({ isQuiet: true, beginsAt: testNow + HOUR });
    await runClock(testNow + HOUR);
    expect(await events("announcement.posted")).toEqual([]);
  });

  test("edited keeps what it said, and is told again only where its author wishes so", async () => {
    const { id, code } = await publish();
    await saveAnnouncement(by(mira, HOUR), { ...words, id, version: 1, body: "Call 0800 9999." });
    expect(await findAnnouncementView(asPublic(database.db), code)).toMatchObject({ body: "Call 0800 9999.", earlier: [{ title: words.title, body: words.body, replacedAt: testNow + HOUR }] });
    expect(await events("announcement.posted")).toHaveLength(1);
    await saveAnnouncement(by(mira, HOUR), { ...words, id, version: 2, tellsAgain: true });
    expect((await events("announcement.posted")).map((event) => event.payload["version"])).toEqual([1, 3]);
    await expect(saveAnnouncement(by(jonas), { ...words, id, version: 2 })).rejects.toMatchObject({ code: "conflict" });
  });

  test("put off before it began begins at its new time only, and has no earlier wording", async () => {
    const { id, code } = await publish({ beginsAt: testNow + HOUR });
    await saveAnnouncement(by(jonas), { ...words, id, version: 1, title: "Other words", beginsAt: testNow + 2 * HOUR });
    await runClock(testNow + HOUR);
    expect((await seenBy(code, testNow + HOUR)).page).toEqual([]);
    await runClock(testNow + 2 * HOUR);
    expect(await findAnnouncementView(asPublic(database.db), code)).toMatchObject({ title: "Other words", earlier: [], beginsAt: testNow + 2 * HOUR });
  });

  test("taken from one customer and given to another is gone for the first", async () => {
    const { id, code } = await publish({ visibility: "selected", customerIds: [acme.id] });
    await saveAnnouncement(by(jonas), { ...words, id, version: 1, visibility: "selected", customerIds: [globex.id] });
    expect((await seenBy(code)).page).toEqual(["globex"]);
  });

  test("withdrawn leaves the pages, and its own page says so; withdrawn before it began it never was", async () => {
    const [shown, planned] = [await publish(), await publish({ beginsAt: testNow + HOUR })];
    await withdrawAnnouncement(by(jonas), shown);
    await withdrawAnnouncement(by(jonas), planned);
    await runClock(testNow + HOUR);
    expect(await seenBy(shown.code)).toEqual({ page: everybody, status: [], history: everybody });
    expect(await findAnnouncementView(asPublic(database.db), shown.code)).toMatchObject({ state: "withdrawn", withdrawnAt: testNow, body: words.body });
    expect(await seenBy(planned.code, testNow + HOUR)).toEqual({ page: [], status: [], history: [] });
    await expect(saveAnnouncement(by(jonas), { ...words, id: shown.id, version: 2 })).rejects.toMatchObject({ code: "conflict" });
  });

  test("ended by a person is over then; what is over does not come back", async () => {
    const { id, code } = await publish({ endsAt: testNow + DAY });
    await endAnnouncement(by(jonas, HOUR), { id });
    expect(await seenBy(code, testNow + 2 * HOUR)).toMatchObject({ page: everybody, status: [] });
    await expect(endAnnouncement(by(jonas, HOUR), { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(saveAnnouncement(by(jonas, 2 * HOUR), { ...words, id, version: 2 })).rejects.toMatchObject({ fields: { endsAt: expect.any(String) } });
    await runClock(testNow + DAY);
    expect(await getAnnouncement(by(tom), { id })).toMatchObject({ state: "over", endsAt: testNow + HOUR });
  });

  test.each([
    ["nobody chosen", { visibility: "selected" }, "customers"],
    ["nobody affected", { visibility: "affected" }, "visibility"],
    ["an end before its begin", { beginsAt: testNow + DAY, endsAt: testNow + HOUR }, "endsAt"],
    ["an end that has passed", { endsAt: testNow }, "endsAt"],
    ["a component that is none", { componentIds: ["cmp_none"] }, "component:cmp_none"],
    ["no words", { body: " " }, "body"],
  ] as [string, Partial<PublishAnnouncement>, string][])("with %s is refused and leaves nothing behind", async (_, changes, field) => {
    await expect(publish(changes)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
    expect((await listAnnouncements(by(tom), { before: null })).rows).toEqual([]);
  });

  test("is written by who may post, and listed to staff alone", async () => {
    const { id } = await publish();
    const asTom = by(tom);
    for (const refused of [publishAnnouncement(asTom, words), saveAnnouncement(asTom, { ...words, id, version: 1 }), endAnnouncement(asTom, { id }), withdrawAnnouncement(asTom, { id })]) await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAnnouncements(asMember(database.db, anna), { before: null })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listAnnouncements(asTom, { before: null })).rows).toMatchObject([{ id, state: "current" }]);
  });
});

test.each([
  [{ begunAt: null, endsAt: null, endedAt: null, withdrawnAt: null }, "planned"],
  [{ begunAt: 1, endsAt: null, endedAt: null, withdrawnAt: null }, "current"],
  [{ begunAt: 1, endsAt: 11, endedAt: null, withdrawnAt: null }, "current"],
  [{ begunAt: 1, endsAt: 10, endedAt: null, withdrawnAt: null }, "over"],
  [{ begunAt: 1, endsAt: 20, endedAt: 9, withdrawnAt: null }, "over"],
  [{ begunAt: 1, endsAt: null, endedAt: null, withdrawnAt: 5 }, "withdrawn"],
] as const)("%j at 10 is %s", (times, state) => {
  expect(announcementState(times, 10)).toBe(state);
});
