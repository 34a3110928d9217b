import { eq } from "drizzle-orm";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseFragment, type DefaultTreeAdapterTypes } from "parse5";
import { beforeEach, describe, expect, test } from "vitest";
import { incidents, updates } from "#db/schema/incidents";
import { maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { findIncidentView } from "#lib/status/queries/incident";
import { acme, addCast, anna, carla, globex, jonas, mira, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { readWithFeedparser } from "#lib/testing/feed-readers";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { editUpdate } from "../incidents/commands/edit-update.ts";
import { listFeedItems } from "./queries.ts";
import { drawRss } from "./rss.ts";

const minute = 60_000;
const base = "https://status.northlight.example";
const site = { url: base, incidentUrl: (code: string) => `${base}/incidents/${code}`, maintenanceUrl: (code: string) => `${base}/maintenance/${code}` };
const database = testDatabase();
beforeEach(() => addCast(database.db));

const jonasAt = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
const anonymous = (minutes = 60) => asPublic(database.db, testNow + minutes * minute);

async function draw(ctx: Parameters<typeof listFeedItems>[0]): Promise<string> {
  return drawRss({ pageName: "Northlight", siteUrl: `${base}/`, feedUrl: `${base}/history.rss`, items: await listFeedItems(ctx, site) });
}

describe("the feed", () => {
  test("says what the page says, update for update, in the page's words for that reader", async () => {
    const { incidentId, code } = await anIncident(jonasAt(0), { notes: [{ customerId: acme.id, body: "Your gateway is **first** in line." }] });
    await anUpdate(jonasAt(5), { incidentId, baseVersion: 1 });
    await anUpdate(jonasAt(9), { incidentId, baseVersion: 2, state: "resolved", body: "All cards work again." });
    for (const ctx of [anonymous(), asMember(database.db, anna, testNow + 60 * minute)]) {
      const page = await findIncidentView(ctx, code);
      const { bozo, entries } = readWithFeedparser(await draw(ctx));
      expect(bozo).toBe(false);
      expect(entries.map((entry) => entry.id)).toEqual(page?.updates.map((update) => `tag:status.northlight.example,2026:update/${update.id}`));
      expect(entries.map((entry) => Date.parse(entry.published))).toEqual(page?.updates.map((update) => update.recordedAt));
      expect(entries.every((entry) => entry.link === `${base}/incidents/${code}`)).toBe(true);
    }
  });

  test("gives a note to its customer and to nobody else", async () => {
    await anIncident(jonasAt(0), { notes: [{ customerId: acme.id, body: "canary-acme" }, { customerId: globex.id, body: "canary-globex" }] });
    await anIncident(jonasAt(1), { title: "canary-selected", visibility: "selected", customerIds: [globex.id] });
    await anIncident(jonasAt(2), { title: "canary-internal", visibility: "internal" });
    const canaries = ["canary-acme", "canary-globex", "canary-selected", "canary-internal"];
    const found = async (ctx: Parameters<typeof draw>[0]) => {
      const xml = await draw(ctx);
      return canaries.filter((canary) => xml.includes(canary));
    };
    expect(await found(anonymous())).toEqual([]);
    expect(await found(asMember(database.db, anna))).toEqual(["canary-acme"]);
    expect(await found(asMember(database.db, carla))).toEqual(["canary-globex", "canary-selected"]);
  });

  test("is the same bytes until something is published, and dates itself by that", async () => {
    const { incidentId } = await anIncident(jonasAt(0));
    const before = await draw(anonymous(10));
    expect(await draw(anonymous(500))).toBe(before);
    expect(before).toContain(`<lastBuildDate>${new Date(testNow).toUTCString()}</lastBuildDate>`);
    await anUpdate(jonasAt(20), { incidentId, baseVersion: 1 });
    expect(await draw(anonymous(500))).toContain(`<lastBuildDate>${new Date(testNow + 20 * minute).toUTCString()}</lastBuildDate>`);
  });

  test("keeps an item's identity when its words are corrected", async () => {
    const { updateId } = await anIncident(jonasAt(0));
    const [before] = readWithFeedparser(await draw(anonymous())).entries;
    await editUpdate(asStaff(database.db, mira, testNow + minute), { updateId, baseRevision: 1, body: "About 1 in 9 is refused." });
    const [after] = readWithFeedparser(await draw(anonymous())).entries;
    expect(after?.id).toBe(before?.id);
    expect(after?.summary).toContain("About 1 in 9 is refused.");
  });

  test("keeps the newest fifty, and a late account of an old incident is among them", async () => {
    const { incidentId } = await anIncident(jonasAt(0), { title: "Old" });
    for (let index = 1; index <= 55; index += 1) await anIncident(jonasAt(index), { title: `Incident ${index}` });
    await anUpdate(jonasAt(60), { incidentId, baseVersion: 1, occurredAt: testNow + minute, body: "Told late." });
    const items = await listFeedItems(anonymous(90), site);
    expect(items).toHaveLength(50);
    expect(items[0]?.html).toContain("Told late.");
    expect(items.at(-1)?.title).toContain("Incident 7");
  });

  test("of an empty portal is valid and has no date", async () => {
    const xml = await draw(anonymous());
    expect(readWithFeedparser(xml)).toMatchObject({ bozo: false, title: "Northlight - Incident History", updated: null, entries: [] });
    expect(XMLValidator.validate(xml)).toBe(true);
  });
});

test("an imported incident keeps its one item and its old GUID; what is posted here joins as its own", async () => {
  const old = "https://www.githubstatus.com/incidents/abc123";
  const { incidentId } = await anIncident(jonasAt(0));
  await database.db.write(async (tx) => {
    await tx.update(incidents).set({ externalId: "abc123", externalUrl: old, code: "abc123" }).where(eq(incidents.id, incidentId));
    await tx.update(updates).set({ externalId: "upd1" }).where(eq(updates.incidentId, incidentId));
  });
  await anUpdate(jonasAt(9), { incidentId, baseVersion: 1 });
  const { entries } = readWithFeedparser(await draw(anonymous()));
  expect(entries.map((entry) => [entry.id.replace(/upd_.*/, "upd_"), entry.link])).toEqual([["tag:status.northlight.example,2026:update/upd_", `${base}/incidents/abc123`], [old, `${base}/incidents/abc123`]]);
});

test("planned work is dated where it begins and says when it ends", async () => {
  const scheduledFor = testNow + 86_400_000;
  await database.db.write(async (tx) => {
    await tx.insert(maintenances).values({ id: "mnt_1", code: "m1", title: "Database upgrade", visibility: "public", state: "scheduled", scheduledFor, scheduledUntil: scheduledFor + 240 * minute, createdAt: testNow });
    await tx.insert(maintenanceUpdates).values({ id: "mnu_1", maintenanceId: "mnt_1", state: "scheduled", body: "No downtime expected.", occurredAt: testNow, recordedAt: testNow });
    await tx.insert(maintenances).values({ id: "mnt_2", code: "m2", title: "Hidden", visibility: "internal", state: "scheduled", scheduledFor, scheduledUntil: scheduledFor + minute, createdAt: testNow });
  });
  const xml = await draw(anonymous());
  const { entries, bozo } = readWithFeedparser(xml);
  expect(bozo).toBe(false);
  expect(entries).toHaveLength(1);
  expect(Date.parse(entries[0]?.published ?? "")).toBe(scheduledFor);
  expect(entries[0]?.summary).toMatch(/^<p><strong>THIS IS A SCHEDULED EVENT /);
  expect(xml).toContain(`<maintenanceEndDate xmlns="tag:candor.example,2026:maintenance">${new Date(scheduledFor + 240 * minute).toUTCString()}</maintenanceEndDate>`);
  expect(xml).toContain(`<lastBuildDate>${new Date(testNow).toUTCString()}</lastBuildDate>`);
});

describe("hostile text", () => {
  const bodies = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) <a href='data:text/html,<script>1</script>'>x</a>",
    "]]><item><title>forged</title></item><![CDATA[",
    "&lt;script&gt;&amp;nbsp; </description><script>1</script>",
    "control \u0000\u0008\u000b\u001f and half of a pair \ud83d and \uffff",
    "<iframe src='//evil.example'></iframe><svg onload=alert(1)><style>*{display:none}</style><form action='//evil.example'>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
  ];

  // PostgreSQL cannot store U+0000, and refuses half of a surrogate pair: what cannot be stored cannot be drawn.
  const storable = (text: string) => text.replaceAll("\u0000", "").toWellFormed();

  test.each(bodies)("in a body is harmless: %j", async (body) => {
    await anIncident(jonasAt(0), { title: storable(body).slice(0, 200), body: storable(body) });
    const xml = await draw(anonymous());
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(new XMLParser({ isArray: (name) => name === "item" }).parse(xml).rss.channel.item).toHaveLength(1);
    const { bozo, entries } = readWithFeedparser(xml);
    expect([bozo, entries.length]).toEqual([false, 1]);
    expect(dangersIn(entries[0]?.summary ?? "")).toEqual([]);
  });

  test("that a database did not refuse still gives a feed that parses", () => {
    const item = { guid: "g", isPermaLink: false, title: bodies.join(" "), url: base, publishedAt: testNow, changedAt: testNow, endsAt: null, html: bodies.join(" "), summary: "" };
    expect(readWithFeedparser(drawRss({ pageName: "A & B <i>", siteUrl: base, feedUrl: `${base}/history.rss?a=1&b=2`, items: [item] }))).toMatchObject({ bozo: false, title: "A & B <i> - Incident History" });
  });
});

function dangersIn(html: string): string[] {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if ("tagName" in node) {
      if (/^(script|iframe|svg|style|form|img|object|embed|base|meta|link)$/.test(node.tagName)) found.push(node.tagName);
      for (const { name, value } of node.attrs) if (/^on|^style$/.test(name) || (/^(href|src)$/.test(name) && !/^(https?:|mailto:|\/|#)/.test(value))) found.push(`${name}=${value}`);
    }
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parseFragment(html));
  return found;
}
