import { afterEach, describe, expect, it } from "vitest";
import { startFakeResend, type FakeResendSettings } from "./fake-resend.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const mail = { from: "Northlight <status@northlight.example>", to: ["anna@acme.example"], subject: "Hello", text: "Hello" };

async function start(settings: FakeResendSettings = {}) {
  const fake = await startFakeResend({ requestsPerSecond: 1000, ...settings });
  closers.push(fake.close);
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(fake.url + path, { method: "POST", headers: { authorization: `Bearer ${fake.apiKey}`, "content-type": "application/json", ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as { name?: string; id?: string; data?: { id: string }[]; errors?: { index: number }[] }, headers: response.headers };
  };
  return { fake, post };
}

describe("requests are held to the published description", () => {
  it("a good mail is accepted and gets an id", async () => {
    const { fake, post } = await start();
    const { status, body } = await post("/emails", mail);
    expect([status, body.id]).toEqual([200, fake.accepted[0]?.id]);
  });

  it.each([
    ["no subject", { ...mail, subject: undefined }],
    ["no body", { ...mail, text: undefined }],
    ["51 addressees", { ...mail, to: Array.from({ length: 51 }, (_, index) => `p${index}@acme.example`) }],
    ["a number as subject", { ...mail, subject: 1 }],
    ["an addressee that is none", { ...mail, to: ["anna"] }],
    ["a line break in an addressee", { ...mail, to: ["anna@acme.example\r\nbcc: eve@evil.example"] }],
    ["a line break in a header", { ...mail, headers: { "X-A": "b\r\nBcc: eve@evil.example" } }],
    ["a field nobody knows", { ...mail, replyTo: "a@b.example" }],
    ["an array where one mail belongs", [mail]],
    ["text that is no JSON", "{"],
  ])("%s is refused with 422", async (_, body) => {
    const { fake, post } = await start();
    expect((await post("/emails", body)).body).toMatchObject({ statusCode: 422, name: "validation_error" });
    expect(fake.accepted).toEqual([]);
  });

  it("a batch holds 1 to 100, and one fault refuses all of it unless the request is permissive", async () => {
    const { fake, post } = await start();
    expect((await post("/emails/batch", [])).status).toBe(422);
    expect((await post("/emails/batch", Array(101).fill(mail))).status).toBe(422);
    const mixed = [mail, { ...mail, to: ["nobody"] }, mail];
    expect((await post("/emails/batch", mixed)).status).toBe(422);
    expect(fake.accepted).toEqual([]);
    const { body } = await post("/emails/batch", mixed, { "x-batch-validation": "permissive" });
    expect([body.data?.length, body.errors?.map(({ index }) => index)]).toEqual([2, [1]]);
  });

  it("the key of the account is needed, and unknown paths are not found", async () => {
    const { fake, post } = await start();
    expect((await fetch(`${fake.url}/emails`, { method: "POST" })).status).toBe(401);
    expect((await post("/emails", mail, { authorization: "Bearer other" })).status).toBe(403);
    expect((await post("/mails", mail)).status).toBe(404);
    expect((await fetch(`${fake.url}/emails`, { headers: { authorization: `Bearer ${fake.apiKey}` } })).status).toBe(405);
  });
});

describe("idempotency keys", () => {
  it("the same request gets the same answer and sends once; another body under the key is a conflict", async () => {
    const { fake, post } = await start();
    const key = { "idempotency-key": "upd_1/batch_1" };
    const first = await post("/emails/batch", [mail], key);
    expect((await post("/emails/batch", [mail], key)).body).toEqual(first.body);
    expect(fake.accepted).toHaveLength(1);
    expect((await post("/emails/batch", [{ ...mail, subject: "Other" }], key)).body).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
  });

  it("a key is forgotten after 24 hours", async () => {
    let clock = 0;
    const { fake, post } = await start({ now: () => clock });
    const key = { "idempotency-key": "k" };
    for (const at of [0, 24 * 3_600_000 - 1, 24 * 3_600_000]) {
      clock = at;
      await post("/emails", mail, key);
    }
    expect(fake.accepted).toHaveLength(2);
  });

  it("a second request while the first is under way is a conflict of its own", async () => {
    const { fake, post } = await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    fake.hold(promise);
    const both = [post("/emails", mail, { "idempotency-key": "k" }), post("/emails", mail, { "idempotency-key": "k" })];
    expect((await Promise.race(both)).body).toMatchObject({ statusCode: 409, name: "concurrent_idempotent_requests" });
    resolve();
    await Promise.all(both);
    expect(fake.accepted).toHaveLength(1);
  });

  it("empty and overlong keys are refused, and a refused request does not use up its key", async () => {
    const { fake, post } = await start();
    expect((await post("/emails", mail, { "idempotency-key": "k".repeat(257) })).body.name).toBe("invalid_idempotency_key");
    expect((await post("/emails", { ...mail, to: "x" }, { "idempotency-key": "k" })).status).toBe(422);
    expect((await post("/emails", mail, { "idempotency-key": "k" })).status).toBe(200);
    expect(fake.accepted).toHaveLength(1);
  });
});

describe("trouble", () => {
  it("two requests a second by default, told in headers, then 429 with Retry-After", async () => {
    let clock = 1000;
    const { post } = await start({ requestsPerSecond: 2, now: () => clock });
    const answers = [await post("/emails", mail), await post("/emails", mail), await post("/emails", mail)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get("ratelimit-remaining"))).toEqual(["1", "0", "0"]);
    expect([answers[2]?.headers.get("retry-after"), answers[2]?.headers.get("ratelimit-limit"), answers[0]?.headers.get("retry-after")]).toEqual(["1", "2", null]);
    clock += 1000;
    expect((await post("/emails", mail)).status).toBe(200);
  });

  it("an answer can be lost after the mail was taken, and any failure can be ordered", async () => {
    const { fake, post } = await start();
    fake.dropAnswers(1);
    await expect(post("/emails", mail)).rejects.toThrow();
    expect(fake.accepted).toHaveLength(1);
    fake.failNext("internal_server_error");
    expect((await post("/emails", mail)).status).toBe(500);
    expect(fake.accepted).toHaveLength(1);
  });
});
