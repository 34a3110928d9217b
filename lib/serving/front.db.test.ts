import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sessionCookie } from "#lib/access/cookies";
import { removeMember } from "#lib/people/commands/members";
import { revokeAllSessions, saveProfile, startSession } from "#lib/people/commands/sessions";
import { archiveCustomer } from "#lib/customers/commands/customers";
import { createEmbed, revokeEmbed } from "#lib/embeds/commands";
import { listFeedItems } from "#lib/feeds/queries";
import { createFeed, revokeFeed } from "#lib/subscriptions/commands/feeds";
import { memberships } from "#db/schema/access";
import { acme, addCast, anna, ben, carla, globex, jonas, priya, type MemberPerson, type StaffPerson } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { findIncidentView } from "#lib/status/queries/incident";
import { mergeIncident } from "#lib/incidents/commands/merge";
import type { Context } from "#lib/access/context";
import { notFound, permanentRedirect } from "next/navigation";
import { and, eq } from "drizzle-orm";
import { Changes } from "./changes.ts";
import { Front } from "./front.ts";
import { Me } from "./me.ts";
import { PageCache } from "./page-cache.ts";
import { Readers } from "./readers.ts";

const database = testDatabase();
const site = { url: "http://localhost:3000", incidentUrl: (code: string) => `/incidents/${code}`, maintenanceUrl: (code: string) => `/maintenance/${code}` };

interface Portal {
  port: number;
  made: string[];
  stop(): void;
}

let portal: Portal;
beforeEach(async () => {
  await addCast(database.db);
  portal = await openPortal();
});
afterEach(() => portal.stop());

// Documents are the words of the audience's feed: enough to tell audiences and changes apart.
async function openPortal(): Promise<Portal> {
  const made: string[] = [];
  const changes = new Changes({ db: database.db, now: Date.now });
  const front = new Front({
    changes,
    cache: new PageCache({ now: Date.now, maxBytes: 10_000_000 }),
    readers: new Readers(Date.now),
    make: async ({ ctx, customer }, { key, params: { code } }) => {
      made.push(`${customer?.slug ?? "public"} ${key}`);
      if (code !== undefined) return drawIncident(ctx, code);
      return { contentType: "text/html; charset=utf-8", headers: {}, text: JSON.stringify([customer?.name, await listFeedItems(ctx, site)]) };
    },
  });
  const me = new Me(changes, Date.now);
  const answer = async (asked: IncomingMessage, response: ServerResponse) => (await front.answer(asked, response)) || (await me.answer(asked, response)) || response.writeHead(404).end("next");
  const server = createServer((asked, response) => void answer(asked, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, made, stop: () => (changes.stop(), server.close(), server.closeAllConnections()) };
}

// As the page of an incident does it: what was merged leads on where its reader may see the other.
async function drawIncident(ctx: Context, code: string) {
  const view = await findIncidentView(ctx, code);
  if (!view) notFound();
  if (view.mergedInto) permanentRedirect(`/incidents/${view.mergedInto.code}`);
  return { contentType: "text/html; charset=utf-8", headers: {}, text: JSON.stringify(view.updates.map((update) => update.body)) };
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function ask(path: string, headers: Record<string, string> = {}, { method = "GET", body }: { method?: string; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port: portal.port, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() }));
    });
    call.on("error", reject);
    call.end(body);
  });
}

async function signIn(person: MemberPerson | StaffPerson): Promise<{ cookie: string }> {
  const { token } = await startSession({ ...asStaff(database.db, priya, Date.now()) }, { personId: person.id, method: "link", userAgent: "" });
  return { cookie: `${sessionCookie}=${token}` };
}

const feedOf = (person: MemberPerson) => createFeed(asMember(database.db, person, Date.now()), { personId: person.id, customerId: person.customerId, label: "Reader" });
const noted = () => anIncident(asStaff(database.db, jonas), { notes: [{ customerId: acme.id, body: "canary-acme" }, { customerId: globex.id, body: "canary-globex" }] });

describe("who reads what", () => {
  test("two members of a customer get the same bytes, made once; another customer gets its own", async () => {
    await noted();
    const [annas, bens, carlas] = await Promise.all([anna, ben, carla].map(signIn));
    const [first, second] = [await ask("/c/acme", annas), await ask("/c/acme", bens)];
    expect(second.body).toBe(first.body);
    expect(second.headers["etag"]).toBe(first.headers["etag"]);
    expect(portal.made).toEqual(["acme /c/acme"]);
    const other = await ask("/c/globex", carlas);
    expect([first.body.includes("canary-acme"), first.body.includes("canary-globex"), other.body.includes("canary-globex"), other.body.includes("canary-acme")]).toEqual([true, false, true, false]);
  });

  test("a stranger is left to Next, however well the document is kept", async () => {
    await ask("/c/acme", await signIn(anna));
    const strangers: Record<string, string>[] = [{}, await signIn(carla), { cookie: `${sessionCookie}=guess` }, { authorization: "Bearer x" }];
    for (const headers of strangers) expect((await ask("/c/acme", headers)).body).toBe("next");
    expect((await ask("/c/acme", await signIn(jonas))).status).toBe(200);
  });

  test("the public's page is everybody's, whoever is signed in, and names nobody's words", async () => {
    await noted();
    const [open, signedIn] = [await ask("/"), await ask("/", await signIn(anna))];
    expect(signedIn.body).toBe(open.body);
    expect(open.body).not.toContain("canary-");
    expect([open.headers["set-cookie"], signedIn.headers["set-cookie"]]).toEqual([undefined, undefined]);
  });

  test("two feeds of a customer are one document, and no token is in it", async () => {
    await noted();
    const [one, two, other] = await Promise.all([anna, ben, carla].map(feedOf));
    const read = async (feed: { token: string } | undefined) => (await ask(`/f/${feed?.token}/history.rss`)).body;
    expect(await read(one)).toBe(await read(two));
    expect(await read(one)).not.toContain(one?.token);
    expect((await read(other)).includes("canary-acme")).toBe(false);
    expect(portal.made).toEqual(["acme /f/*/history.rss", "globex /f/*/history.rss"]);
  });
});

describe("refused with the very next request", () => {
  test("a session that was revoked", async () => {
    const cookie = await signIn(anna);
    expect((await ask("/c/acme", cookie)).status).toBe(200);
    await revokeAllSessions(asMember(database.db, anna, Date.now()), {});
    expect((await ask("/c/acme", cookie)).body).toBe("next");
  });

  test("a feed that was revoked", async () => {
    const { id, token } = await feedOf(anna);
    expect((await ask(`/f/${token}/history.rss`)).status).toBe(200);
    await revokeFeed(asMember(database.db, anna, Date.now()), { id, personId: anna.id, customerId: acme.id });
    expect((await ask(`/f/${token}/history.rss`)).body).toBe("next");
  });

  test("somebody who was removed, with their feed, while the others read on", async () => {
    const [cookie, others, feed] = [await signIn(ben), await signIn(anna), await feedOf(ben)];
    const bens = [() => ask("/c/acme", cookie), () => ask(`/f/${feed.token}/history.rss`)];
    for (const read of bens) expect((await read()).status).toBe(200);
    const [membership] = await database.db.read.select({ id: memberships.id }).from(memberships).where(and(eq(memberships.personId, ben.id), eq(memberships.customerId, acme.id)));
    await removeMember(asStaff(database.db, priya, Date.now()), { customerId: acme.id, membershipId: membership?.id ?? "" });
    for (const read of bens) expect((await read()).body).toBe("next");
    expect((await ask("/c/acme", others)).status).toBe(200);
  });

  test("everybody of a customer that was archived", async () => {
    const cookie = await signIn(anna);
    await ask("/c/acme", cookie);
    await archiveCustomer(asStaff(database.db, priya, Date.now()), { id: acme.id });
    expect((await ask("/c/acme", cookie)).body).toBe("next");
  });
});

describe("after a post", () => {
  test("the next request has the new words, and only documents of those it touches are made anew", async () => {
    const [annas, carlas] = [await signIn(anna), await signIn(carla)];
    const readAll = async () => Promise.all([ask("/c/acme", annas), ask("/c/globex", carlas), ask("/")]);
    const before = await readAll();
    portal.made.length = 0;
    await anIncident(asStaff(database.db, jonas), { title: "Only Acme hears", visibility: "selected", customerIds: [acme.id] });
    const after = await readAll();
    expect(after.map((answer) => answer.body.includes("Only Acme hears"))).toEqual([true, false, false]);
    expect(after.map((answer, index) => answer.headers["etag"] === before[index]?.headers["etag"])).toEqual([false, true, true]);
    expect(portal.made).toEqual(["acme /c/acme"]);
  });

  test("a reader who has the old page gets the new one, and after that hears that nothing changed", async () => {
    const old = (await ask("/")).headers["etag"] ?? "";
    expect((await ask("/", { "if-none-match": old })).status).toBe(304);
    await noted();
    const fresh = await ask("/", { "if-none-match": old });
    expect([fresh.status, fresh.headers["etag"] === old]).toEqual([200, false]);
    expect((await ask("/", { "if-none-match": fresh.headers["etag"] ?? "" })).status).toBe(304);
  });
});

describe("an address that leads on", () => {
  const at = (minutes: number) => asStaff(database.db, jonas, Date.now() - minutes * 60_000);
  const asked = async () => {
    const [annas, carlas] = [await signIn(anna), await signIn(carla)];
    return (code: string) => Promise.all([ask(`/c/acme/incidents/${code}`, annas), ask(`/c/globex/incidents/${code}`, carlas)]).then((answers) => answers.map((answer) => answer.body));
  };

  test("is Next's to answer for who may see where it leads, never kept, and a page to anybody else", async () => {
    const read = await asked();
    const source = await anIncident(at(30), { visibility: "affected" });
    const target = await anIncident(at(20), { title: "Only Acme", visibility: "selected", customerIds: [acme.id] });
    expect((await read(source.code)).map((body) => body.includes("1 in 8"))).toEqual([true, true]);
    await mergeIncident(at(10), { incidentId: source.incidentId, baseVersion: 1, into: target.code, intoVersion: 1, lastWords: "It ends here.", body: "It goes on." });
    const after = ["next", JSON.stringify(["It ends here.", "About 1 in 8 card payments in Europe is refused."])];
    await expect.poll(() => read(source.code)).toEqual(after);
    portal.made.length = 0;
    expect(await read(source.code)).toEqual(after);
    expect(portal.made).toEqual([`acme /c/acme/incidents/${source.code}`]);
  });

  test("changes with who may see where it leads", async () => {
    const read = await asked();
    const source = await anIncident(at(30), { visibility: "affected" });
    const target = await anIncident(at(20), { title: "Only Acme", visibility: "selected", customerIds: [acme.id] });
    await mergeIncident(at(10), { incidentId: source.incidentId, baseVersion: 1, into: target.code, intoVersion: 1, lastWords: "It ends here.", body: "It goes on." });
    const isLedOn = async () => (await read(source.code)).map((body) => body === "next");
    await expect.poll(isLedOn).toEqual([true, false]);
    await anUpdate(at(9), { incidentId: target.incidentId, baseVersion: 2, visibility: "selected", customerIds: [globex.id] });
    await expect.poll(isLedOn).toEqual([false, true]);
    await anUpdate(at(8), { incidentId: target.incidentId, baseVersion: 3, visibility: "internal", customerIds: [] });
    await expect.poll(isLedOn).toEqual([false, false]);
  });
});

describe("how it is asked", () => {
  test("HEAD has the head of GET and no body", async () => {
    const [get, head] = [await ask("/"), await ask("/", {}, { method: "HEAD" })];
    expect([head.status, head.body, head.headers["content-length"], head.headers["etag"]]).toEqual([200, "", get.headers["content-length"], get.headers["etag"]]);
  });

  test("what is not a plain GET is left to Next and changes nothing that is kept", async () => {
    const { body } = await ask("/");
    expect((await ask("/", {}, { method: "POST", body: "x=1" })).body).toBe("next");
    expect((await ask("/", { "content-length": "3" }, { body: "abc" })).body).toBe("next");
    expect((await ask("/")).body).toBe(body);
    expect(portal.made).toEqual(["public /"]);
  });

  test("no header of a request is found in an answer or makes another document", async () => {
    const plain = await ask("/");
    const odd = { rsc: "1", "next-router-prefetch": "1", "next-action": "x", "x-candor-audience": "staff", "x-forwarded-host": "canary.example", range: "bytes=0-3", "x-http-method-override": "POST", "accept-language": "de", "x-middleware-subrequest": "proxy", "user-agent": "canary-agent", referer: "http://canary.example/" };
    const answer = await ask("/", odd);
    expect([answer.status, answer.body === plain.body, answer.headers["etag"] === plain.headers["etag"]]).toEqual([200, true, true]);
    expect(JSON.stringify(answer.headers)).not.toContain("canary");
    expect(portal.made).toHaveLength(1);
  });

  test("what one customer reads may be kept by nobody in between, what everybody reads for a moment", async () => {
    const [own, everybodys] = [await ask("/c/acme", await signIn(anna)), await ask("/")];
    expect([own.headers["cache-control"], own.headers["vary"]]).toEqual(["private, no-cache", "accept-encoding, cookie"]);
    expect(everybodys.headers["cache-control"]).toBe("public, max-age=0, s-maxage=15, stale-if-error=86400");
    for (const { headers } of [own, everybodys]) expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self';");
  });
});

describe("who is looking", () => {
  const me = async (headers: Record<string, string> = {}) => JSON.parse((await ask("/api/me", headers)).body) as { name: string } | null;

  test("is told to themselves only, and to nobody who is not signed in", async () => {
    const [annas, carlas] = [await signIn(anna), await signIn(carla)];
    expect([await me(annas), await me(carlas), await me(annas)]).toMatchObject([{ name: anna.name }, { name: carla.name }, { name: anna.name }]);
    expect([await me(), await me({ cookie: `${sessionCookie}=guess` }), await me({ authorization: annas.cookie })]).toEqual([null, null, null]);
    expect((await ask("/api/me", annas)).headers["cache-control"]).toBe("private, no-store");
  });

  test("is nobody with the next request after the session was revoked, and somebody else's name after it was changed", async () => {
    const cookie = await signIn(anna);
    await me(cookie);
    await saveProfile(asMember(database.db, anna, Date.now()), { name: "Anna Keller-Braun", timeZone: null });
    expect(await me(cookie)).toMatchObject({ name: "Anna Keller-Braun" });
    await revokeAllSessions(asMember(database.db, anna, Date.now()), {});
    expect(await me(cookie)).toBeNull();
  });
});

describe("a customer's embed", () => {
  const embedOf = (person: MemberPerson, origins: string) => createEmbed(asMember(database.db, person, Date.now()), { personId: person.id, customerId: person.customerId, label: "Help", origins });

  test("is one document for all addresses of a customer, each for the pages of its own origins", async () => {
    const [one, two] = [await embedOf(anna, "https://help.acme.example https://portal.acme.example"), await embedOf(anna, "https://other.acme.example")];
    const read = ({ token }: { token: string }, origin?: string) => ask(`/embed/c/${token}`, origin ? { origin } : {});
    const [first, second] = [await read(one, "https://help.acme.example"), await read(two, "https://help.acme.example")];
    expect([second.body, portal.made]).toEqual([first.body, ["acme /embed/c/*"]]);
    const framedBy = ({ headers }: Answer) => /frame-ancestors ([^;]+)/.exec(String(headers["content-security-policy"]))?.[1];
    expect([framedBy(first), framedBy(second)]).toEqual(["https://help.acme.example https://portal.acme.example", "https://other.acme.example"]);
    expect([first, second, await read(one)].map(({ headers }) => headers["access-control-allow-origin"])).toEqual(["https://help.acme.example", undefined, undefined]);
    expect([first.headers["vary"], first.headers["cache-control"], first.headers["set-cookie"], first.headers["cross-origin-opener-policy"]]).toEqual(["accept-encoding, origin", "private, no-cache", undefined, undefined]);
    const held = await ask(`/embed/c/${one.token}`, { "if-none-match": String(first.headers["etag"]), origin: "https://portal.acme.example" });
    expect([held.status, held.headers["access-control-allow-origin"], framedBy(held)]).toEqual([304, "https://portal.acme.example", framedBy(first)]);
  });

  test("is nobody's from the request after it was revoked", async () => {
    const { id, token } = await embedOf(anna, "https://help.acme.example");
    expect((await ask(`/embed/c/${token}`)).status).toBe(200);
    await revokeEmbed(asMember(database.db, anna, Date.now()), { id, customerId: acme.id });
    expect((await ask(`/embed/c/${token}`)).body).toBe("next");
    expect((await ask(`/embed/c/${token}/status.json`)).body).toBe("next");
  });
});
