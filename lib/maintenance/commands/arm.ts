import type { Tx } from "#db/open";
import type { Context } from "#lib/access/context";
import { enqueue } from "#lib/platform/outbox";
import type { MaintenanceRow } from "../queries/for-change.ts";
import { comingReminders } from "../rules/reminders.ts";
import { answerReminderAt } from "../rules/state.ts";

/**
 * Events at its times, written with what sets them. Each names the sequence it was written for, so that one of times that were
 * moved does nothing; what is written twice is done once, as every job looks first whether it is still to be done.
 */
export async function armTimes(tx: Tx, ctx: Context, row: MaintenanceRow): Promise<void> {
  const { id: maintenanceId, sequence } = row;
  if (row.state === "completed" || row.state === "cancelled") return;
  const times = row.state === "scheduled" ? [row.scheduledFor, row.scheduledUntil] : [row.scheduledUntil];
  for (const at of times) await enqueue(tx, { kind: "maintenance.time_due", payload: { maintenanceId, sequence, at }, dueAt: at }, ctx.now);
  if (row.state === "scheduled") await armReminders(tx, ctx, row);
}

async function armReminders(tx: Tx, ctx: Context, row: MaintenanceRow): Promise<void> {
  const { id: maintenanceId, sequence } = row;
  for (const { minutes, at } of comingReminders({ ...row, now: ctx.now })) {
    await enqueue(tx, { kind: "maintenance.reminder_due", payload: { maintenanceId, sequence, minutes, at }, dueAt: at }, ctx.now);
  }
}

/** Those who must decide are asked at once, and again before the time to answer ends. */
export async function armQuestion(tx: Tx, ctx: Context, row: MaintenanceRow): Promise<void> {
  const { id: maintenanceId, sequence, asksUntil } = row;
  if (asksUntil === null || asksUntil <= ctx.now) return;
  for (const [kind, at] of [["first", ctx.now], ["again", answerReminderAt({ askedAt: ctx.now, asksUntil })]] as const) {
    await enqueue(tx, { kind: "maintenance.question_due", payload: { maintenanceId, sequence, asksUntil, kind }, dueAt: at }, ctx.now);
  }
}
