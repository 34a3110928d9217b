import { expect, it } from "vitest";
import { aMail, mails } from "#lib/testing/mail-messages";
import { mailboxMailer } from "./mailbox.ts";
import { createMailer } from "./mailer.ts";

const surroundings = { now: () => 0, storeInMailbox: async () => ["box_1"], paceOf: () => async () => 0 };

it("Resend with a key, else SMTP with an address, else the local mailbox", () => {
  expect(createMailer({ RESEND_API_KEY: "re_x", SMTP_URL: "smtp://mail.example" }, surroundings).provider).toBe("resend");
  expect(createMailer({ SMTP_URL: "smtp://mail.example" }, surroundings).provider).toBe("smtp");
  expect(createMailer({}, surroundings).provider).toBe("mailbox");
});

it("Resend is asked twice a second where nothing else is agreed, a mail server as often as there is mail", () => {
  const paces: unknown[] = [];
  const watched = { ...surroundings, paceOf: (input: unknown) => (paces.push(input), async () => 0) };
  createMailer({ RESEND_API_KEY: "re_x" }, watched);
  createMailer({ SMTP_URL: "smtp://mail.example" }, watched);
  createMailer({ RESEND_API_KEY: "re_x", MAIL_PER_SECOND: 10 }, watched);
  createMailer({ SMTP_URL: "smtp://mail.example", MAIL_PER_SECOND: 5 }, watched);
  expect(paces).toEqual([{ provider: "resend", perSecond: 2 }, { provider: "resend", perSecond: 10 }, { provider: "smtp", perSecond: 5 }]);
});

it("the local mailbox answers for each message, and what cannot be stored is tried again later", async () => {
  const full = mailboxMailer(async () => Promise.reject(new Error("disk full")));
  const mailer = mailboxMailer(async (messages) => messages.map(({ deliveryId }) => `box_${deliveryId}`));
  const batch = { key: "bat_1", messages: mails(2).concat(aMail(2)) };
  expect(await mailer.send(batch)).toMatchObject([0, 1, 2].map((number) => ({ deliveryId: `dlv_${number}`, outcome: "sent", providerId: `box_dlv_${number}` })));
  expect(await full.send(batch)).toMatchObject([0, 1, 2].map((number) => ({ deliveryId: `dlv_${number}`, outcome: "failed", permanent: false, unknown: false, reason: "disk full" })));
});
