import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "#lib/platform/clock";
import { KeptDocument } from "./kept-document.ts";
import { gatherSnapshot } from "./snapshot.ts";
import { SnapshotFolder } from "./snapshot-folder.ts";
import { startSnapshotRounds } from "./snapshot-rounds.ts";

const at = Date.UTC(2026, 10, 25, 12);
const page = (body: string, contentType = "text/html; charset=utf-8") => new KeptDocument({ contentType, headers: {}, text: contentType.startsWith("text/html") ? `<!DOCTYPE html><html><head><link rel="stylesheet" href="/_next/static/a.css"/></head><body><main id="main">${body}</main></body></html>` : body }, {});

const portal = new Map([
  ["/", page('<a href="/incidents/one">One</a> <a href="/c/acme">Acme</a> <a href="/history?before=1.x">Older</a> <a href="https://else.example/incidents/two">Else</a> <a href="/incidents/gone">Gone</a>')],
  ["/history", page('<a href="/incidents/two">Two</a>')],
  ["/history.rss", page("<rss/>", "application/rss+xml")],
  ["/history.ics", page("BEGIN:VCALENDAR", "text/calendar")],
  ["/embed/status.json", page('{"version":1}', "application/json")],
  ["/badge.svg", page("<svg/>", "image/svg+xml")],
  ["/incidents/one", page("One, told")],
  ["/incidents/two", page("Two, told")],
  ["/c/acme", page("Acme's own")],
]);
const sources = {
  documentAt: async (path: string) => portal.get(path) ?? null,
  assetPaths: ["/_next/static/a.css", "/_next/static/f.woff2", "/_next/static/console.js", "/portal.js", "/icon.svg"],
  assetAt: (path: string) => Buffer.from(path),
  portalName: "North & Light",
};

describe("the copy", () => {
  it("is every public document that can be reached from the first pages, with what they need, and nothing else", async () => {
    const files = await gatherSnapshot(sources, at);
    const plain = [...files.keys()].filter((name) => !name.endsWith(".gz"));
    expect(plain.toSorted()).toEqual(["_next/static/a.css", "_next/static/f.woff2", "badge.svg", "embed/status.json", "history.html", "history.ics", "history.rss", "icon.svg", "incidents/one.html", "incidents/two.html", "index.html", "portal.js", "snapshot.json", "unavailable.html"]);
    expect(plain.at(-1)).toBe("index.html");
  });

  it("says on every page when it was made, in the feed nothing but what is in it", async () => {
    const files = await gatherSnapshot(sources, at);
    const pages = [...files].filter(([name]) => name.endsWith(".html"));
    for (const [name, body] of pages) expect([name, body.toString()]).toEqual([name, expect.stringMatching(/<time datetime="2026-11-25T12:00:00.000Z"[^>]*>25 Nov 2026, 12:00 UTC<\/time>/)]);
    const home = files.get("index.html")?.toString();
    expect(home).toContain(`<main id="main" data-snapshot=""`);
    // What public/portal.js makes "12 min old" of.
    expect(home).toContain(`<time data-snapshot-age="" datetime="2026-11-25T12:00:00.000Z">`);
    expect(files.get("history.rss")?.toString()).toBe("<rss/>");
    // What stands in another's page is given out under its own address, and has to say by itself that it is a copy.
    expect(JSON.parse(files.get("embed/status.json")?.toString() ?? "")).toEqual({ version: 1, copiedAt: "2026-11-25T12:00:00.000Z" });
    expect(JSON.parse(files.get("snapshot.json")?.toString() ?? "")).toMatchObject({ madeAt: "2026-11-25T12:00:00.000Z" });
    expect(files.get("unavailable.html")?.toString()).toContain("North &#38; Light");
  });

  it("has each text compressed beside it, the same", async () => {
    const files = await gatherSnapshot(sources, at);
    const texts = [...files].filter(([name]) => /\.(html|css|js|rss|ics|json|svg)$/.test(name));
    for (const [name, body] of texts) expect(gunzipSync(files.get(`${name}.gz`) ?? Buffer.alloc(0))).toEqual(body);
    expect(files.has("_next/static/f.woff2.gz")).toBe(false);
  });
});

describe("the folder", () => {
  let folder: string;
  beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), "candor-copy-")), "snapshot")));
  afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));
  const files = (entries: Record<string, string>) => new Map(Object.entries(entries).map(([name, text]) => [name, Buffer.from(text)]));

  it("holds what was written last and nothing from before", async () => {
    const copy = new SnapshotFolder(folder);
    await copy.write(files({ "a/b.html": "one", "index.html": "home" }));
    await copy.write(files({ "c.html": "two", "index.html": "home" }));
    expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile()).toSorted()).toEqual(["c.html", "index.html"]);
    expect(readFileSync(join(folder, "c.html"), "utf8")).toBe("two");
  });

  it("leaves untouched what is the same", async () => {
    const copy = new SnapshotFolder(folder);
    await copy.write(files({ "index.html": "home" }));
    const { ino } = statSync(join(folder, "index.html"));
    await copy.write(files({ "index.html": "home" }));
    expect(statSync(join(folder, "index.html")).ino).toBe(ino);
    await copy.write(files({ "index.html": "other" }));
    expect(statSync(join(folder, "index.html")).ino).not.toBe(ino);
  });

  it("of an earlier process is taken over, leftovers removed", async () => {
    await new SnapshotFolder(folder).write(files({ "old.html": "old" }));
    await new SnapshotFolder(folder).write(files({ "index.html": "home" }));
    expect(existsSync(join(folder, "old.html"))).toBe(false);
  });
});

describe("the rounds", () => {
  it("write after each change and every minute, never two at once, and outlive a failure", async () => {
    const clock = fixedClock(at);
    const state = { revision: "1", writes: 0, atOnce: 0, most: 0 };
    const troubles: unknown[] = [];
    const write = async () => {
      state.most = Math.max(state.most, (state.atOnce += 1));
      await new Promise(setImmediate);
      state.atOnce -= 1;
      state.writes += 1;
      if (state.writes === 2) throw new Error("disk full");
    };
    const rounds = startSnapshotRounds({ revision: () => state.revision, write, now: clock, onTrouble: (error) => troubles.push(error), checkMs: 1 });
    await expect.poll(() => state.writes).toBe(1);
    state.revision = "2";
    await expect.poll(() => troubles.length).toBe(1);
    clock.advance(60_000);
    await expect.poll(() => state.writes).toBe(3);
    await rounds.stop();
    expect([state.writes, state.most]).toEqual([3, 1]);
  });
});
