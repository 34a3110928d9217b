import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "#db/open";
import { promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { newId } from "#lib/core/ids";
import { enqueue } from "#lib/platform/outbox";
import { isKept, nextSilence, reminderAt } from "../rules/promise.ts";
import type { PromiseKind } from "../terms.ts";

interface NewPromise {
  incidentId: string;
  updateId: string;
  kind: PromiseKind;
  dueAt: number;
  actionItemId?: string;
}

/** Writes a promise down and asks the clock to look at it, before its time and after. */
export async function makePromise(tx: Tx, ctx: Context, promise: NewPromise): Promise<void> {
  const id = newId("prm", ctx.now);
  await tx.insert(promises).values({ id, ...promise });
  await watchPromise(tx, ctx, { id, dueAt: promise.dueAt });
}

/** The clock's two looks at an open promise. What is settled by then is left alone. */
export async function watchPromise(tx: Tx, ctx: Context, { id, dueAt }: { id: string; dueAt: number }): Promise<void> {
  const payload = { promiseId: id };
  const soonAt = reminderAt({ madeAt: ctx.now, dueAt });
  if (soonAt < dueAt && soonAt > ctx.now) await enqueue(tx, { kind: "promise.due_soon", payload, dueAt: soonAt, dedupeKey: `promise.due_soon:${id}:${ctx.now}` }, ctx.now);
  await enqueue(tx, { kind: "promise.overdue", payload, dueAt: dueAt + 1, dedupeKey: `promise.overdue:${id}:${ctx.now}` }, ctx.now);
}

/** Readers waited for words, so what counts is when they were written down, not when what they tell of happened. */
export async function settlePromises(tx: Tx, ctx: Context, which: { incidentId: string; kind: PromiseKind } | { actionItemId: string }): Promise<void> {
  const isMeant: SQL | undefined = "kind" in which ? and(eq(promises.incidentId, which.incidentId), eq(promises.kind, which.kind)) : eq(promises.actionItemId, which.actionItemId);
  const open = await tx.select({ id: promises.id, dueAt: promises.dueAt, missedAt: promises.missedAt }).from(promises).where(and(isMeant, isNull(promises.settledAt)));
  for (const { id, dueAt, missedAt } of open) await tx.update(promises).set({ settledAt: ctx.now, isKept: missedAt === null && isKept(dueAt, ctx.now) }).where(eq(promises.id, id));
}

/** The clock found a promise overdue: it is missed, also if nobody ever settles it. Answers whether it is still open. */
// no requirePermission: nobody but the clock asks for it
export async function missPromise(ctx: Context, { promiseId }: { promiseId: string }): Promise<boolean> {
  return ctx.write(async (tx) => {
    const [promise] = await tx.select().from(promises).where(and(eq(promises.id, promiseId), isNull(promises.settledAt)));
    if (!promise || ctx.now <= promise.dueAt) return false;
    if (promise.missedAt !== null) return true;
    await tx.update(promises).set({ missedAt: ctx.now }).where(eq(promises.id, promiseId));
    // Readers' pages say that it is late from its due time on, by their own clock.
    await record(tx, ctx, { action: "incident.promise_missed", entityId: promise.incidentId, after: { promiseId, kind: promise.kind, dueAt: promise.dueAt }, touches: [{ kind: "staff" }] });
    return true;
  });
}

export interface Silence {
  incidentId: string;
  /** What was said last. */
  updateId: string;
  saidAt: number;
  askedHours: number;
}

/** Has staff asked for news when there was none for so long. */
export async function watchSilence(tx: Tx, ctx: Context, { incidentId, updateId, saidAt, askedHours }: Silence): Promise<void> {
  const next = nextSilence({ saidAt, askedHours });
  if (next) await enqueue(tx, { kind: "incident.silent", payload: { incidentId, updateId, saidAt, hours: next.hours }, dueAt: next.at, dedupeKey: `incident.silent:${updateId}:${next.hours}` }, ctx.now);
}

/** After staff were asked for news: when they are asked again, if they ever are. */
// no requirePermission: nobody but the clock asks for it
// no record: nothing anybody reads changes
export async function askAgain(ctx: Context, silence: Silence): Promise<void> {
  await ctx.write((tx) => watchSilence(tx, ctx, silence));
}
