import type { Db } from "#db/open";
import { now } from "#lib/platform/clock";
import { sendConfirmation } from "#lib/subscriptions/jobs";
import type { Handlers } from "./loop.ts";

/** The only map of events to jobs. */
export function jobs(db: Db): Handlers {
  return {
    "subscription.requested": (event) => sendConfirmation({ db, eventId: event.id, now: now() }, event.payload),
  };
}
