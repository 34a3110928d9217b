import type { Db } from "#db/open";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { askDeciders, tellObjection, tellOverrun } from "#lib/delivery/jobs/maintenance-mails";
import { publishDue } from "#lib/incidents/jobs";
import { continueSeries, remind, takeTime } from "#lib/maintenance/jobs";
import { now } from "#lib/platform/clock";
import { sendInvitation, sendSignInMail } from "#lib/people/jobs";
import { sendConfirmation } from "#lib/subscriptions/jobs";
import type { Handlers } from "./loop.ts";

/** The only map of events to jobs. */
export function jobs(db: Db): Handlers {
  return {
    "draft.publish_due": (event) => publishDue({ db, now: now() }, event.payload),
    "access.sign_in_requested": (event) => sendSignInMail({ db, eventId: event.id, now: now() }, event.payload),
    "person.invited": (event) => sendInvitation({ db, eventId: event.id, now: now() }, event.payload),
    "incident.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "maintenance.time_due": (event) => takeTime({ db, now: now() }, event.payload),
    "maintenance.reminder_due": (event) => remind({ db, now: now() }, event.payload),
    "maintenance.series_due": (event) => continueSeries({ db, now: now() }, event.payload),
    "maintenance.question_due": (event) => askDeciders({ db, now: now() }, event.payload),
    "maintenance.objected": (event) => tellObjection({ db, now: now() }, event.payload),
    "maintenance.overran": (event) => tellOverrun({ db, now: now() }, event.payload),
    "subscription.requested": (event) => sendConfirmation({ db, eventId: event.id, now: now() }, event.payload),
  };
}
