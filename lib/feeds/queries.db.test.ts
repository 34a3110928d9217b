import Ajv from "ajv";
import addFormats from "ajv-formats";
import { eq } from "drizzle-orm";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import RssParser from "rss-parser";
import { beforeEach, describe, expect, test } from "vitest";
import { announcementComponents, announcementCustomers, announcementRevisions, announcements } from "#db/schema/announcements";
import { updates } from "#db/schema/incidents";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { importStatuspage } from "#lib/testing/import-statuspage";
import { acme, acmeGateway, addCast, anna, cards, carla, globex, jonas, mira, priya, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { readWithFeedparser, readWithIcalendar, readWithNewsboat, readWithSfeed } from "#lib/testing/feed-readers";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { jsonFeedSchema } from "#lib/testing/json-feed-schema";
import { readStatuspageFiles } from "#lib/testing/statuspage-files";
import { drawAtom } from "./atom.ts";
import { maintenanceEvent } from "./calendar.ts";
import { drawCalendar } from "./calendar-feed.ts";
import { drawJsonFeed } from "./json-feed.ts";
import { listCalendarWork, listFeedItems, listStories } from "./queries.ts";
import { drawRss } from "./rss.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const base = "https://status.northlight.example";
const site = { url: base, incidentUrl: (code: string) => `${base}/incidents/${code}`, maintenanceUrl: (code: string) => `${base}/maintenance/${code}`, announcementUrl: (code: string) => `${base}/announcements/${code}` };
const channel = { pageName: "Northlight", siteUrl: `${base}/` };
const isJsonFeed = addFormats(new Ajv({ allErrors: true })).compile(jsonFeedSchema);
const database = testDatabase();
beforeEach(() => addCast(database.db));

const jonasAt = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
const anonymous = (minutes = 600) => asPublic(database.db, testNow + minutes * minute);
const annaAt = (minutes = 600) => asMember(database.db, anna, testNow + minutes * minute);
const carlaAt = (minutes = 600) => asMember(database.db, carla, testNow + minutes * minute);

interface Drawn {
  rss: string;
  atom: string;
  json: string;
  calendar: string;
}

async function drawAll(ctx: Context): Promise<Drawn> {
  const stories = await listStories(ctx, site);
  const planned = await listCalendarWork(ctx);
  return {
    rss: drawRss({ ...channel, feedUrl: `${base}/history.rss`, items: await listFeedItems(ctx, site) }),
    atom: drawAtom({ ...channel, feedUrl: `${base}/history.atom`, stories }),
    json: drawJsonFeed({ ...channel, feedUrl: `${base}/feed.json`, stories }),
    calendar: drawCalendar({ name: "Northlight", description: "Planned", events: planned.map((work) => maintenanceEvent(work, { url: site.maintenanceUrl(work.code), host: "status.northlight.example", now: ctx.now })) }),
  };
}

interface JsonFeed {
  items: { id: string; title: string; url: string; content_html: string; date_published: string; date_modified: string; tags: string[] }[];
}

/** Each form through every reader that knows it; they must agree on what is in it. */
async function readAll({ rss, atom, json, calendar }: Drawn) {
  const rssParser = new RssParser();
  const feed = JSON.parse(json) as JsonFeed;
  expect([XMLValidator.validate(rss), XMLValidator.validate(atom), isJsonFeed(feed) || isJsonFeed.errors]).toEqual([true, true, true]);
  const [rssRead, atomRead] = [readWithFeedparser(rss), readWithFeedparser(atom)];
  expect([rssRead, atomRead].map(({ bozo, complaint, warnings, version }) => [bozo, complaint, warnings, version])).toEqual([[false, "''", [], "rss20"], [false, "''", [], "atom10"]]);
  const [rssOther, atomOther] = [await rssParser.parseString(rss), await rssParser.parseString(atom)];
  expect(rssOther.items.map((item) => item.guid)).toEqual(rssRead.entries.map((entry) => entry.id));
  expect(atomOther.items.map((item) => item["id"] as string)).toEqual(atomRead.entries.map((entry) => entry.id));
  expect(readWithSfeed(rss).map((item) => item.id)).toEqual(rssRead.entries.map((entry) => entry.id));
  expect(readWithSfeed(atom).map((item) => item.id)).toEqual(atomRead.entries.map((entry) => entry.id));
  expect(feed.items.map((item) => item.id)).toEqual(atomRead.entries.map((entry) => entry.id));
  const events = readCalendar(calendar);
  const other = readWithIcalendar(calendar);
  expect(other.broken).toEqual([]);
  expect(other.events.map((event) => [event.uid, event.sequence, event.summary])).toEqual(events.map((event) => [event.uid, event.sequence, event.summary]));
  return { rss: rssRead, atom: atomRead, json: feed, events: other.events };
}

function readCalendar(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return { uid: event.uid, sequence: event.sequence, summary: event.summary, start: event.startDate.toJSDate().getTime(), end: event.endDate.toJSDate().getTime(), zone: event.startDate.zone.tzid, status: String(component.getFirstPropertyValue("status")) };
  });
}

const entryOf = <T extends { title: string }>(entries: readonly T[], title: string): T => {
  const entry = entries.find((each) => each.title === title);
  if (!entry) throw new Error(`There is no entry "${title}" among ${entries.map((each) => each.title).join(", ")}.`);
  return entry;
};

describe("every form", () => {
  test("of an empty portal is read by every reader, and holds nothing", async () => {
    const read = await readAll(await drawAll(anonymous()));
    expect([read.rss.entries, read.atom.entries, read.json.items, read.events]).toEqual([[], [], [], []]);
  });

  test("keeps one entry an incident by one id, and dates it anew with each update", async () => {
    const { incidentId, code } = await anIncident(jonasAt(0));
    const [before] = (await readAll(await drawAll(anonymous()))).atom.entries;
    await anUpdate(jonasAt(30), { incidentId, baseVersion: 1, state: "resolved", body: "All cards work again." });
    const { atom, json } = await readAll(await drawAll(anonymous()));
    const [after] = atom.entries;
    expect([after?.id, after?.published, after?.link]).toEqual([before?.id, before?.published, `${base}/incidents/${code}`]);
    expect([Date.parse(before?.updated ?? ""), Date.parse(after?.updated ?? "")]).toEqual([testNow, testNow + 30 * minute]);
    expect([Date.parse(atom.updated ?? ""), Date.parse(json.items[0]?.date_modified ?? "")]).toEqual([testNow + 30 * minute, testNow + 30 * minute]);
    expect(after?.title).toBe("Card payments fail for some shoppers");
    expect(after?.content.indexOf("<strong>Resolved</strong>")).toBeLessThan(after?.content.indexOf("<strong>Investigating</strong>") ?? 0);
    expect(json.items[0]?.content_html).toBe(after?.content);
  });

  test("says the same bytes until something is told", async () => {
    await anIncident(jonasAt(0));
    await addWork({ id: "mnt_1", title: "Database upgrade" });
    expect(await drawAll(anonymous(900))).toEqual(await drawAll(anonymous(20)));
  });

  test("gives to each reader its own words and names, and nobody else's", async () => {
    await anIncident(jonasAt(0), { notes: [{ customerId: acme.id, body: "canary-acme" }, { customerId: globex.id, body: "canary-globex" }], components: [{ componentId: cards.id, state: "partial_outage" }, { componentId: acmeGateway.id, state: "partial_outage" }] });
    await anIncident(jonasAt(1), { title: "canary-internal", visibility: "internal" });
    await addWork({ id: "mnt_s", title: "canary-work-globex", visibility: "selected", customerId: globex.id });
    await addAnnouncement({ id: "ann_s", title: "canary-news-acme", visibility: "selected", customerId: acme.id });
    await addAnnouncement({ id: "ann_a", title: "canary-news-gateway", visibility: "affected", componentId: acmeGateway.id });
    const secret = ["canary-acme", "canary-globex", "canary-internal", "canary-work-globex", "canary-news-acme", "canary-news-gateway", "Checkout EU", acmeGateway.name];
    const heardBy = async (ctx: Context) => Object.fromEntries(Object.entries(await drawAll(ctx)).map(([form, text]) => [form, secret.filter((word) => String(text).includes(word))]));
    const ofAcme = ["canary-acme", "canary-news-acme", "canary-news-gateway", "Checkout EU", acmeGateway.name];
    expect(await heardBy(anonymous())).toEqual({ rss: [], atom: [], json: [], calendar: [] });
    expect(await heardBy(annaAt())).toEqual({ rss: ofAcme, atom: ofAcme, json: ofAcme, calendar: [] });
    expect(await heardBy(carlaAt())).toEqual({ rss: ["canary-globex", "canary-work-globex"], atom: ["canary-globex", "canary-work-globex"], json: ["canary-globex", "canary-work-globex"], calendar: ["canary-work-globex"] });
  });

  test("says what was corrected and what was written down later; a correction is no news", async () => {
    const { updateId } = await anIncident(jonasAt(0));
    const before = (await readAll(await drawAll(anonymous()))).atom.entries[0];
    await editUpdate(asStaff(database.db, mira, testNow + 50 * minute), { updateId, baseRevision: 1, body: "About 1 in 9." });
    await anIncident(jonasAt(120), { title: "Told late", occurredAt: testNow + 60 * minute });
    const { atom, rss } = await readAll(await drawAll(anonymous()));
    const corrected = entryOf(atom.entries, "Card payments fail for some shoppers");
    expect([corrected.updated, corrected.id]).toEqual([before?.updated, before?.id]);
    expect(corrected.content).toContain("Corrected: Nov <var data-var='date'>2</var>, <var data-var='time'>13:50</var> UTC");
    expect(corrected.content).toContain("About 1 in 9.");
    expect(entryOf(atom.entries, "Told late").content).toContain("Recorded later: Nov <var data-var='date'>2</var>, <var data-var='time'>15:00</var> UTC");
    expect(entryOf(rss.entries, "Investigating: Card payments fail for some shoppers").summary).toContain("Corrected:");
  });

  test("tells a post-mortem as an update of its incident", async () => {
    const { incidentId } = await anIncident(jonasAt(0), { state: "resolved", components: [] });
    await addUpdate({ id: "upd_pm", incidentId, kind: "postmortem", state: "resolved", body: "A certificate expired.", at: testNow + 2 * day });
    const { atom, rss } = await readAll(await drawAll(anonymous(3 * 24 * 60)));
    expect(entryOf(rss.entries, "Post-mortem: Card payments fail for some shoppers").id).toBe("tag:status.northlight.example,2026:update/upd_pm");
    expect([atom.entries.length, Date.parse(atom.entries[0]?.updated ?? "")]).toEqual([1, testNow + 2 * day]);
    expect(atom.entries[0]?.content).toContain("<strong>Post-mortem</strong>");
  });

  test("tells nobody of what was written quietly, though it stands in its story", async () => {
    const { incidentId } = await anIncident(jonasAt(0));
    await addUpdate({ id: "upd_q", incidentId, kind: "update", state: "identified", body: "Found, and said to nobody.", at: testNow + hour, isQuiet: true });
    const quiet = await anIncident(jonasAt(5), { title: "Written down afterwards" });
    await database.db.write((tx) => tx.update(updates).set({ isQuiet: true }).where(eq(updates.incidentId, quiet.incidentId)));
    await addAnnouncement({ id: "ann_q", title: "Quiet news", isQuiet: true });
    const { atom, rss, json } = await readAll(await drawAll(anonymous()));
    expect(rss.entries.map((entry) => entry.title)).toEqual(["Investigating: Card payments fail for some shoppers"]);
    expect(atom.entries.map((entry) => [entry.title, Date.parse(entry.updated), entry.content.includes("said to nobody")])).toEqual([["Card payments fail for some shoppers", testNow, true]]);
    expect(json.items).toHaveLength(1);
  });
});

describe("planned work", () => {
  const moved = { from: testNow + day, until: testNow + day + hour };

  test("is told when planned, moved, started and completed, under one id and one event", async () => {
    await addWork({ id: "mnt_1", title: "Database upgrade", sequence: 1, said: [["scheduled", "scheduled", 0, "No downtime expected."], ["moved", "scheduled", 60, "Moved, as two teams asked."], ["started", "in_progress", 120, "It begins."], ["completed", "completed", 200, "Done."]], earlier: moved });
    const { rss, atom, events } = await readAll(await drawAll(anonymous()));
    expect(rss.entries.map((entry) => entry.title)).toEqual(["Database upgrade", "Completed: Database upgrade", "Started: Database upgrade", "Moved: Database upgrade"]);
    expect(entryOf(rss.entries, "Moved: Database upgrade").summary).toContain("Before: Tue 3 Nov 2026, 13:00–14:00 UTC");
    const plan = entryOf(rss.entries, "Database upgrade");
    expect([plan.id, Date.parse(plan.published), plan.summary.startsWith("<p><strong>THIS IS A SCHEDULED EVENT ")]).toEqual(["tag:status.northlight.example,2026:maintenance/mnt_1", testNow + 2 * day, true]);
    expect(atom.entries.map((entry) => [entry.id, Date.parse(entry.updated)])).toEqual([["tag:status.northlight.example,2026:maintenance/mnt_1", testNow + 200 * minute]]);
    expect(events).toEqual([{ uid: "mnt_1@status.northlight.example", sequence: 1, status: "CONFIRMED", summary: "Database upgrade", description: "No downtime expected.\n\nTouches Card processing\n\nhttps://status.northlight.example/maintenance/mnt_1", start: "2026-11-04T13:00:00+00:00", end: "2026-11-04T15:00:00+00:00", modified: "2026-11-02T16:20:00+00:00" }]);
  });

  test("that is cancelled says so everywhere, and is an event no more for who looks for planned ones", async () => {
    await addWork({ id: "mnt_1", title: "Database upgrade", state: "cancelled", sequence: 2, said: [["scheduled", "scheduled", 0, "Planned."], ["cancelled", "cancelled", 30, "Not needed any more."]] });
    const drawn = await drawAll(anonymous());
    const { rss, atom, events } = await readAll(drawn);
    expect(rss.entries.map((entry) => [entry.title, entry.summary.includes("THIS IS A SCHEDULED EVENT")])).toEqual([["Cancelled: Database upgrade", false], ["Cancelled: Database upgrade", false]]);
    expect(drawn.rss).not.toContain("maintenanceEndDate");
    expect(atom.entries[0]?.content).toContain("Not needed any more.");
    expect([events[0]?.status, events[0]?.sequence, events[0]?.summary]).toEqual(["CANCELLED", 2, "Database upgrade"]);
  });

  test("carries its end under the name that consumers look for, in a namespace of its own", async () => {
    await addWork({ id: "mnt_1", title: "Database upgrade" });
    const { rss } = await drawAll(anonymous());
    const read = new XMLParser({ ignoreAttributes: false }).parse(rss) as { rss: { channel: { item: { maintenanceEndDate: Record<string, string> } } } };
    expect(read.rss.channel.item.maintenanceEndDate).toEqual({ "#text": "Wed, 04 Nov 2026 15:00:00 GMT", "@_xmlns": "tag:candor.example,2026:maintenance" });
    expect((new XMLParser().parse(rss) as { rss: { channel: { item: object } } }).rss.channel.item).toHaveProperty("maintenanceEndDate", "Wed, 04 Nov 2026 15:00:00 GMT");
  });

  test("that readers are asked about is tentative in their calendars until then, in UTC for all", async () => {
    await addWork({ id: "mnt_1", title: "Database upgrade", asksUntil: testNow + day });
    const at = async (minutes: number) => readCalendar((await drawAll(annaAt(minutes))).calendar).map(({ status, zone, start }) => [status, zone, start]);
    expect(await at(0)).toEqual([["TENTATIVE", "UTC", testNow + 2 * day]]);
    expect(await at(24 * 60 + 1)).toEqual([["CONFIRMED", "UTC", testNow + 2 * day]]);
  });

  test("of which nothing was told stands in no feed, yet in the calendar", async () => {
    await addWork({ id: "mnt_1", title: "Quiet work", said: [["scheduled", "scheduled", 0, "Nobody is told."]], isQuiet: true });
    const { rss, atom, json, events } = await readAll(await drawAll(anonymous()));
    expect([rss.entries, atom.entries, json.items, events.map((event) => event.summary)]).toEqual([[], [], [], ["Quiet work"]]);
  });
});

describe("an announcement", () => {
  test("is told from its begin on, and not after it was withdrawn", async () => {
    await addAnnouncement({ id: "ann_1", title: "New addresses", beginsAt: testNow + hour });
    const titlesAt = async (minutes: number) => (await listStories(anonymous(minutes), site)).map((story) => story.title);
    expect([await titlesAt(59), await titlesAt(61)]).toEqual([[], ["New addresses"]]);
    await database.db.write((tx) => tx.update(announcements).set({ withdrawnAt: testNow + 2 * hour }));
    expect(await titlesAt(180)).toEqual([]);
  });

  test("is one entry with its own address; corrected words are said to be", async () => {
    await addAnnouncement({ id: "ann_1", title: "New addresses", body: "Our mails come from **another** host." });
    await database.db.write((tx) => tx.insert(announcementRevisions).values({ id: "anr_1", announcementId: "ann_1", title: "New address", body: "…", replacedAt: testNow + hour }));
    const { rss, atom, json } = await readAll(await drawAll(anonymous()));
    expect([rss.entries[0]?.id, rss.entries[0]?.link, atom.entries[0]?.content.includes("<strong>another</strong>"), atom.entries[0]?.content.includes("Corrected: "), json.items[0]?.tags]).toEqual(["tag:status.northlight.example,2026:announcement/ann_1", `${base}/announcements/ann_1`, true, true, ["announcement"]]);
  });
});

test("GitHub's whole history is read by every reader without a complaint", async () => {
  await importStatuspage(asStaff(database.db, priya), { source: "test", files: readStatuspageFiles("github-incidents/incidents"), isDryRun: false });
  const drawn = await drawAll(anonymous());
  const read = await readAll(drawn);
  expect([read.rss.entries.length, read.atom.entries.length]).toEqual([50, 50]);
  expect(readWithNewsboat(drawn.rss).map((item) => item.id)).toEqual(read.rss.entries.map((entry) => entry.id).toSorted());
  expect(readWithNewsboat(drawn.atom).map((item) => item.id)).toEqual(read.atom.entries.map((entry) => entry.id).toSorted());
  expect(read.rss.entries.every((entry) => entry.id.startsWith("https://www.githubstatus.com/incidents/"))).toBe(true);
  expect(read.atom.entries.every((entry) => Date.parse(entry.updated) >= Date.parse(entry.published) && /<small>\w{3} <var data-var='date'>\d+<\/var>, <var data-var='time'>\d\d:\d\d<\/var> UTC<\/small><br><strong>Resolved<\/strong>/.test(entry.content))).toBe(true);
});

type Said = ["scheduled" | "moved" | "started" | "completed" | "cancelled", "scheduled" | "in_progress" | "completed" | "cancelled", number, string];

interface Work {
  id: string;
  title: string;
  visibility?: "public" | "selected";
  customerId?: string;
  state?: "scheduled" | "cancelled";
  sequence?: number;
  asksUntil?: number;
  said?: Said[];
  earlier?: { from: number; until: number };
  isQuiet?: boolean;
}

async function addWork({ id, title, visibility = "public", customerId, state = "scheduled", sequence = 0, asksUntil, said = [["scheduled", "scheduled", 0, "No downtime expected."]], earlier, isQuiet = false }: Work): Promise<void> {
  const scheduledFor = testNow + 2 * day;
  await database.db.write(async (tx) => {
    await tx.insert(maintenances).values({ id, code: id, title, visibility, state, sequence, scheduledFor, scheduledUntil: scheduledFor + 2 * hour, asksUntil: asksUntil ?? null, createdAt: testNow });
    await tx.insert(maintenanceComponents).values({ maintenanceId: id, componentId: cards.id });
    if (customerId) await tx.insert(maintenanceCustomers).values({ maintenanceId: id, customerId });
    await tx.insert(maintenanceUpdates).values(said.map(([kind, at, minutes, body]) => ({ id: `${id}_${kind}`, maintenanceId: id, kind, state: at, body, occurredAt: testNow + minutes * minute, recordedAt: testNow + minutes * minute, isQuiet, ...(kind === "moved" && earlier ? { earlierFor: earlier.from, earlierUntil: earlier.until } : {}) })));
  });
}

async function addUpdate({ id, incidentId, kind, state, body, at, isQuiet = false }: { id: string; incidentId: string; kind: "update" | "postmortem"; state: "identified" | "resolved"; body: string; at: number; isQuiet?: boolean }): Promise<void> {
  await database.db.write((tx) => tx.insert(updates).values({ id, incidentId, kind, state, body, occurredAt: at, recordedAt: at, isQuiet }));
}

async function addAnnouncement({ id, title, body = "Something to know.", visibility = "public", customerId, componentId, beginsAt = testNow, isQuiet = false }: { id: string; title: string; body?: string; visibility?: "public" | "selected" | "affected"; customerId?: string; componentId?: string; beginsAt?: number; isQuiet?: boolean }): Promise<void> {
  await database.db.write(async (tx) => {
    await tx.insert(announcements).values({ id, code: id, title, body, visibility, beginsAt, begunAt: beginsAt, isQuiet, createdAt: testNow });
    if (customerId) await tx.insert(announcementCustomers).values({ announcementId: id, customerId });
    if (componentId) await tx.insert(announcementComponents).values({ announcementId: id, componentId });
  });
}
