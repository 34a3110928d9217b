import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { Failure } from "#lib/core/failure";
import { readResendEvent } from "./resend.ts";

const secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const fixture = (name: string): Record<string, unknown> => JSON.parse(readFileSync(`../shared/fixtures/email/resend-events/${name}.json`, "utf8"));

function event(name: string, data: Record<string, unknown> = {}): string {
  const known = fixture(name);
  return JSON.stringify({ ...known, data: { ...(known["data"] as object), to: ["Anna.Keller@Acme.example"], ...data } });
}

function signed(raw: string, { at = new Date(), id = "msg_1", by = secret } = {}) {
  const signature = new Webhook(by).sign(id, at, raw);
  return new Headers({ "svix-id": id, "svix-timestamp": String(Math.floor(at.getTime() / 1000)), "svix-signature": signature });
}

test.each([
  ["email.bounced", { bounce: { type: "Permanent", message: "550 5.1.1 unknown" } }, "hard"],
  ["email.bounced", { bounce: { type: "Transient", message: "452 4.2.2 full" } }, "soft"],
  ["email.bounced", {}, "soft"],
  ["email.delivered", {}, "delivered"],
])("an event %s with %j tells of a %s report", (name, data, kind) => {
  const raw = event(name, { ...data, email_id: "re_1" });
  expect(readResendEvent({ raw, headers: signed(raw), secret })).toMatchObject([{ reporter: "resend", kind, email: "Anna.Keller@Acme.example", providerId: "re_1", externalId: "msg_1/Anna.Keller@Acme.example", occurredAt: Date.parse("2023-10-06T23:47:56.678Z") }]);
});

test.each(["contact.created", "domain.deleted", "email.sent", "email.opened", "email.clicked", "email.scheduled"])("an event %s says nothing about an address", (name) => {
  const raw = JSON.stringify(fixture(name));
  expect(readResendEvent({ raw, headers: signed(raw), secret })).toEqual([]);
});

test.each([
  ["another secret", (raw: string) => signed(raw, { by: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })],
  ["another body", (raw: string) => signed(`${raw} `)],
  ["ten minutes ago", (raw: string) => signed(raw, { at: new Date(Date.now() - 600_000) })],
  ["ten minutes ahead", (raw: string) => signed(raw, { at: new Date(Date.now() + 600_000) })],
  ["no signature at all", () => new Headers()],
])("a signature of %s is refused", (_, headersOf) => {
  const raw = event("email.bounced");
  expect(() => readResendEvent({ raw, headers: headersOf(raw), secret })).toThrow(Failure);
});

test("an id that was not signed is refused, so that a replay cannot pass for another event", () => {
  const raw = event("email.bounced");
  const headers = signed(raw);
  headers.set("svix-id", "msg_2");
  expect(() => readResendEvent({ raw, headers, secret })).toThrow(Failure);
});
