import { claimBatch, prolongLease } from "#lib/delivery/commands/claim";
import { keepInMailbox } from "#lib/delivery/commands/mailbox";
import { keepQuiet, takeTurn } from "#lib/delivery/commands/pace";
import { sendPersonalMail } from "#lib/delivery/commands/personal";
import { replayDelivery } from "#lib/delivery/commands/replay";
import { forgetPersonalMessages, settle } from "#lib/delivery/commands/settle";
import { takeFresh } from "#lib/delivery/commands/take-fresh";
import { sendDigests } from "#lib/delivery/jobs/digest";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { holdBackMuted } from "#lib/delivery/jobs/hold-back";
import { sendDue } from "#lib/delivery/jobs/send";
import { env } from "#lib/platform/env";
import { mailboxMailer } from "#lib/platform/mailer/mailbox";
import { anna, mira, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import type { Scenario } from "./scenario.ts";
import { givenUp, listener, type Stage } from "./stage.ts";

const because = "what was sent to whom stands in the console alone";
const leaseMs = 60_000;
const claim = async ({ db }: Stage) => {
  await replayDelivery(asStaff(db, mira), givenUp);
  return claimBatch(db, { limit: 10, leaseMs, isIdempotent: true, now: testNow });
};
const claimed = async (stage: Stage) => {
  const batch = await claim(stage);
  if (!batch) throw new Error("Something should have been due.");
  return batch;
};
const message = { deliveryId: "dlv_1", to: anna.email, from: "portal@northlight.example", subject: "News", html: "", text: "", headers: {} };
const invitation = { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, roleInWords: "a viewer", invitedBy: mira.name, acceptUrl: env.APP_URL };

export const deliveryScenarios: readonly Scenario[] = [
  { command: "delivery.fanOut", act: ({ db, everyones }) => () => fanOut({ db, now: testNow }, { updateId: everyones.updateId }), raises: [], because },
  { command: "delivery.sendDigests", act: ({ db }) => () => sendDigests({ db, now: testNow }), raises: [], because },
  { command: "delivery.holdBackMuted", act: ({ db, everyones }) => () => holdBackMuted({ db }, { subscriberId: listener.id, incidentId: everyones.incidentId }), raises: [], because },
  { command: "delivery.replayDelivery", act: ({ db }) => () => replayDelivery(asStaff(db, mira), givenUp), raises: [], because },
  { command: "delivery.claimBatch", act: (stage) => () => claimed(stage), raises: [], because },
  {
    command: "delivery.prolongLease",
    act: async (stage) => {
      const { token } = await claimed(stage);
      return () => prolongLease(stage.db, { token, leaseMs });
    },
    raises: [],
    because,
  },
  {
    command: "delivery.settle",
    act: async (stage) => {
      const { token } = await claimed(stage);
      const verdict = { state: "sent", dueAt: null, keepsBatch: true, counts: true } as const;
      return () => settle(stage.db, { token, settled: [{ deliveryId: givenUp.id, attempt: 1, verdict, outcome: "sent", reason: "", providerId: "1" }], now: testNow });
    },
    raises: [],
    because,
  },
  {
    command: "delivery.sendDue",
    act: async (stage) => {
      await replayDelivery(asStaff(stage.db, mira), givenUp);
      return () => sendDue({ db: stage.db, mailer: mailboxMailer((messages) => keepInMailbox(stage.db, { messages, now: testNow })), now: () => testNow });
    },
    raises: [],
    because,
  },
  { command: "delivery.takeTurn", act: ({ db }) => () => takeTurn(db, { provider: "resend", everyMs: 500 }), raises: [], because },
  { command: "delivery.keepQuiet", act: ({ db }) => () => keepQuiet(db, { provider: "resend", forMs: 1_000 }), raises: [], because },
  {
    command: "delivery.takeFresh",
    act: async ({ db }) => {
      await replayDelivery(asStaff(db, mira), givenUp);
      return () => db.write((tx) => takeFresh(db, tx, { limit: 10, turn: 0, lease: async () => {} }), { lock: true });
    },
    raises: [],
    because,
  },
  { command: "delivery.keepInMailbox", act: ({ db }) => () => keepInMailbox(db, { messages: [message], now: testNow }), raises: [], because },
  { command: "delivery.sendPersonalMail", act: ({ db }) => () => sendPersonalMail(db, { template: "invitation", props: invitation, address: anna.email, dedupeKey: "1", now: testNow }), raises: [], because },
  { command: "delivery.forgetPersonalMessages", act: ({ db }) => () => forgetPersonalMessages(db, { sentBefore: testNow }), raises: [], because },
];
