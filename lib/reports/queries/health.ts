import { and, count, eq } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { subscribers } from "#db/schema/subscriptions";
import { asAudience, type Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { listDisputesOf } from "#lib/impact/queries/disputes";
import { listRisks } from "#lib/slo/queries/risks";
import { buildStatement } from "../rules/build.ts";
import { type Health, healthPeriod, type HealthSpan } from "../rules/health.ts";
import { gatherEvidence } from "./gather.ts";
import { listOwnStatements } from "./statements.ts";

/** How a customer has been served, for a talk with it: the figures that it sees itself, on one page. */
export async function getHealth(ctx: Context, { customerId, span }: { customerId: string; span: HealthSpan }): Promise<Health> {
  requirePermission(ctx, "console.read");
  const [customer] = await ctx.read.select({ zone: customers.timeZone }).from(customers).where(eq(customers.id, customerId));
  if (!customer) throw new Failure("not_found", "There is no such customer.");
  const period = healthPeriod(span, { now: ctx.now, zone: customer.zone });
  const evidence = await gatherEvidence(asAudience(ctx, { kind: "customer", customerId }), { id: "", kind: "period", period });
  const [listening] = await ctx.read.select({ count: count() }).from(subscribers).where(and(eq(subscribers.customerId, customerId), eq(subscribers.state, "active")));
  return {
    document: buildStatement(evidence, ""),
    now: (await listRisks(ctx, { customerId })).rows,
    disputes: await listDisputesOf(ctx, { customerId, since: period.from }),
    statements: await listOwnStatements(ctx, { customerId, limit: 4 }),
    listening: listening?.count ?? 0,
  };
}
