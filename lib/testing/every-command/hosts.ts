import { hosts } from "#db/schema/hosts";
import { addHost, checkHost, removeHost } from "#lib/hosts/commands";
import { checkDue } from "#lib/hosts/jobs";
import { acme, mira, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const id = "hst_acme";
const rightDns = { texts: async () => ["candor-verify=proof"], leadsTo: async () => [] };

async function withHost({ db }: Stage): Promise<void> {
  await db.write((tx) => tx.insert(hosts).values({ id, host: "status.acme.example", customerId: acme.id, challenge: "proof", state: "pending", createdAt: testNow }));
}

export const hostScenarios: readonly Scenario[] = [
  { command: "hosts.addHost", act: ({ db }) => () => addHost(asStaff(db, mira), { host: "status.acme.example", customerId: acme.id }), raises: [], because: "it shows nothing until DNS proves it" },
  { command: "hosts.checkHost", act: async (stage) => (await withHost(stage), () => checkHost(asStaff(stage.db, mira), { id, dns: rightDns })), raises: [raise.access] },
  { command: "hosts.removeHost", act: async (stage) => (await withHost(stage), () => removeHost(asStaff(stage.db, mira), { id })), raises: [raise.access] },
  { command: "hosts.checkDue", act: async (stage) => (await withHost(stage), () => checkDue({ db: stage.db, now: testNow, dns: rightDns })), raises: [raise.access] },
];
