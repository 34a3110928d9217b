import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers } from "#db/schema/customers";
import { slis } from "#db/schema/sli";
import { sloParts, slos, sloVersions } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record, type Touched } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { DAY } from "#lib/core/time";
import { env } from "#lib/platform/env";
import type { Definition, SaveSlo, SloForm } from "../input.ts";
import { definitionOf, wayProblem } from "../rules/form.ts";
import { policyProblems } from "../rules/validation.ts";

/** Defines an objective. It may be observed for some days before it binds. */
export async function createSlo(ctx: Context, form: SloForm): Promise<string> {
  requirePermission(ctx, "slos.manage");
  const id = newId("slo", ctx.now);
  await ctx.write(async (tx) => {
    const { customerId, definition } = await decide(tx, form);
    await tx.insert(slos).values({ id, customerId, name: form.name, createdAt: ctx.now });
    await addVersion(tx, ctx, { sloId: id, number: 1, definition, form });
    await record(tx, ctx, { action: "slo.created", entityId: id, customerId: customerId ?? undefined, after: { name: form.name, ...definition }, touches: touchedBy(customerId) });
  });
  return id;
}

/** Changes an objective from now on: what was promised before is read by what held then. */
export async function saveSlo(ctx: Context, form: SaveSlo): Promise<void> {
  requirePermission(ctx, "slos.manage");
  if (form.reason === "") throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { reason: "Say why it changes: whoever reads both versions asks." });
  await ctx.write(async (tx) => {
    const slo = await getSlo(tx, form.id);
    if (slo.version !== form.version) throw new Failure("conflict", "Somebody else has changed this meanwhile. Open the page again and make your change there.");
    const { customerId, definition } = await decide(tx, form);
    if (customerId !== slo.customerId) throw new Failure("invalid", "An objective stays its customer's.", { slis: "Choose SLIs of the same customer." });
    await tx.update(slos).set({ name: form.name, version: slo.version + 1 }).where(eq(slos.id, slo.id));
    await addVersion(tx, ctx, { sloId: slo.id, number: slo.version + 1, definition, form });
    await record(tx, ctx, { action: "slo.changed", entityId: slo.id, customerId: customerId ?? undefined, before: { name: slo.name, version: slo.version }, after: { name: form.name, reason: form.reason, ...definition }, touches: touchedBy(customerId) });
  });
}

/** It is measured and shown no more. */
export async function archiveSlo(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    const slo = await getSlo(tx, id);
    await tx.update(slos).set({ archivedAt: ctx.now }).where(eq(slos.id, id));
    await record(tx, ctx, { action: "slo.archived", entityId: id, customerId: slo.customerId ?? undefined, touches: touchedBy(slo.customerId) });
  });
}

export function touchedBy(customerId: string | null): Touched {
  return customerId === null ? "everybody" : [{ kind: "customer", customerId }];
}

export async function getSlo(tx: Tx, id: string) {
  const [row] = await tx.select().from(slos).where(and(eq(slos.id, id), isNull(slos.archivedAt)));
  if (!row) throw new Failure("not_found", "This objective does not exist any more.");
  return row;
}

/** The definition a form asks for, refused where it cannot be kept, measured or alerted on. */
async function decide(tx: Tx, form: SloForm): Promise<{ customerId: string | null; definition: Definition }> {
  const parts = await tx.select({ id: slis.id, customerId: slis.customerId, zone: customers.timeZone }).from(slis).leftJoin(customers, eq(customers.id, slis.customerId)).where(and(inArray(slis.id, form.slis), isNull(slis.archivedAt)));
  if (parts.length !== new Set(form.slis).size) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { slis: "One of these SLIs does not exist any more." });
  const owners = new Set(parts.map(({ customerId }) => customerId).filter((id) => id !== null));
  if (owners.size > 1) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { slis: "An objective is one customer's: these SLIs are of several." });
  const definition = definitionOf(form, parts.find(({ zone }) => zone !== null)?.zone ?? "UTC");
  const problems = policyProblems(definition.policy, { alerts: definition.alerts, minutesKeptDays: env.SLI_MINUTE_DAYS });
  const way = wayProblem(definition);
  const fields = Object.fromEntries([...problems.map(({ field, sentence }) => [fieldNames[field], sentence]), ...(way === null ? [] : [["way", way]])]);
  if (Object.keys(fields).length > 0) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", fields);
  return { customerId: [...owners][0] ?? null, definition };
}

// Of the form, where it calls them differently.
const fieldNames = { target: "target", window: "window", slice: "sliceMinutes", sliceTarget: "sliceTarget", noData: "noData", minimumTraffic: "minimumTraffic", alerts: "target" } as const;

async function addVersion(tx: Tx, ctx: Context, { sloId, number, definition, form }: { sloId: string; number: number; definition: Definition; form: SloForm }): Promise<void> {
  const createdBy = ctx.actor.kind === "person" ? ctx.actor.personId : null;
  await tx.insert(sloVersions).values({ sloId, number, effectiveFrom: ctx.now, bindsFrom: ctx.now + form.observeDays * DAY, definition, reason: form.reason, createdAt: ctx.now, createdBy });
  await tx.delete(sloParts).where(eq(sloParts.sloId, sloId));
  await tx.insert(sloParts).values(definition.parts.map((part) => ({ sloId, ...part })));
}
