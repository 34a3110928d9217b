import type { Context } from "#lib/access/context";
import type { Interval } from "#lib/core/intervals";
import { HOUR } from "#lib/core/time";
import { loadFigure } from "#lib/slo/queries/figures";
import { loadSlos } from "#lib/slo/queries/definitions";
import { burnRate, msToExhaustion } from "#lib/slo/rules/budget";
import { versionAt } from "#lib/slo/rules/form";
import { nominalMs } from "#lib/slo/rules/policy";
import type { Slo } from "#lib/slo/rules/view";
import { shareOfBudget, wholeSlices } from "../rules/budgets.ts";
import type { BudgetImpact } from "../terms.ts";

interface Asked {
  customerId: string;
  span: Interval;
  isOpen: boolean;
}

/** What each of a customer's own objectives lost in a span, and where it stood at its end. What it did not touch comes last. */
export async function loadBudgets(ctx: Context, { customerId, ...asked }: Asked): Promise<BudgetImpact[]> {
  const found = await loadSlos(ctx.read, { audience: { kind: "customer", customerId } });
  const budgets: BudgetImpact[] = [];
  for (const slo of found) {
    const budget = slo.customerId === customerId ? await loadBudget(ctx, { slo, ...asked }) : null;
    if (budget) budgets.push(budget);
  }
  return budgets.toSorted((a, b) => (b.usedPpm ?? -1) - (a.usedPpm ?? -1) || a.name.localeCompare(b.name));
}

async function loadBudget(ctx: Context, { slo, span, isOpen }: Omit<Asked, "customerId"> & { slo: Slo }): Promise<BudgetImpact | null> {
  const at = Math.min(span.until, ctx.now);
  const version = versionAt(slo.versions, at);
  if (!version) return null;
  const { policy } = version.definition;
  const about = { sloId: slo.id, customerId: slo.customerId, definition: version.definition, now: ctx.now };
  const whole = await loadFigure(ctx.read, { ...about, at });
  const window = wholeSlices(span, policy.sliceMinutes);
  const inIt = await loadFigure(ctx.read, { ...about, at: Math.min(window.until, ctx.now), window });
  const hour = isOpen ? burnRate(policy.targetPpm, (await loadFigure(ctx.read, { ...about, at, window: { from: at - HOUR, until: at } })).counts) : null;
  const lastsMs = whole.leftPpm === null || hour === null ? null : msToExhaustion(whole.leftPpm, hour, nominalMs(policy.window));
  return { sloId: slo.id, name: slo.name, targetPpm: policy.targetPpm, spent: inIt.budget.spent, usedPpm: shareOfBudget(inIt.budget.spent, whole.budget), leftPpm: whole.leftPpm, lastsMs: lastsMs !== null && lastsMs > nominalMs(policy.window) ? null : lastsMs };
}
