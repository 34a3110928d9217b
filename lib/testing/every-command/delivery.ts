import { claimBatch, prolongLease } from "#lib/delivery/commands/claim";
import { keepInMailbox } from "#lib/delivery/commands/mailbox";
import { keepQuiet, takeTurn } from "#lib/delivery/commands/pace";
import { sendPersonalMail } from "#lib/delivery/commands/personal";
import { replayDelivery } from "#lib/delivery/commands/replay";
import { forgetPersonalMessages, settle } from "#lib/delivery/commands/settle";
import { takeFresh } from "#lib/delivery/commands/take-fresh";
import { addEndpoint } from "#lib/delivery/commands/add-endpoint";
import { changeEndpoint } from "#lib/delivery/commands/change-endpoint";
import { disableFailing, settlePostings } from "#lib/delivery/commands/settle-postings";
import { sendDigests } from "#lib/delivery/jobs/digest";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { holdBackMuted } from "#lib/delivery/jobs/hold-back";
import { sendDue } from "#lib/delivery/jobs/send";
import { sendPostings } from "#lib/delivery/jobs/send-postings";
import { tellDisabled } from "#lib/delivery/jobs/tell-disabled";
import { env } from "#lib/platform/env";
import { mailboxMailer } from "#lib/platform/mailer/mailbox";
import { acme, anna, ben, mira, testNow } from "../cast.ts";
import { asMember, asStaff } from "../contexts.ts";
import { anEndpoint, aPosting } from "../endpoints.ts";
import type { Scenario } from "./scenario.ts";
import { givenUp, listener, type Stage } from "./stage.ts";

const because = "what was sent to whom stands in the console alone";
const leaseMs = 60_000;
const claim = async ({ db }: Stage) => {
  await replayDelivery(asStaff(db, mira), givenUp);
  return claimBatch(db, { channel: "email", limit: 10, leaseMs, isIdempotent: true, now: testNow });
};
const claimed = async (stage: Stage) => {
  const batch = await claim(stage);
  if (!batch) throw new Error("Something should have been due.");
  return batch;
};
const message = { deliveryId: "dlv_1", to: anna.email, from: "portal@northlight.example", subject: "News", html: "", text: "", headers: {} };
const invitation = { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, role: "a viewer", language: "en" as const, invitedBy: mira.name, acceptUrl: env.APP_URL };

const owner = { email: ben.email, timeZone: "UTC", customerId: acme.id, personId: ben.id };
const endpoint = { channel: "webhook", label: "Tickets", secretAddress: "https://hooks.acme.example/in", form: "candor" } as const;
const carrier = { provider: "webhook", maxBatch: 1, parallel: 1, isIdempotent: false, keyLifetimeMs: 0, send: async () => [], close: async () => {} };
const posted = async ({ db }: Stage) => {
  await anEndpoint(db, { id: "sub_hook", address: "https://hooks.acme.example/in", member: ben });
  await aPosting(db, { id: "dlv_hook", to: "sub_hook" });
};

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
      return () => prolongLease(stage.db, { channel: "email", token, leaseMs });
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
      return () => db.write((tx) => takeFresh(db, tx, { channel: "email", limit: 10, turn: 0, isOneEach: false, lease: async () => {} }), { lock: true });
    },
    raises: [],
    because,
  },
  { command: "delivery.keepInMailbox", act: ({ db }) => () => keepInMailbox(db, { messages: [message], now: testNow }), raises: [], because },
  { command: "delivery.sendPersonalMail", act: ({ db }) => () => sendPersonalMail(db, { template: "invitation", props: invitation, address: anna.email, dedupeKey: "1", now: testNow }), raises: [], because },
  { command: "delivery.addEndpoint", act: ({ db }) => () => addEndpoint(asMember(db, ben), { owner, endpoint }), raises: [], because },
  {
    command: "delivery.changeEndpoint",
    act: async (stage) => {
      await posted(stage);
      return () => changeEndpoint(asMember(stage.db, ben), { owner, change: { id: "sub_hook", intent: "rotate", code: "", delivery: "" } });
    },
    raises: [],
    because,
  },
  {
    command: "delivery.sendPostings",
    act: async (stage) => {
      await posted(stage);
      return () => sendPostings({ db: stage.db, channel: "webhook", carrier, now: () => testNow, room: 1 });
    },
    raises: [],
    because,
  },
  {
    command: "delivery.settlePostings",
    act: async (stage) => {
      await posted(stage);
      const batch = await claimBatch(stage.db, { channel: "webhook", limit: 1, leaseMs, isIdempotent: false, now: testNow });
      const verdict = { state: "dead", dueAt: null, keepsBatch: true, counts: true } as const;
      const settled = { deliveryId: "dlv_hook", attempt: 1, verdict, outcome: "permanent" as const, reason: "It answered 410.", providerId: null };
      return () => settlePostings(stage.db, { channel: "webhook", token: batch?.token ?? "", posted: [{ settled, subscriberId: "sub_hook", mark: "gone", putOffMs: 1 }], now: testNow });
    },
    raises: [],
    because,
  },
  {
    command: "delivery.disableFailing",
    act: async (stage) => {
      await posted(stage);
      return () => disableFailing(stage.db, testNow);
    },
    raises: [],
    because,
  },
  {
    command: "delivery.tellDisabled",
    act: async (stage) => {
      await posted(stage);
      return () => tellDisabled({ db: stage.db, eventId: "evt_1", now: testNow }, { subscriberId: "sub_hook" });
    },
    raises: [],
    because,
  },
  { command: "delivery.forgetPersonalMessages", act: ({ db }) => () => forgetPersonalMessages(db, { sentBefore: testNow }), raises: [], because },
];
