import { z } from "zod";
import { advanceMaintenance, remindOfMaintenance } from "../commands/due.ts";
import { makeDueOccurrences } from "../commands/series.ts";
import { asClock, type Job, OfMaintenance, refuseEarly } from "./context.ts";

const TimeDue = OfMaintenance.extend({ at: z.number() });
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
