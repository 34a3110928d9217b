import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import { embedTokens } from "#db/schema/embeds";
import { createEmbed, revokeEmbed } from "#lib/embeds/commands";
import type { EmbedStatus } from "#lib/embeds/terms";
import { now } from "#lib/platform/clock";
import { acme, acmeGateway, addCast, anna, cards, carla, globex, jonas } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { GET as getBadge } from "../../../../../(public)/badge.svg/route.ts";
import { GET as getPublic } from "../../../../../(public)/embed/status.json/route.ts";
import { GET } from "./route.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const help = "https://help.acme.example";
const ask = (token: string, headers: Record<string, string> = {}) => GET(new Request(`http://localhost:3000/embed/c/${token}/status.json`, { headers }), { params: Promise.resolve({ token }) });
const askPublic = () => getPublic(new Request("http://localhost:3000/embed/status.json"), { params: Promise.resolve({}) });
const askBadge = (search = "") => getBadge(new Request(`http://localhost:3000/badge.svg${search}`), { params: Promise.resolve({}) });
const embedOf = (person: typeof anna, origins = help) => createEmbed(asMember(database.db, person, now()), { personId: person.id, customerId: person.customerId, label: "Help", origins });
const told = () => anIncident(asStaff(database.db, jonas, now()), { notes: [{ customerId: acme.id, body: "canary-acme" }, { customerId: globex.id, body: "canary-globex" }], components: [{ componentId: cards.id, state: "partial_outage" }, { componentId: acmeGateway.id, state: "partial_outage" }] });

describe("a customer's embed", () => {
  test("says what its own page says, in its own names, with links into its own pages", async () => {
    const { code } = await told();
    const [ofAnna, ofCarla] = [await embedOf(anna), await embedOf(carla)];
    const [annas, carlas] = [await (await ask(ofAnna.token)).text(), await (await ask(ofCarla.token)).text()];
    const status = JSON.parse(annas) as EmbedStatus;
    expect(status.incidents.map(({ url, components }) => [url, components])).toEqual([[`http://localhost:3000/c/acme/incidents/${code}`, ["Checkout EU", acmeGateway.name]]]);
    expect([carlas.includes("Checkout EU"), carlas.includes(acmeGateway.name), carlas.includes("acme"), annas.includes("globex")]).toEqual([false, false, false, false]);
    expect([annas, carlas].some((text) => text.includes("cet_"))).toBe(false);
  });

  test("may be fetched by pages of its origins and of no others, and nobody between keeps it", async () => {
    const { token } = await embedOf(anna, `${help} https://portal.acme.example`);
    const allowed = async (headers: Record<string, string>) => (await ask(token, headers)).headers.get("access-control-allow-origin");
    expect(await allowed({ origin: help })).toBe(help);
    for (const origin of ["https://evil.example", "null", "http://help.acme.example", `${help}.evil.example`, "https://HELP.acme.example"]) expect(await allowed({ origin })).toBeNull();
    const { headers } = await ask(token);
    expect([headers.get("access-control-allow-origin"), headers.get("cache-control"), headers.get("vary"), headers.get("set-cookie")]).toEqual([null, "private, no-cache", "origin", null]);
  });

  test("stays when its maker leaves, and notes its use at most every five minutes", async () => {
    const { token } = await embedOf(anna);
    await database.db.write((tx) => tx.delete(memberships).where(eq(memberships.personId, anna.id)));
    expect((await ask(token)).status).toBe(200);
    const lastUse = async () => (await database.db.read.select({ at: embedTokens.lastUsedAt }).from(embedTokens))[0]?.at ?? 0;
    expect(await lastUse()).toBeGreaterThan(now() - 60_000);
    await database.db.write((tx) => tx.update(embedTokens).set({ lastUsedAt: now() - 299_000 }));
    await ask(token);
    expect(await lastUse()).toBeLessThan(now() - 290_000);
  });

  test.each([
    ["revoked", (id: string) => revokeEmbed(asMember(database.db, anna), { id, customerId: acme.id })],
    ["of an archived customer", () => database.db.write((tx) => tx.update(customers).set({ archivedAt: now() }).where(eq(customers.id, acme.id)))],
  ])("that is %s answers exactly as one that never was", async (_, end) => {
    const { id, token } = await embedOf(anna);
    expect((await ask(token)).status).toBe(200);
    await end(id);
    const [gone, never] = [await ask(token, { origin: help }), await ask("cet_never", { origin: help })];
    const textOf = async (answer: Response) => (await answer.text()).replace(/urn:request:[\w-]+/, "");
    const headersOf = (answer: Response) => [...answer.headers].filter(([name]) => name !== "x-request-id");
    expect([gone.status, await textOf(gone), headersOf(gone)]).toEqual([404, await textOf(never), headersOf(never)]);
  });
});

describe("the public's", () => {
  test("data may be fetched by any page, and says nothing of any customer", async () => {
    await told();
    const answer = await askPublic();
    const text = await answer.text();
    expect([answer.headers.get("access-control-allow-origin"), answer.headers.get("content-type")]).toEqual(["*", "application/json; charset=utf-8"]);
    expect(["canary", "Checkout EU", acmeGateway.name, "acme", "journeys"].filter((word) => text.includes(word))).toEqual([]);
    expect((JSON.parse(text) as EmbedStatus).status).toMatchObject({ state: "partial_outage", sentence: "Card payments fail for some shoppers" });
  });

  test("badge is of the page, or of a component that everybody may know", async () => {
    await told();
    const textOf = async (search: string) => (await askBadge(search)).text();
    expect(await textOf("")).toMatch(/<title>[^<]+: partial outage<\/title>/);
    expect(await textOf(`?component=${cards.id}&style=plain`)).toContain("<title>Card processing: partial outage</title>");
    expect(await textOf("?style=unheard-of")).toBe(await textOf("?style=flat"));
  });

  test("badge of a component that is hidden, archived or none is not there, all alike", async () => {
    await database.db.write((tx) => tx.update(components).set({ archivedAt: now() }).where(eq(components.id, "cmp_payouts")));
    const answers = await Promise.all([`?component=${acmeGateway.id}`, "?component=cmp_payouts", "?component=cmp_never"].map(async (search) => {
      const answer = await askBadge(search);
      return [answer.status, (await answer.text()).replace(/urn:request:[\w-]+/, "")];
    }));
    expect(answers).toEqual(Array.from({ length: 3 }, () => [404, answers[0]?.[1]]));
  });
});
