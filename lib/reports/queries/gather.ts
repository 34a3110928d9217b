import { setImmediate as turn } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import type { Interval } from "#lib/core/intervals";
import { Failure } from "#lib/core/failure";
import { env } from "#lib/platform/env";
import { loadSlos } from "#lib/slo/queries/definitions";
import type { statementKinds } from "../terms.ts";
import { evidenceFormat } from "../terms.ts";
import type { Evidence } from "../rules/evidence.ts";
import { findContract } from "./contracts.ts";
import { gatherActions, gatherIncidents, gatherMaintenance } from "./gather-events.ts";
import { gatherObjective } from "./gather-objective.ts";

export interface Wanted {
  id: string;
  kind: (typeof statementKinds)[number];
  period: Interval;
}

/**
 * Everything a statement of one customer is built from, as that customer may see it. Read in slices with a turn of the event loop
 * between them: closing a month must not keep anybody waiting.
 */
export async function gatherEvidence(ctx: Context, { id, kind, period }: Wanted): Promise<Evidence> {
  const { audience } = ctx;
  if (audience.kind !== "customer") throw new Error("A statement is gathered for one customer.");
  const [customer] = await ctx.read.select({ id: customers.id, slug: customers.slug, name: customers.name, zone: customers.timeZone, language: customers.language }).from(customers).where(eq(customers.id, audience.customerId));
  if (!customer) throw new Failure("not_found", "There is no such customer.");
  if (period.until > ctx.now) throw new Failure("invalid", "The period is not over yet.", { until: "Choose an end that has passed." });
  const contract = await findContract(ctx.read, customer.id);
  const objectives = [];
  for (const slo of await loadSlos(ctx.read, { audience })) {
    const objective = await gatherObjective(ctx, { slo, period, zone: customer.zone, contract });
    if (objective) objectives.push(objective);
    await turn();
  }
  const incidents = await gatherIncidents(ctx, { customer, period });
  return {
    format: evidenceFormat, id, kind, customer, portal: { name: env.PORTAL_NAME, url: env.APP_URL }, period, madeAt: ctx.now, comment: "", objectives, incidents,
    maintenance: await gatherMaintenance(ctx, period),
    actions: await gatherActions(ctx, { period, incidentIds: incidents.map((each) => each.id) }),
    contract, creditConfirmed: null, amends: null,
  };
}
