import { and, asc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import type { Db, Tx } from "#db/open";
import { sloAlerts, slos, sloStates } from "#db/schema/slo";
import { mintContext, type Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { newId } from "#lib/core/ids";
import { HOUR, MINUTE } from "#lib/core/time";
import { keepThresholds } from "./commands/thresholds.ts";
import { burnRate, burnText } from "./rules/budget.ts";
import { type AlertRule, isFiring, nextBudgetState, thresholdOf } from "./rules/burn-alerts.ts";
import { versionAt } from "./rules/form.ts";
import type { Slo, SloFigure, SloVersion } from "./rules/view.ts";
import { alertSentence } from "./rules/words.ts";
import { loadSlos } from "./queries/definitions.ts";
import { loadFigure } from "./queries/figures.ts";

interface Job {
  db: Db;
  now: number;
}

const everyMs = MINUTE;
const atOnce = 100;
// Counts arrive after their minute: a rule that looks at the last seconds would see failures before the successes beside them.
const settleMs = MINUTE;

/** Measures every objective once a minute, keeps where its budget stands, and opens and ends alerts. */
export async function lookAtBudgets({ db, now }: Job): Promise<number> {
  const isDue = and(isNull(slos.archivedAt), or(isNull(sloStates.checkedAt), lt(sloStates.checkedAt, now - everyMs + 1)));
  const due = await db.read.select({ id: slos.id }).from(slos).leftJoin(sloStates, eq(sloStates.sloId, slos.id)).where(isDue).orderBy(asc(sloStates.checkedAt)).limit(atOnce);
  const found = due.length === 0 ? [] : await loadSlos(db.read, { audience: { kind: "staff" }, ids: due.map(({ id }) => id) });
  for (const slo of found) await lookAt({ db, now }, slo);
  return found.length;
}

async function lookAt({ db, now }: Job, slo: Slo): Promise<void> {
  const version = versionAt(slo.versions, now);
  if (!version) return;
  const at = now - settleMs;
  const asked = { sloId: slo.id, customerId: slo.customerId, definition: version.definition, at, now };
  const figure = await loadFigure(db.read, asked);
  const over = async (spanMs: number) => (await loadFigure(db.read, { ...asked, window: { from: at - spanMs, until: at } })).counts;
  const hour = burnRate(version.definition.policy.targetPpm, await over(HOUR));
  const fired = new Map<AlertRule, boolean>();
  const open = await listOpen(db, slo.id);
  for (const rule of version.definition.alerts) {
    const seen = { long: await over(rule.longMs), short: await over(rule.shortMs) };
    fired.set(rule, isFiring(rule, { policy: version.definition.policy, seen, isOpen: open.has(keyOf(rule)) }));
  }
  const ctx = contextOf({ db, now });
  await db.write(async (tx) => {
    await keepState(tx, ctx, { slo, figure, burnMilli: hour === null ? null : Number((hour.numerator * 1_000n) / hour.denominator) });
    if (now >= version.bindsFrom) await keepThresholds(tx, ctx, { sloId: slo.id, leftPpm: figure.leftPpm });
    await keepAlerts(tx, ctx, { slo, version, fired, burn: hour === null ? "0" : burnText(hour, 1) });
  });
}

async function keepState(tx: Tx, ctx: Context, { slo, figure, burnMilli }: { slo: Slo; figure: SloFigure; burnMilli: number | null }): Promise<void> {
  const [before] = await tx.select({ state: sloStates.state, since: sloStates.since }).from(sloStates).where(eq(sloStates.sloId, slo.id));
  const state = nextBudgetState(before?.state ?? "healthy", figure.leftPpm);
  const since = before?.state === state ? before.since : ctx.now;
  const row = { state, since, ...figure.counts, leftPpm: figure.leftPpm, burnMilli, checkedAt: ctx.now };
  await tx.insert(sloStates).values({ sloId: slo.id, ...row }).onConflictDoUpdate({ target: sloStates.sloId, set: row });
  if (!before || before.state === state || (state === "healthy" && before.state === "no_data") || state === "no_data") return;
  await record(tx, ctx, { action: "slo.state_changed", entityId: slo.id, customerId: slo.customerId ?? undefined, before: { state: before.state }, after: { state, leftPpm: figure.leftPpm }, touches: "nobody", event: { kind: "slo.state_changed", payload: { sloId: slo.id, name: slo.name, state, leftPpm: figure.leftPpm, at: ctx.now } } });
}

/** One alert is open for a rule at a time; a rule that is not part of the objective any more ends its own. */
async function keepAlerts(tx: Tx, ctx: Context, { slo, version, fired, burn }: { slo: Slo; version: SloVersion; fired: ReadonlyMap<AlertRule, boolean>; burn: string }): Promise<void> {
  const open = await tx.select({ id: sloAlerts.id, rule: sloAlerts.rule }).from(sloAlerts).where(and(eq(sloAlerts.sloId, slo.id), isNull(sloAlerts.resolvedAt)));
  const firing = new Map([...fired].filter(([, isFired]) => isFired).map(([rule]) => [keyOf(rule), rule]));
  const over = open.filter(({ rule }) => !firing.has(rule));
  if (over.length > 0) await tx.update(sloAlerts).set({ resolvedAt: ctx.now }).where(inArray(sloAlerts.id, over.map(({ id }) => id)));
  for (const { id } of over) await record(tx, ctx, { action: "slo.alert_resolved", entityId: slo.id, after: { alertId: id }, touches: "nobody", event: { kind: "slo.alert_resolved", payload: { alertId: id } } });
  // While it is only observed nobody is woken.
  if (ctx.now < version.bindsFrom) return;
  for (const [key, rule] of firing) {
    if (open.some((each) => each.rule === key)) continue;
    const id = newId("brn", ctx.now);
    const sentence = alertSentence({ name: slo.name, rule, threshold: burnText(thresholdOf(rule, version.definition.policy.window), 1), burn });
    await tx.insert(sloAlerts).values({ id, sloId: slo.id, rule: key, severity: rule.severity, sentence, openedAt: ctx.now });
    await record(tx, ctx, { action: "slo.alert_opened", entityId: slo.id, customerId: slo.customerId ?? undefined, after: { alertId: id, sentence }, touches: "nobody", event: { kind: "slo.alert_opened", payload: { alertId: id } } });
  }
}

async function listOpen(db: Db, sloId: string): Promise<Set<string>> {
  const rows = await db.read.select({ rule: sloAlerts.rule }).from(sloAlerts).where(and(eq(sloAlerts.sloId, sloId), isNull(sloAlerts.resolvedAt)));
  return new Set(rows.map(({ rule }) => rule));
}

function keyOf({ longMs, shortMs, sharePpm }: AlertRule): string {
  return `${sharePpm}/${longMs}/${shortMs}`;
}

function contextOf({ db, now }: Job): Context {
  return mintContext({ db, now, actor: { kind: "system", job: "slo.look" }, audience: { kind: "staff" }, permissions: [], requestId: "job:slo.look" });
}
