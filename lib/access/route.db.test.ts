import { describe, expect, test } from "vitest";
import { z } from "zod";
import { OutcomeUnknown } from "#db/errors";
import { refusedForms } from "#db/schema/access";
import { Failure } from "#lib/core/failure";
import { now } from "#lib/platform/clock";
import { env } from "#lib/platform/env";
import { testDatabase } from "#lib/testing/database";
import { forgetRefusedForms } from "./commands.ts";
import { findRefusedForm } from "./queries.ts";
import { route } from "./route.ts";

const database = testDatabase();
const seen: unknown[] = [];
const take = route("subscriptions.confirm", z.unknown(), async (_, input) => (seen.push(input), new Response(null)));
const refuse = route("subscriptions.confirm", z.unknown(), async () => {
  throw new Failure("invalid", "Not like this.");
});

type Sent = { body: BodyInit; headers?: Record<string, string> };

function post(handler: typeof take, { body, headers = {} }: Sent): Promise<Response> {
  const browser = { origin: env.APP_URL, accept: "text/html", "content-type": "application/x-www-form-urlencoded", "x-client-address": "203.0.113.7", cookie: "candor-browser=one" };
  return handler(new Request(`${env.APP_URL}/x`, { method: "POST", headers: { ...browser, ...headers }, body, duplex: "half" } as RequestInit), { params: Promise.resolve({ token: "t" }) });
}

const kept = () => database.db.read.select().from(refusedForms);

describe("a form", () => {
  test("of twenty thousand times the same name is read in the time its length needs, and one of more is refused unread", async () => {
    const begun = performance.now();
    await post(take, { body: "a&".repeat(19_999) });
    expect(seen.at(-1)).toMatchObject({ a: { length: 19_999 } });
    expect((await post(take, { body: "a&".repeat(500_000), headers: { accept: "application/json" } })).status).toBe(413);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test("may name its fields as it likes, but for those of the address", async () => {
    await post(take, { body: "__proto__=x&constructor=y&token=other" });
    expect(Object.entries(seen.at(-1) as object)).toEqual([["__proto__", "x"], ["constructor", "y"], ["token", "t"]]);
  });

  test("larger than 1 MB is refused, though it comes in chunks that say nothing of its length", async () => {
    const body = new ReadableStream<Uint8Array>({ pull: (sink) => sink.enqueue(new Uint8Array(65_536).fill(97)) });
    expect((await post(take, { body, headers: { accept: "application/json" } })).status).toBe(413);
  });

  test("that cannot be read is refused in words", async () => {
    const broken = { body: "no part at all", headers: { "content-type": "multipart/form-data; boundary=x", accept: "application/json" } };
    expect((await post(take, broken)).status).toBe(422);
  });
});

test("a lost database is said to be lost: nothing was changed, or nobody knows", async () => {
  const failing = (error: Error) =>
    route("subscriptions.confirm", z.unknown(), async () => {
      throw error;
    });
  const read = async (error: Error) => {
    const answer = await post(failing(error), { body: "", headers: { accept: "application/json" } });
    return { status: answer.status, title: ((await answer.json()) as { title: string }).title };
  };
  expect(await read(new OutcomeUnknown())).toEqual({ status: 503, title: "outcome_unknown" });
  expect(await read(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }))).toEqual({ status: 503, title: "unavailable" });
  expect(await read(new Error("a bug"))).toEqual({ status: 500, title: "internal" });
});

describe("a refused form", () => {
  const locate = async (sent: Sent) => new URL((await post(refuse, sent)).headers.get("location") ?? "", env.APP_URL).searchParams.get("form") ?? "";
  const find = async (id: string, at: number) => findRefusedForm(database.db.read, { id, browserHash: (await kept())[0]?.browserHash ?? "", now: at });

  test("is shown again for an hour and then forgotten", async () => {
    const id = await locate({ body: "name=Anna" });
    expect(await find(id, now())).toMatchObject({ values: { name: "Anna" }, sentence: "Not like this." });
    const later = now() + 3_600_001;
    expect(await find(id, later)).toBeNull();
    await forgetRefusedForms(database.db, later);
    expect(await kept()).toEqual([]);
  });

  test("leaves out what is secret", async () => {
    await locate({ body: "name=Anna&clientSecret=s3cret&password=s3cret&apiToken=s3cret" });
    expect((await kept())[0]?.values).toEqual({ name: "Anna" });
  });

  test("of a stranger keeps little", async () => {
    await locate({ body: `name=${"a".repeat(20_000)}` });
    expect((await kept())[0]?.values).toEqual({});
  });

  test("is kept sixty times an hour for a network of strangers, and then only answered", async () => {
    const network = (last: number) => ({ body: "name=Anna", headers: { "x-client-address": `2001:db8:1:2::${last}` } });
    for (let count = 0; count < 60; count += 1) await post(refuse, network(count));
    const answer = await post(refuse, network(60));
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining("Not like this.")]);
    expect(await kept()).toHaveLength(60);
    expect((await post(refuse, { body: "", headers: { "x-client-address": "2001:db8:1:3::1" } })).status).toBe(303);
  });
});
