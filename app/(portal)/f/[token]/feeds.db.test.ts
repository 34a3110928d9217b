import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships, people } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { feedTokens } from "#db/schema/subscriptions";
import { now } from "#lib/platform/clock";
import { createFeed, revokeFeed } from "#lib/subscriptions/commands/feeds";
import { acme, addCast, anna, ben, carla, globex, jonas } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { feedFiles, type FeedFormat, feedFormats, feedTypes } from "#lib/feeds/terms";
import { GET as getPublicJson } from "../../../(public)/feed.json/route.ts";
import { GET as getPublicAtom } from "../../../(public)/history.atom/route.ts";
import { GET as getPublicCalendar } from "../../../(public)/history.ics/route.ts";
import { GET as getPublicRss } from "../../../(public)/history.rss/route.ts";
import { GET as getJson } from "./feed.json/route.ts";
import { GET as getAtom } from "./history.atom/route.ts";
import { GET as getCalendar } from "./history.ics/route.ts";
import { GET as getRss } from "./history.rss/route.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const own: Record<FeedFormat, typeof getRss> = { rss: getRss, atom: getAtom, json: getJson, calendar: getCalendar };
const everybodys: Record<FeedFormat, typeof getRss> = { rss: getPublicRss, atom: getPublicAtom, json: getPublicJson, calendar: getPublicCalendar };
const askFor = (format: FeedFormat, token: string, headers: Record<string, string> = {}) => own[format](new Request(`http://localhost:3000/f/${token}/${feedFiles[format]}`, { headers }), { params: Promise.resolve({ token }) });
const ask = (token: string, headers: Record<string, string> = {}) => askFor("rss", token, headers);
const feedOf = (person: typeof anna) => createFeed(asMember(database.db, person), { personId: person.id, customerId: person.customerId, label: "My reader" });
const lastUse = async (id: string) => (await database.db.read.select({ at: feedTokens.lastUsedAt }).from(feedTokens).where(eq(feedTokens.id, id)))[0]?.at;

describe("a private feed", () => {
  test("reads as its own customer and no other", async () => {
    await anIncident(asStaff(database.db, jonas), { notes: [{ customerId: acme.id, body: "canary-acme" }, { customerId: globex.id, body: "canary-globex" }] });
    const [ofAnna, ofCarla] = await Promise.all([feedOf(anna), feedOf(carla)]);
    const [annas, carlas] = [await (await ask(ofAnna.token)).text(), await (await ask(ofCarla.token)).text()];
    expect([annas.includes("canary-acme"), annas.includes("canary-globex"), annas.includes(globex.name)]).toEqual([true, false, false]);
    expect([carlas.includes("canary-acme"), carlas.includes("canary-globex"), carlas.includes(acme.name)]).toEqual([false, true, false]);
    expect(annas).toContain("http://localhost:3000/c/acme/incidents/");
  });

  test.each(feedFormats)("as %s does not repeat its secret, is not kept by anybody between, and names no page it was read from", async (format) => {
    const { token } = await feedOf(anna);
    const answer = await askFor(format, token);
    expect(await answer.text()).not.toContain(token);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control"), answer.headers.get("referrer-policy"), answer.headers.get("set-cookie"), answer.headers.get("access-control-allow-origin")]).toEqual([200, `${feedTypes[format]}; charset=utf-8`, "private, no-cache", "no-referrer", null, null]);
  });

  test.each(["rss", "atom", "json"] as const)("as %s answers 304 to a reader that has it, until something is published", async (format) => {
    const { token } = await feedOf(anna);
    const etag = (await askFor(format, token)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]+"$/);
    const again = await askFor(format, token, { "if-none-match": etag });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    await anIncident(asStaff(database.db, jonas));
    expect((await askFor(format, token, { "if-none-match": etag })).status).toBe(200);
  });

  test("notes its use at most every five minutes", async () => {
    const { id, token } = await feedOf(anna);
    await ask(token);
    const first = await lastUse(id);
    expect(first).toBeGreaterThan(now() - 60_000);
    await database.db.write((tx) => tx.update(feedTokens).set({ lastUsedAt: now() - 299_000 }));
    await ask(token);
    expect(await lastUse(id)).toBeLessThan(now() - 290_000);
    await database.db.write((tx) => tx.update(feedTokens).set({ lastUsedAt: now() - 301_000 }));
    await ask(token);
    expect(await lastUse(id)).toBeGreaterThan(now() - 60_000);
  });

  test.each([
    ["revoked", (id: string) => revokeFeed(asMember(database.db, anna), { id, personId: anna.id, customerId: acme.id })],
    ["of somebody who is no member any more", () => database.db.write((tx) => tx.delete(memberships).where(eq(memberships.personId, anna.id)))],
    ["of somebody disabled", () => database.db.write((tx) => tx.update(people).set({ disabledAt: now() }).where(eq(people.id, anna.id)))],
    ["of an archived customer", () => database.db.write((tx) => tx.update(customers).set({ archivedAt: now() }).where(eq(customers.id, acme.id)))],
  ])("that is %s answers exactly as one that never was", async (_, end) => {
    const { id, token } = await feedOf(anna);
    const statuses = () => Promise.all(feedFormats.map(async (format) => (await askFor(format, token)).status));
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await end(id);
    const textOf = async (answer: Response) => (await answer.text()).replace(/urn:request:[\w-]+/, "");
    const headersOf = (answer: Response) => [...answer.headers].filter(([name]) => name !== "x-request-id");
    for (const format of feedFormats) {
      const [gone, never] = [await askFor(format, token), await askFor(format, "cft_never")];
      expect([gone.status, await textOf(gone), headersOf(gone)]).toEqual([404, await textOf(never), headersOf(never)]);
    }
  });

  test("of one member stays when another of the customer leaves", async () => {
    const { token } = await feedOf(anna);
    await database.db.write((tx) => tx.delete(memberships).where(eq(memberships.personId, ben.id)));
    expect((await ask(token)).status).toBe(200);
  });
});

test.each(feedFormats)("the public feed as %s may be kept by anybody, briefly, and beyond an outage of ours", async (format) => {
  const answer = await everybodys[format](new Request(`http://localhost:3000/${feedFiles[format]}`), { params: Promise.resolve({}) });
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control"), answer.headers.get("access-control-allow-origin")]).toEqual([200, `${feedTypes[format]}; charset=utf-8`, "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400", "*"]);
  const words = { rss: '<atom:link href="http://localhost:3000/history.rss" rel="self"', atom: 'href="http://localhost:3000/history.atom"', json: '"feed_url":"http://localhost:3000/feed.json"', calendar: "X-WR-CALNAME:" };
  expect(await answer.text()).toContain(words[format]);
});
