import type { Db } from "#db/open";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { holdBackMuted } from "#lib/delivery/jobs/hold-back";
import { publishDue } from "#lib/incidents/jobs";
import { now } from "#lib/platform/clock";
import { sendInvitation, sendSignInMail } from "#lib/people/jobs";
import { sendConfirmation, sendImportInvitation, sendStopList, sendStopped } from "#lib/subscriptions/jobs";
import type { Handlers } from "./loop.ts";

/** The only map of events to jobs. */
export function jobs(db: Db): Handlers {
  return {
    "draft.publish_due": (event) => publishDue({ db, now: now() }, event.payload),
    "access.sign_in_requested": (event) => sendSignInMail({ db, eventId: event.id, now: now() }, event.payload),
    "person.invited": (event) => sendInvitation({ db, eventId: event.id, now: now() }, event.payload),
    "incident.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "maintenance.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "announcement.posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "subscription.requested": (event) => sendConfirmation({ db, eventId: event.id, now: now() }, event.payload),
    "subscription.muted": (event) => holdBackMuted({ db }, event.payload),
    "subscription.stop_asked": (event) => sendStopList({ db, eventId: event.id, now: now() }, event.payload),
    "subscription.stopped_elsewhere": (event) => sendStopped({ db, eventId: event.id, now: now() }, event.payload),
    "subscription.invited": (event) => sendImportInvitation({ db, eventId: event.id, now: now() }, event.payload),
  };
}
