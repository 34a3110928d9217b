import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";

// Programs of Debian that read what feeds and calendars are, each with its own idea of the standards. `npm test` installs them.

export interface ReadFeed {
  /** It had to guess. */
  bozo: boolean;
  complaint: string;
  warnings: string[];
  version: string;
  title: string;
  updated: string | null;
  id: string | null;
  entries: { id: string; title: string; link: string; published: string; updated: string; summary: string; content: string }[];
}

const feedparser = `
import json, sys, warnings
import feedparser
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    d = feedparser.parse(sys.argv[1], sanitize_html=False, resolve_relative_uris=False)
entries = [dict({k: e.get(k) for k in ("id", "title", "link", "published", "updated", "summary")}, content="".join(c.value for c in e.get("content", []))) for e in d.entries]
print(json.dumps({"bozo": bool(d.bozo), "complaint": repr(d.get("bozo_exception", "")), "warnings": [str(w.message) for w in told], "version": d.version, "title": d.feed.get("title"), "updated": d.feed.get("updated"), "id": d.feed.get("id"), "entries": entries}))
`;

/** RSS or Atom as python3-feedparser reads it, served under a name that says nothing. */
export function readWithFeedparser(xml: string): ReadFeed {
  return JSON.parse(runOn("/usr/bin/python3", ["-c", feedparser], xml)) as ReadFeed;
}

export interface ReadEvent {
  uid: string;
  sequence: number;
  status: string;
  summary: string;
  description: string;
  start: string;
  end: string;
  modified: string;
}

const icalendar = `
import json, sys
from icalendar import Calendar
c = Calendar.from_ical(open(sys.argv[1], "rb").read())
broken = [str(e) for part in c.walk() for e in part.errors]
events = [{"uid": str(e["UID"]), "sequence": int(e["SEQUENCE"]), "status": str(e["STATUS"]), "summary": str(e["SUMMARY"]), "description": str(e.get("DESCRIPTION", "")), "start": e["DTSTART"].dt.isoformat(), "end": e["DTEND"].dt.isoformat(), "modified": e["LAST-MODIFIED"].dt.isoformat()} for e in c.walk("VEVENT")]
print(json.dumps({"name": str(c["X-WR-CALNAME"]), "broken": broken, "events": events}))
`;

/** A calendar as python3-icalendar reads it. */
export function readWithIcalendar(ics: string): { name: string; broken: string[]; events: ReadEvent[] } {
  return JSON.parse(runOn("/usr/bin/python3", ["-c", icalendar], ics)) as ReturnType<typeof readWithIcalendar>;
}

/** RSS or Atom as sfeed reads it: time, title, link and id of each item. */
export function readWithSfeed(xml: string): { at: number; title: string; link: string; id: string }[] {
  const { stdout, stderr, status, error } = spawnSync("sfeed", [], { input: xml, encoding: "utf8", maxBuffer });
  if (status !== 0) throw error ?? new Error(stderr);
  return stdout.split("\n").flatMap((line) => {
    const [at = "", title = "", link = "", , , id = ""] = line.split("\t");
    return line === "" ? [] : [{ at: Number(at) * 1_000, title, link, id }];
  });
}

/** RSS or Atom as newsboat keeps it, by id. */
export function readWithNewsboat(xml: string): { id: string; title: string; at: number }[] {
  const folder = mkdtempSync(join(tmpdir(), "candor-newsboat-"));
  try {
    writeFileSync(join(folder, "feed.xml"), xml);
    writeFileSync(join(folder, "urls"), `file://${join(folder, "feed.xml")}\n`);
    const { status, stderr, error } = spawnSync("newsboat", ["-C", "/dev/null", "-u", join(folder, "urls"), "-c", join(folder, "cache.db"), "-x", "reload"], { encoding: "utf8", env: { ...process.env, HOME: folder } });
    if (status !== 0) throw error ?? new Error(stderr);
    const cache = new Database(join(folder, "cache.db"), { readonly: true });
    const rows = cache.prepare("select guid as id, title, pubDate * 1000 as at from rss_item order by guid").all() as ReturnType<typeof readWithNewsboat>;
    cache.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const maxBuffer = 64 * 1024 * 1024;

/** Gives a program the document as a file, and answers what it prints. */
export function runOn(program: string, args: string[], text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "candor-reader-"));
  try {
    const file = join(folder, "document");
    writeFileSync(file, text);
    const { stdout, stderr, status, error } = spawnSync(program, [...args, file], { encoding: "utf8", maxBuffer });
    if (status !== 0) throw error ?? new Error(stderr);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
