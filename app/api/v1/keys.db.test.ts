import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { staffMembers } from "#db/schema/access";
import { apiAnswers, apiKeys } from "#db/schema/api";
import { auditEntries } from "#db/schema/audit";
import { incidents } from "#db/schema/incidents";
import { callsPerMinute } from "#lib/access/terms";
import { forgetAnswers } from "#lib/api/commands";
import { operations } from "#lib/api/table";
import { searchAudit } from "#lib/audit/queries";
import { DAY, HOUR } from "#lib/core/time";
import { savePublishingRules } from "#lib/incidents/commands/publishing-rules";
import { createKey, revokeKey } from "#lib/keys/commands";
import { listKeys } from "#lib/keys/queries";
import { now } from "#lib/platform/clock";
import { addKey, ask, type Asked } from "#lib/testing/api/client";
import { addCast, cards, jonas, mira, priya } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { GET, POST } from "./[...path]/route.ts";

const database = testDatabase();
const named = (id: string) => {
  const operation = operations.find((each) => each.id === id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  return operation;
};
const [list, open] = [named("incidents.list"), named("incidents.open")];
const failing = { title: "Card payments fail", visibility: "public", state: "investigating", body: "About 1 in 8 is refused.", components: [{ componentId: cards.id, state: "partial_outage" }] };
const by = (person = priya) => asStaff(database.db, person, now());
const opened = (asked: Omit<Asked, "input">) => ask(open, { ...asked, input: failing });
const listTitles = async () => (await database.db.read.select({ title: incidents.title }).from(incidents)).map((row) => row.title);

beforeEach(async () => {
  await addCast(database.db);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a key", () => {
  test("is shown once, kept as a hash, and notes when it was used last", async () => {
    const { id, token } = await createKey(by(), { name: "Deploys", scopes: ["incidents:read"], days: 30 });
    expect(JSON.stringify(await database.db.read.select().from(apiKeys))).not.toContain(token);
    expect((await ask(list, { token })).status).toBe(200);
    expect(await listKeys(by())).toMatchObject([{ id, name: "Deploys", maker: priya.name, lastFour: token.slice(-4), scopes: ["incidents:read"], lastUsedAt: expect.any(Number) }]);
  });

  test("opens nothing once it is revoked, has expired, or its maker is no longer in the team", async () => {
    const [revoked, expired, left] = [await addKey(database.db, { personId: priya.id, now: now() }), await addKey(database.db, { personId: priya.id, now: now() - 31 * DAY }), await addKey(database.db, { personId: mira.id, now: now() })];
    expect((await ask(list, { token: revoked.token })).status).toBe(200);
    await revokeKey(by(), { id: revoked.id });
    await database.db.write((tx) => tx.delete(staffMembers).where(eq(staffMembers.personId, mira.id)));
    expect([(await ask(list, { token: revoked.token })).status, (await ask(list, { token: expired.token })).status, (await ask(list, { token: left.token })).status]).toEqual([401, 401, 403]);
  });

  test("goes as far as its maker's role of now, and is called by its name in the audit log", async () => {
    const { id, token } = await addKey(database.db, { personId: mira.id, granted: ["incidents:write"], now: now() });
    expect((await opened({ token })).status).toBe(201);
    expect((await searchAudit(by(), { search: "deploy", after: null })).rows).toMatchObject([{ action: "incident.opened", actorKind: "key", actor: "API key deploy-bot" }]);
    expect((await database.db.read.select({ by: auditEntries.actorId }).from(auditEntries))[0]).toEqual({ by: id });
    await database.db.write((tx) => tx.update(staffMembers).set({ role: "viewer" }).where(eq(staffMembers.personId, mira.id)));
    expect([(await opened({ token })).status, (await ask(list, { token })).status]).toEqual([403, 200]);
  });

  test("is made by admins who are signed in, and by no key", async () => {
    const key = { name: "Deploys", scopes: ["incidents:read" as const], days: 30 as const };
    await expect(createKey(by(mira), key)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createKey({ ...by(), actor: { kind: "person", personId: priya.id, name: priya.name, key: { id: "key_1", name: "x" } } }, key)).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeKey(by(mira), { id: "key_1" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeKey(by(), { id: "key_1" })).rejects.toMatchObject({ code: "not_found" });
    expect(await database.db.read.select().from(auditEntries)).toEqual([]);
  });

  test("publishes nothing that a second person has to see first", async () => {
    const { token } = await addKey(database.db, { personId: priya.id, now: now() });
    await savePublishingRules(by(), { isReviewNeeded: true, visibilities: ["public"], impacts: [] });
    expect(await opened({ token })).toMatchObject({ status: 409, body: { title: "conflict" } });
    const draft = await ask(named("drafts.create"), { token, input: failing });
    const asked = await ask(named("drafts.ask_approval"), { token, params: { id: String(draft.body["id"]) } });
    expect(asked.body).toMatchObject({ waitsForApproval: true, preparedBy: "deploy-bot", publishedAs: null });
    expect(await listTitles()).toEqual([]);
  });
});

describe("a write", () => {
  test("that is sent many times at once under one name is done once", async () => {
    const { token } = await addKey(database.db, { personId: jonas.id, now: now() });
    const answers = await Promise.all(Array.from({ length: 20 }, () => opened({ token, idempotencyKey: "once" })));
    expect(await listTitles()).toEqual([failing.title]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect((await opened({ token, idempotencyKey: "once" })).body).toEqual(answers.find(({ status }) => status === 201)?.body);
  });

  test("of another key may bear the same name, and after a day the same key's may", async () => {
    const [one, other] = [await addKey(database.db, { personId: jonas.id, now: now() }), await addKey(database.db, { personId: mira.id, now: now() })];
    await opened({ token: one.token, idempotencyKey: "once" });
    await opened({ token: other.token, idempotencyKey: "once" });
    await database.db.write((tx) => tx.update(apiAnswers).set({ createdAt: now() - 25 * HOUR }));
    await opened({ token: one.token, idempotencyKey: "once" });
    expect(await listTitles()).toHaveLength(3);
    await forgetAnswers(database.db, now());
    expect(await database.db.read.select().from(apiAnswers)).toHaveLength(1);
  });

  test("that was refused leaves its name free", async () => {
    const { token } = await addKey(database.db, { personId: jonas.id, now: now() });
    expect((await ask(open, { token, idempotencyKey: "once", input: { ...failing, title: "" } })).status).toBe(422);
    expect((await opened({ token, idempotencyKey: "once" })).status).toBe(201);
  });

  test("means the same whatever the order of its fields", async () => {
    const { token } = await addKey(database.db, { personId: jonas.id, now: now() });
    const first = await opened({ token, idempotencyKey: "once" });
    const again = await ask(open, { token, idempotencyKey: "once", input: Object.fromEntries(Object.entries(failing).reverse()) });
    expect([again.status, again.text]).toEqual([201, first.text]);
  });
});

describe("a request", () => {
  const send = (path: string, init: RequestInit = {}) => (init.method === "POST" ? POST : GET)(new Request(`http://localhost:3000/api/v1/${path}`, init), { params: Promise.resolve({ path: (path.split("?")[0] ?? "").split("/") }) });

  test("of which nothing can be made is refused in words of RFC 9457", async () => {
    const { token } = await addKey(database.db, { personId: jonas.id, now: now() });
    const headers = { authorization: `Bearer ${token}`, "idempotency-key": "one", "content-type": "application/json" };
    const post = (body: BodyInit, more: Record<string, string> = {}) => send("incidents", { method: "POST", body, headers: { ...headers, ...more } });
    const answers = [await post("{"), await post("a=b", { "content-type": "text/plain" }), await post("x".repeat(1_100_000)), await post("[]"), await post("[".repeat(5_000) + "]".repeat(5_000)), await post(JSON.stringify({ ...failing, title: "nul \0" })), await send("incidents?state=%00", { headers }), await send("nothing/here", { headers }), await send("incidents/backfill/x/y/z", { headers }), await send("component-groups/grp_payments/delete", { headers }), await send("incidents?state=open&state=open", { headers }), await send("%2e%2e", { headers })];
    expect(answers.map(({ status }) => status)).toEqual([400, 415, 413, 422, 400, 400, 400, 404, 404, 405, 422, 404]);
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ type: "about:blank", title: expect.any(String), status: answer.status, detail: expect.any(String), instance: expect.stringMatching(/^urn:request:/) });
    }
  });

  test("is not answered to another site's pages, nor to a cookie", async () => {
    const { token } = await addKey(database.db, { personId: jonas.id, now: now() });
    const answer = await send("incidents", { headers: { authorization: `Bearer ${token}`, origin: "https://evil.example" } });
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    const stranger = await send("incidents", { headers: { cookie: `candor-session=${token}` } });
    expect([stranger.status, stranger.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="Candor API"']);
  });

  test("is one of as many as a key may make in a minute, of a thousand from two hundred callers at once exactly so many", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const [busy, quiet] = [await addKey(database.db, { personId: jonas.id, now: now() }), await addKey(database.db, { personId: jonas.id, now: now() })];
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    const ticks = Array.from({ length: 1_000 }).values();
    const caller = async () => {
      for (const _ of ticks) answers.push(await ask(list, { token: busy.token }));
    };
    await Promise.all(Array.from({ length: 200 }, caller));
    const counted = Map.groupBy(answers, ({ status }) => status);
    expect([...counted.keys()].toSorted()).toEqual([200, 429]);
    expect([counted.get(200)?.length, counted.get(429)?.length]).toEqual([callsPerMinute, 1_000 - callsPerMinute]);
    const refused = counted.get(429)?.[0];
    expect([refused?.headers.get("retry-after"), refused?.headers.get("ratelimit"), refused?.headers.get("ratelimit-policy")]).toEqual(["60", '"key";r=0;t=60', `"key";q=${callsPerMinute};w=60`]);
    expect(new Set(counted.get(200)?.map(({ headers }) => headers.get("ratelimit"))).size).toBe(callsPerMinute);
    expect((await ask(list, { token: quiet.token })).status).toBe(200);
    vi.setSystemTime(now() + 60_001);
    expect((await ask(list, { token: busy.token })).status).toBe(200);
  });
});
