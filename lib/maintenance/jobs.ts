import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { RetryLater } from "#lib/platform/retry";
import { advanceMaintenance, remindOfMaintenance } from "./commands/due.ts";
import { makeDueOccurrences } from "./commands/series.ts";

interface Job {
  db: Db;
  now: number;
}

const TimeDue = z.object({ maintenanceId: z.string(), sequence: z.number(), at: z.number() });
const ReminderDue = TimeDue.extend({ minutes: z.number() });
const SeriesDue = z.object({ seriesId: z.string(), version: z.number(), at: z.number() });

/** `maintenance.time_due`: its start or its end has come. */
export async function takeTime(job: Job, payload: unknown): Promise<void> {
  const due = TimeDue.parse(payload);
  refuseEarly(due.at, job.now);
  await advanceMaintenance(asClock(job, "maintenance.time_due"), due);
}

/** `maintenance.reminder_due`: so many minutes are left. */
export async function remind(job: Job, payload: unknown): Promise<void> {
  const due = ReminderDue.parse(payload);
  refuseEarly(due.at, job.now);
  await remindOfMaintenance(asClock(job, "maintenance.reminder_due"), due);
}

/** `maintenance.series_due`: occurrences of a series have come near. */
export async function continueSeries(job: Job, payload: unknown): Promise<void> {
  const due = SeriesDue.parse(payload);
  refuseEarly(due.at, job.now);
  await makeDueOccurrences(asClock(job, "maintenance.series_due"), due);
}

/** The clock's own hand: what work does by itself is written down as done by nobody. */
function asClock({ db, now }: Job, job: string): Context {
  return mintContext({ db, now, actor: { kind: "system", job }, audience: { kind: "staff" }, permissions: ["maintenance.post"], requestId: job });
}

/** Events become due by the database's clock; one that comes before its time by ours is not lost but looked at again. */
function refuseEarly(at: number, now: number): void {
  if (at > now) throw new RetryLater("The clock of this process is behind the database's.", at - now + 5);
}
