import { beforeEach, describe, expect, test } from "vitest";
import { memberships, sessions } from "#db/schema/access";
import { arrivalCookie, sessionCookie } from "#lib/access/cookies";
import { findSignedIn } from "#lib/access/queries";
import { MINUTE } from "#lib/core/time";
import { endSession, revokeSession, startSession } from "#lib/people/commands/sessions";
import { type ArrivalTicket, signTicket } from "#lib/people/tokens";
import { now } from "#lib/platform/clock";
import { sha256 } from "#lib/platform/crypto";
import { acme, addCast, anna, globex, type MemberPerson, priya, type StaffPerson } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { GET } from "./route.ts";

const database = testDatabase();
const host = "status.acme.example";
const state = "what-only-this-browser-holds";

beforeEach(() => addCast(database.db));

async function signIn(person: MemberPerson | StaffPerson): Promise<{ id: string; token: string }> {
  const ctx = "staffRole" in person ? asStaff(database.db, person, now()) : asMember(database.db, person, now());
  const { token } = await startSession(ctx, { personId: person.id, method: "Link by email", userAgent: "" });
  const session = (await database.db.read.select({ id: sessions.id, tokenHash: sessions.tokenHash }).from(sessions)).find(({ tokenHash }) => tokenHash === sha256(token));
  return { id: session?.id ?? "", token };
}

const ticketOf = (sessionId: string, changes: Partial<ArrivalTicket> = {}) => signTicket({ sessionId, host, customerId: acme.id, stateHash: sha256(state), next: "/c/acme/incidents", expiresAt: now() + MINUTE, ...changes });

function arrive(ticket: string, { under = host, cookie = `${arrivalCookie}=${state}` }: { under?: string | null; cookie?: string } = {}): Promise<Response> {
  const headers = { accept: "text/html", cookie, "x-request-id": "req_1", ...(under === null ? {} : { "x-candor-host": under }) };
  return GET(new Request(`http://${under ?? "localhost"}:3000/arrive?ticket=${encodeURIComponent(ticket)}`, { headers }), { params: Promise.resolve(undefined) });
}

function sessionOf(response: Response): string | undefined {
  return response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${sessionCookie}=`))?.split(";")[0]?.split("=")[1];
}

const whoIs = (token: string) => findSignedIn(database.db.read, { tokenHash: sha256(token), now: now() });

describe("arriving under a customer's own name", () => {
  test("opens a session there, for that customer and nothing else", async () => {
    await database.db.write((tx) => tx.insert(memberships).values({ id: "mem_both", personId: anna.id, customerId: globex.id, role: "owner", createdAt: 1 }));
    const { id, token } = await signIn(anna);
    const response = await arrive(ticketOf(id));
    expect([response.status, response.headers.get("location")]).toEqual([303, "/c/acme/incidents"]);
    const arrived = sessionOf(response) ?? "";
    expect(arrived).not.toBe(token);
    expect((await whoIs(arrived))?.memberships.map(({ slug }) => slug)).toEqual(["acme"]);
    expect((await whoIs(token))?.memberships.map(({ slug }) => slug)).toEqual(["acme", "globex"]);
    expect(response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${arrivalCookie}=;`))).toBe(true);
  });

  test("makes nobody staff there, as whoever rules the name could read the cookie", async () => {
    const { id } = await signIn(priya);
    expect(await whoIs(sessionOf(await arrive(ticketOf(id))) ?? "")).toMatchObject({ staffRole: null, memberships: [] });
  });

  test.each<[string, (id: string) => Promise<Response>]>([
    ["by another browser", (id) => arrive(ticketOf(id), { cookie: `${arrivalCookie}=another` })],
    ["without the cookie", (id) => arrive(ticketOf(id), { cookie: "" })],
    ["under another name", (id) => arrive(ticketOf(id), { under: "status.globex.example" })],
    ["under the portal's own", (id) => arrive(ticketOf(id), { under: null })],
    ["too late", (id) => arrive(ticketOf(id, { expiresAt: now() }))],
    ["with a changed ticket", (id) => arrive(`${Buffer.from(JSON.stringify({ sessionId: id, host, customerId: globex.id, stateHash: sha256(state), next: "/", expiresAt: now() + MINUTE })).toString("base64url")}.${ticketOf(id).split(".")[1]}`)],
    ["with none", () => arrive("")],
    ["with nonsense", () => arrive("....")],
    ["of no session", () => arrive(ticketOf("ses_nothing"))],
  ])("is refused %s", async (_, attempt) => {
    const { id } = await signIn(anna);
    const response = await attempt(id);
    expect([response.status, sessionOf(response)]).toEqual([410, undefined]);
  });

  test("ends with the session it came from, and ends that when somebody signs out there", async () => {
    const first = await signIn(anna);
    const there = sessionOf(await arrive(ticketOf(first.id))) ?? "";
    await revokeSession(asMember(database.db, anna, now()), { id: first.id });
    expect([await whoIs(there), await whoIs(first.token)]).toEqual([null, null]);
    const second = await signIn(anna);
    const again = sessionOf(await arrive(ticketOf(second.id))) ?? "";
    await endSession(asMember(database.db, anna, now()), { token: again });
    expect([await whoIs(again), await whoIs(second.token)]).toEqual([null, null]);
  });
});
