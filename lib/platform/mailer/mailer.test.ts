import { expect, it } from "vitest";
import { aMail, mails } from "#lib/testing/mail-messages";
import { mailboxMailer } from "./mailbox.ts";
import { createMailer } from "./mailer.ts";

const surroundings = { now: () => 0, storeInMailbox: async () => "box_1" };

it("Resend with a key, else SMTP with an address, else the local mailbox", () => {
  expect(createMailer({ RESEND_API_KEY: "re_x", SMTP_URL: "smtp://mail.example" }, surroundings).provider).toBe("resend");
  expect(createMailer({ SMTP_URL: "smtp://mail.example" }, surroundings).provider).toBe("smtp");
  expect(createMailer({}, surroundings).provider).toBe("mailbox");
});

it("the local mailbox answers for each message, and one that cannot be stored is tried again later", async () => {
  const mailer = mailboxMailer(async ({ deliveryId }) => {
    if (deliveryId === "dlv_1") throw new Error("disk full");
    return `box_${deliveryId}`;
  });
  expect(await mailer.send({ key: "bat_1", messages: mails(2).concat(aMail(2)) })).toMatchObject([
    { deliveryId: "dlv_0", outcome: "sent", providerId: "box_dlv_0" },
    { deliveryId: "dlv_1", outcome: "failed", permanent: false, unknown: false, reason: "disk full" },
    { deliveryId: "dlv_2", outcome: "sent" },
  ]);
});
