import { expect, test } from "vitest";
import { readBounceMail } from "./dsn.ts";

function report(parts: { type: string; body: string }[], kind = "delivery-status"): string {
  const boundary = "=_part";
  const head = ["From: MAILER-DAEMON@mx.acme.example", "To: bounces@northlight.example", "Subject: Undelivered Mail Returned to Sender", "Message-ID: <dsn1@mx.acme.example>", "Date: Thu, 26 Nov 2026 10:00:00 +0100", `Content-Type: multipart/report; report-type=${kind}; boundary="${boundary}"`, "MIME-Version: 1.0"];
  const text = { type: "text/plain", body: "This is the mail system at host mx.acme.example.\n" };
  return [...head, "", ...[text, ...parts].flatMap(({ type, body }) => [`--${boundary}`, `Content-Type: ${type}`, "", body]), `--${boundary}--`, ""].join("\r\n");
}

const status = (...recipients: string[][]) => ({ type: "message/delivery-status", body: [["Reporting-MTA: dns; mx.acme.example"], ...recipients].map((lines) => lines.join("\r\n")).join("\r\n\r\n") });
const original = { type: "message/rfc822", body: "Message-ID: <upd_1.sub_1@status.northlight.example>\r\nTo: anna@acme.example\r\nSubject: Cards fail\r\n\r\nWords with\r\nMessage-ID: <other@x>" };

test("a failure for good, with the message it is about and the server's words", async () => {
  const raw = report([status(["Original-Recipient: rfc822;anna@acme.example", "Final-Recipient: rfc822; anna.k@acme.example", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 <anna@acme.example>:", "  User unknown"]), original]);
  expect(await readBounceMail(raw)).toEqual([{ reporter: "dsn", externalId: "<dsn1@mx.acme.example>/anna@acme.example", kind: "hard", email: "anna@acme.example", providerId: "<upd_1.sub_1@status.northlight.example>", reason: "smtp; 550 5.1.1 <anna@acme.example>: User unknown", occurredAt: Date.parse("2026-11-26T09:00:00Z") }]);
});

test("each recipient by its own status; a delay is no failure", async () => {
  const raw = report([status(["Final-Recipient: rfc822; a@acme.example", "Action: failed", "Status: 4.2.2"], ["Final-Recipient: rfc822; b@acme.example", "Action: delayed", "Status: 4.4.1"], ["Final-Recipient: rfc822; c@acme.example", "Action: delivered", "Status: 2.0.0"], ["Final-Recipient: rfc822; d@acme.example", "Action: relayed", "Status: 2.0.0"]), { ...original, type: "text/rfc822-headers" }]);
  expect((await readBounceMail(raw)).map(({ email, kind }) => [email, kind])).toEqual([["a@acme.example", "soft"], ["c@acme.example", "delivered"]]);
});

test("an abuse report is a complaint of the recipient it names", async () => {
  const raw = report([{ type: "message/feedback-report", body: "Feedback-Type: abuse\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\nOriginal-Rcpt-To: <anna@acme.example>" }, original], "feedback-report");
  expect(await readBounceMail(raw)).toMatchObject([{ kind: "complaint", email: "anna@acme.example", reason: "abuse", providerId: "<upd_1.sub_1@status.northlight.example>" }]);
});

test("an out-of-office note, a plain mail and nonsense report nothing", async () => {
  for (const raw of ["From: anna@acme.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nStatus: 5.1.1\r\nAction: failed", "nonsense", "\0\0"]) expect(await readBounceMail(raw)).toEqual([]);
});
