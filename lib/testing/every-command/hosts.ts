import { hosts, senders } from "#db/schema/hosts";
import { addHost, checkHost, removeHost } from "#lib/hosts/commands/hosts";
import { addSender, checkSender, removeSender } from "#lib/hosts/commands/senders";
import { checkDue, checkSenders } from "#lib/hosts/jobs";
import { acme, mira, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const id = "hst_acme";
const rightDns = { texts: async () => ["candor-verify=proof"], leadsTo: async () => [] };

async function withHost({ db }: Stage): Promise<void> {
  await db.write((tx) => tx.insert(hosts).values({ id, host: "status.acme.example", customerId: acme.id, challenge: "proof", state: "pending", createdAt: testNow }));
}

const senderId = "snd_acme";
const noDns = { texts: async () => [], leadsTo: async () => [] };
const ofMail = "no page says whom mails come from";

async function withSender({ db }: Stage): Promise<void> {
  await db.write((tx) => tx.insert(senders).values({ id: senderId, customerId: acme.id, sender: "status@acme.example", selector: "s1", createdAt: testNow }));
}

export const hostScenarios: readonly Scenario[] = [
  { command: "hosts.addHost", act: ({ db }) => () => addHost(asStaff(db, mira), { host: "status.acme.example", customerId: acme.id }), raises: [], because: "it shows nothing until DNS proves it" },
  { command: "hosts.checkHost", act: async (stage) => (await withHost(stage), () => checkHost(asStaff(stage.db, mira), { id, dns: rightDns })), raises: [raise.access] },
  { command: "hosts.removeHost", act: async (stage) => (await withHost(stage), () => removeHost(asStaff(stage.db, mira), { id })), raises: [raise.access] },
  { command: "hosts.checkDue", act: async (stage) => (await withHost(stage), () => checkDue({ db: stage.db, now: testNow, dns: rightDns })), raises: [raise.access] },
  { command: "hosts.addSender", act: ({ db }) => () => addSender(asStaff(db, mira), { sender: "Acme status <status@acme.example>", selector: "s1", customerId: acme.id }), raises: [], because: ofMail },
  { command: "hosts.checkSender", act: async (stage) => (await withSender(stage), () => checkSender(asStaff(stage.db, mira), { id: senderId, dns: noDns })), raises: [], because: ofMail },
  { command: "hosts.removeSender", act: async (stage) => (await withSender(stage), () => removeSender(asStaff(stage.db, mira), { id: senderId })), raises: [], because: ofMail },
  { command: "hosts.checkSenders", act: async (stage) => (await withSender(stage), () => checkSenders({ db: stage.db, now: testNow, dns: noDns })), raises: [], because: ofMail },
];
