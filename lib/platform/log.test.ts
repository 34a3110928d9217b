import { describe, expect, test } from "vitest";
import { createLog, idsOf } from "./log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  write(createLog({ level: "info", destination: { write: (line) => void lines.push(line) } }));
  const text = lines.join("");
  return { text, fields: JSON.parse(text) as Record<string, unknown> };
}

test("a line is JSON with a time, a level word and the ids of request and actor", () => {
  const asker = { requestId: "req_1", actor: { kind: "person", personId: "per_1", name: "Anna Keller" } };
  const { fields, text } = logged((log) => log.info(idsOf(asker), "posted"));
  expect(fields).toMatchObject({ level: "info", requestId: "req_1", actor: "person:per_1", msg: "posted" });
  expect(fields["time"]).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(text).not.toContain("Keller");
});

describe("people's addresses never reach the log", () => {
  test.each([
    ["a field", (log: ReturnType<typeof createLog>) => log.info({ to: "anna.keller@acme.example" }, "x")],
    ["a field deep inside", (log: ReturnType<typeof createLog>) => log.info({ mail: { to: [{ address: "anna.keller@acme.example" }] } }, "x")],
    ["the message", (log: ReturnType<typeof createLog>) => log.info("sent to anna.keller@acme.example")],
    ["a message's argument", (log: ReturnType<typeof createLog>) => log.info("sent to %s", "anna.keller@acme.example")],
    ["an error and its stack", (log: ReturnType<typeof createLog>) => log.error({ err: new Error("550 anna.keller@acme.example unknown") }, "x")],
    ["an address in a link", (log: ReturnType<typeof createLog>) => log.info({ url: "/subscribe?email=anna.keller%40acme.example" }, "x")],
    ["a child's fields", (log: ReturnType<typeof createLog>) => log.child({ to: "anna.keller@acme.example" }).info("x")],
  ])("in %s", (_, write) => {
    const { text } = logged(write);
    expect(text).not.toContain("keller");
    expect(text).toMatch(/a…(@|%40)acme\.example/);
  });
});

describe("secrets never reach the log", () => {
  test.each([
    ["a password field", (log: ReturnType<typeof createLog>) => log.info({ smtp: { password: "hunter2-hunter2-hunter2" } }, "x")],
    ["a token field", (log: ReturnType<typeof createLog>) => log.info({ sessionToken: "hunter2-hunter2-hunter2" }, "x")],
    ["request headers", (log: ReturnType<typeof createLog>) => log.info({ headers: { cookie: "s=hunter2-hunter2-hunter2", authorization: "hunter2" } }, "x")],
    ["a bearer in a text", (log: ReturnType<typeof createLog>) => log.info("sent Authorization: Bearer hunter2-hunter2-hunter2")],
    ["a link's query", (log: ReturnType<typeof createLog>) => log.info({ url: "/sign-in/confirm?token=hunter2-hunter2-hunter2&next=/" }, "x")],
    ["a private feed's path", (log: ReturnType<typeof createLog>) => log.info({ path: "/f/hunter2-hunter2-hunter2/history.rss" }, "x")],
    ["a subscriber's link under another address", (log: ReturnType<typeof createLog>) => log.info({ path: "/x%2Fsub_0123456789abcdef01.1.hunter2-hunter2-hunter2" }, "x")],
    ["an embed's path", (log: ReturnType<typeof createLog>) => log.info({ path: "/embed/c/hunter2-hunter2-hunter2/status.json" }, "x")],
    ["an embed's token in words", (log: ReturnType<typeof createLog>) => log.info("asked for cet_hunter2-hunter2")],
    ["a feed's token in words", (log: ReturnType<typeof createLog>) => log.info("asked for cft_hunter2-hunter2")],
    ["a subscriber's page", (log: ReturnType<typeof createLog>) => log.info({ path: "/subscription/sub_0hunter2.1.hunter2-hunter2-hunter2" }, "x")],
    ["an unsubscribe link", (log: ReturnType<typeof createLog>) => log.info({ path: "/unsubscribe/sub_0hunter2.1.hunter2-hunter2-hunter2/one-click" }, "x")],
    ["a confirmation link", (log: ReturnType<typeof createLog>) => log.info({ path: "/subscribe/confirm/sub_0hunter2.1.hunter2-hunter2-hunter2" }, "x")],
    ["a set-up link", (log: ReturnType<typeof createLog>) => log.info({ path: "/setup/hunter2-hunter2-hunter2" }, "x")],
    ["a provider's key", (log: ReturnType<typeof createLog>) => log.info("key re_hunter2hunter2")],
    ["a database address", (log: ReturnType<typeof createLog>) => log.error({ err: new Error("connect postgres://candor:hunter2@db.internal/candor") }, "x")],
  ])("in %s", (_, write) => {
    const { text } = logged(write);
    expect(text).not.toContain("hunter2");
    expect(text).toContain("[redacted]");
  });
});

// The runner ends a test that looks from each place of the line at all the others.
test.each(["a.", "a+", "a://b:", "a@b."])("a line of thousands of %s is written", (part) => {
  expect(logged((log) => log.info({ path: part.repeat(30_000) }, "request")).text).toContain('"msg":"request"');
});
