import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { Audience } from "#lib/access/terms";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { type PlannedRow, type Tally, tallyOf } from "#lib/customers/rules/import-file";
import { enqueue } from "#lib/platform/outbox";
import type { ApplySubscribers } from "../input.ts";
import { planSubscriberImport, sealOf } from "../queries/import-plan.ts";
import { audienceOf, subscriberIdentity } from "../rules.ts";
import type { SubscriberValues } from "../rules/import-subscribers.ts";
import { replaceChoice } from "./choose.ts";

/**
 * Writes exactly what the preview showed, in one transaction; where the file comes to anything else by now, nothing. New ones hear at
 * once only where staff state their consent, which is kept; else each is asked by the mail that anybody gets who subscribes.
 */
export async function importSubscribers(ctx: Context, input: ApplySubscribers): Promise<Tally> {
  requirePermission(ctx, "subscribers.manage");
  return ctx.write(
    async (tx) => {
      const plan = await planSubscriberImport(tx, input);
      if (sealOf(plan, input.mode) !== input.seal) throw new Failure("conflict", "Something changed since this preview, so nothing was written. Below is what the file comes to now: look at it again.");
      const written = plan.rows.filter((row) => row.verdict !== "same");
      const ids: string[] = [];
      for (const row of written) ids.push(await writeRow(tx, ctx, row));
      const tally = tallyOf(plan);
      if (ids.length > 0) await record(tx, ctx, { action: "subscription.imported", entityId: newId("imp", ctx.now), after: { mode: input.mode, consent: input.mode === "confirmed" ? input.consent : null, ...tally, ids }, touches: "nobody" });
      return tally;
    },
    { holdMs: 60_000 },
  );
}

async function writeRow(tx: Tx, ctx: Context, { values, verdict }: PlannedRow<SubscriberValues>): Promise<string> {
  const { email, customerId, personId, language, timeZone, isShared, kinds, componentIds, becomes } = values;
  const hears = { hearsIncidents: kinds.includes("incidents"), hearsMaintenance: kinds.includes("maintenance"), hearsAnnouncements: kinds.includes("announcements"), hearsPostmortems: kinds.includes("postmortems"), hearsStatements: kinds.includes("statements") };
  const state = becomes === "as it is" ? {} : becomes === "active" ? ({ state: "active", confirmedAt: ctx.now } as const) : ({ state: "pending" } as const);
  const kept = { language, timeZone, isShared, ...hears };
  const id = values.id ?? newId("sub", ctx.now);
  if (verdict === "create") await tx.insert(subscribers).values({ id, email, customerId, personId, identity: subscriberIdentity(email, customerId), createdAt: ctx.now, ...kept, state: "pending", ...state });
  else await tx.update(subscribers).set({ ...kept, ...state }).where(eq(subscribers.id, id));
  if (componentIds !== null) await choose(tx, { subscriberId: id, audience: audienceOf({ customerId }), componentIds, now: ctx.now });
  if (becomes === "asked") await enqueue(tx, { kind: "subscription.invited", payload: { subscriberId: id } }, ctx.now);
  return id;
}

async function choose(tx: Tx, { componentIds, ...of }: { subscriberId: string; audience: Audience; componentIds: readonly string[]; now: number }): Promise<void> {
  await replaceChoice(tx, { ...of, scope: componentIds.length === 0 ? "everything" : "components", components: [...componentIds] });
}
