import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, signInRequests, verificationTokens } from "#db/schema/access";
import { outbox } from "#db/schema/outbox";
import { HOUR, MINUTE } from "#lib/core/time";
import { addCast, anna, testNow } from "#lib/testing/cast";
import { asPublic } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { codeTries, linkLifeMs, mailsPerDay, mailsPerLinkLife } from "../rules.ts";
import { signInSecretsOf } from "../tokens.ts";
import { armRequest, openRequest, requestSignIn } from "./sign-in.ts";

const database = testDatabase();
const browserHash = "a browser";

beforeEach(() => addCast(database.db));

const ask = (email: string = anna.email, at = testNow) => requestSignIn(asPublic(database.db, at), { email, browserHash, returnTo: "/c/acme", userAgent: "Firefox" });
const arm = (requestId: string, at = testNow, email: string = anna.email) => armRequest(database.db, { requestId, email, now: at, isLink: true });
const open = (requestId: string, proof: { token: string } | { code: string }, { at = testNow, browser = browserHash } = {}) => openRequest(asPublic(database.db, at), { requestId, browserHash: browser, proof });

async function armed(at = testNow) {
  const requestId = await ask(anna.email, at);
  await arm(requestId, at);
  return { requestId, ...signInSecretsOf(requestId) };
}

function anotherCode(code: string): string {
  return code === "000000" ? "000001" : "000000";
}

describe("asking", () => {
  it("writes the same rows whoever is asked for", async () => {
    await ask(anna.email);
    const known = await contents();
    await database.db.write((tx) => tx.delete(people));
    await database.db.write(async (tx) => void (await tx.delete(signInRequests), await tx.delete(outbox)));
    await ask(anna.email);
    expect(await contents()).toEqual(known);
  });

  it("stores nothing that a link or a code could be made from", async () => {
    const { requestId, token, code } = await armed();
    const text = JSON.stringify([await database.db.read.select().from(signInRequests), await database.db.read.select().from(verificationTokens), await database.db.read.select().from(outbox)]);
    expect(text).toContain(requestId);
    expect(text).not.toContain(token);
    expect(text).not.toContain(code);
  });

  it("forgets requests that ended more than a day ago", async () => {
    await ask(anna.email, testNow - 2 * 86_400_000);
    const requestId = await ask();
    expect(await database.db.read.select({ id: signInRequests.id }).from(signInRequests)).toEqual([{ id: requestId }]);
  });
});

describe("the mails to one address", () => {
  it(`are at most ${mailsPerLinkLife} in a quarter of an hour`, async () => {
    const answers: boolean[] = [];
    for (let minute = 0; minute <= mailsPerLinkLife; minute += 1) answers.push(await arm(await ask(anna.email, testNow + minute * MINUTE), testNow + minute * MINUTE));
    expect(answers).toEqual([...Array<boolean>(mailsPerLinkLife).fill(true), false]);
    const later = testNow + linkLifeMs + 10 * MINUTE;
    expect(await arm(await ask(anna.email, later), later)).toBe(true);
  });

  it(`are at most ${mailsPerDay} a day`, async () => {
    const answers: boolean[] = [];
    for (let hour = 0; hour <= mailsPerDay; hour += 1) answers.push(await arm(await ask(anna.email, testNow + hour * HOUR), testNow + hour * HOUR));
    expect(answers.filter(Boolean)).toHaveLength(mailsPerDay);
  });

  it("are one a request, however often the job runs", async () => {
    const requestId = await ask();
    expect([await arm(requestId), await arm(requestId)]).toEqual([true, true]);
    expect(await database.db.read.select().from(verificationTokens)).toHaveLength(1);
  });
});

describe("a link", () => {
  it("opens its request once", async () => {
    const { requestId, token } = await armed();
    expect(await open(requestId, { token })).toEqual({ email: anna.email, token, returnTo: "/c/acme" });
    await expect(open(requestId, { token })).rejects.toThrow(/expired or was used/);
  });

  it("opens nothing twice, even at the same moment", async () => {
    const { requestId, token } = await armed();
    const outcomes = await Promise.allSettled([open(requestId, { token }), open(requestId, { token }), open(requestId, { token })]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("does not open in another browser, and is not spent there", async () => {
    const { requestId, token } = await armed();
    await expect(open(requestId, { token }, { browser: "another" })).rejects.toThrow(/another browser/);
    expect(await open(requestId, { token })).toMatchObject({ email: anna.email });
  });

  it("opens nothing after fifteen minutes", async () => {
    const { requestId, token } = await armed();
    await expect(open(requestId, { token }, { at: testNow + linkLifeMs })).rejects.toThrow(/expired/);
    expect(await open(requestId, { token }, { at: testNow + linkLifeMs - 1 })).toMatchObject({ email: anna.email });
  });

  it("of another request opens nothing", async () => {
    const { requestId } = await armed();
    await expect(open(requestId, { token: signInSecretsOf("sir_another").token })).rejects.toThrow(/expired/);
  });
});

describe("a code", () => {
  it("opens its request in the browser that asked", async () => {
    const { requestId, code, token } = await armed();
    expect(await open(requestId, { code })).toEqual({ email: anna.email, token, returnTo: "/c/acme" });
  });

  it(`that is wrong ${codeTries} times ends the request, the right one included`, async () => {
    const { requestId, code } = await armed();
    for (let left = codeTries - 1; left > 0; left -= 1) await expect(open(requestId, { code: anotherCode(code) })).rejects.toThrow(left === 1 ? /one more try/ : `${left} more tries`);
    await expect(open(requestId, { code: anotherCode(code) })).rejects.toThrow(/Ask for a new one/);
    await expect(open(requestId, { code })).rejects.toThrow(/Ask for a new one/);
  });

  it("is refused in the same words for an address that nobody has", async () => {
    const known = await armed();
    const unknown = await ask("nobody@acme.example");
    const said = async (requestId: string, code: string) => open(requestId, { code }).then(() => "opened", (failure: Error) => failure.message);
    for (let attempt = 0; attempt < codeTries + 1; attempt += 1) {
      // Even the very code that would be right, had there been a mail.
      expect(await said(unknown, signInSecretsOf(unknown).code)).toBe(await said(known.requestId, anotherCode(known.code)));
    }
  });

  it("counts tries made at the same moment one by one", async () => {
    const { requestId, code } = await armed();
    await Promise.allSettled(Array.from({ length: codeTries + 3 }, () => open(requestId, { code: anotherCode(code) })));
    const [row] = await database.db.read.select({ tries: signInRequests.tries }).from(signInRequests).where(eq(signInRequests.id, requestId));
    expect(row?.tries).toBe(codeTries);
  });
});

async function contents() {
  const requests = await database.db.read.select().from(signInRequests);
  const events = await database.db.read.select().from(outbox);
  return {
    requests: requests.map((row) => ({ ...row, id: "" })),
    events: events.map(({ kind, payload, dueAt }) => ({ kind, fields: Object.keys(payload), userAgent: payload["userAgent"], dueAt })),
    tokens: await database.db.read.select().from(verificationTokens),
  };
}
