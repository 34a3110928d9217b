import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { componentGroups, components } from "#db/schema/catalog";
import type { Context } from "#lib/access/context";
import { newId } from "#lib/core/ids";
import { hasOwnOrder, loadComponents, loadGroups } from "../queries/stored.ts";
import type { Decision } from "../rules/decide.ts";
import { type ComponentFacts, type GroupFacts, type IdOf, mergeComponent } from "../rules/facts.ts";
import type { ImportPlan } from "../rules/planned.ts";
import type { ImportReport } from "../terms.ts";
import { insertAll } from "./rows.ts";
import { settle } from "./settle.ts";

interface Import {
  plan: ImportPlan;
  report: ImportReport;
}

/** Groups and components; answers where each Statuspage id is now. */
export async function importCatalog(tx: Tx, ctx: Context, { plan, report }: Import): Promise<IdOf> {
  const groupIdOf = await importGroups(tx, ctx, { plan, report });
  const [stored, isOrdered] = [await loadComponents(tx), await hasOwnOrder(tx)];
  const wanted = plan.components.map((planned) => mergeComponent(planned, { before: stored.get(planned.externalId)?.facts ?? null, groupIdOf, hasOwnOrder: isOrdered }));
  const { create, change } = await settle(tx, report, { kind: "components", wanted, stored, nameOf: (facts) => facts.name });
  const ids = new Map([...stored].map(([externalId, { id }]) => [externalId, id]));
  const rows = create.map(({ isRetired, ...facts }) => ({ ...facts, id: newId("cmp", ctx.now), createdAt: ctx.now, archivedAt: isRetired ? ctx.now : null }));
  await insertAll(tx, components, rows);
  for (const row of rows) ids.set(row.externalId, row.id);
  for (const one of change) await changeComponent(tx, one);
  return (externalId) => ids.get(externalId) ?? null;
}

async function importGroups(tx: Tx, ctx: Context, { plan, report }: Import): Promise<IdOf> {
  const stored = await loadGroups(tx);
  const { create, change } = await settle<GroupFacts>(tx, report, { kind: "groups", wanted: plan.groups, stored, nameOf: (facts) => facts.name });
  const ids = new Map([...stored].map(([externalId, { id }]) => [externalId, id]));
  const rows = create.map((facts) => ({ ...facts, id: newId("grp", ctx.now), createdAt: ctx.now }));
  await insertAll(tx, componentGroups, rows);
  for (const row of rows) ids.set(row.externalId, row.id);
  for (const { id, after } of change) await tx.update(componentGroups).set({ name: after.name, description: after.description, position: after.position }).where(eq(componentGroups.id, id));
  return (externalId) => ids.get(externalId) ?? null;
}

async function changeComponent(tx: Tx, { id, before, after }: Decision<ComponentFacts>["change"][number]): Promise<void> {
  const { isRetired, externalId: _, ...facts } = after;
  const isBack = before.isRetired && !isRetired;
  await tx.update(components).set(isBack ? { ...facts, archivedAt: null } : facts).where(eq(components.id, id));
}
