import type { Db } from "#db/open";
import { noteRefused } from "#lib/bounces/jobs";
import { beginDue, endDue } from "#lib/announcements/jobs";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { tellDispute, tellDisputeAnswered } from "#lib/delivery/jobs/impact-mails";
import { askDeciders, tellObjection, tellOverrun } from "#lib/delivery/jobs/maintenance-mails";
import { tellStatement } from "#lib/delivery/jobs/statement-mails";
import { tellThreshold } from "#lib/delivery/jobs/budget-mails";
import { tellDisabled } from "#lib/delivery/jobs/tell-disabled";
import { holdBackMuted } from "#lib/delivery/jobs/hold-back";
import { publishDue } from "#lib/incidents/jobs";
import { continueSeries, remind, takeTime } from "#lib/maintenance/jobs";
import { now } from "#lib/platform/clock";
import { sendInvitation, sendSignInMail } from "#lib/people/jobs";
import { postToTeam } from "#lib/reminders/channels/team-webhook";
import { askForNews, remindAll, remindAuthor, tellApprovers, tellBudget, tellBurn, tellBurnOver, tellDecided, tellKept, tellReviewed, tellReviewers } from "#lib/reminders/jobs";
import { closeMonth, releaseDue } from "#lib/reports/jobs";
import { sendConfirmation, sendImportInvitation, sendStopList, sendStopped } from "#lib/subscriptions/jobs";
import type { Handlers } from "./loop.ts";

/** The only map of events to jobs. */
export function jobs(db: Db): Handlers {
  return {
    "draft.publish_due": (event) => publishDue({ db, now: now() }, event.payload),
    "announcement.begin_due": (event) => beginDue({ db, now: now() }, event.payload),
    "announcement.end_due": (event) => endDue({ db, now: now() }, event.payload),
    "promise.due_soon": (event) => remindAuthor({ db, now: now() }, event.payload),
    "promise.overdue": (event) => remindAll({ db, now: now() }, event.payload),
    "incident.silent": (event) => askForNews({ db, now: now() }, event.payload),
    "draft.kept": (event) => tellKept({ db, now: now() }, event.payload),
    "draft.approval_asked": (event) => tellApprovers({ db, now: now() }, event.payload),
    "draft.approval_decided": (event) => tellDecided({ db, now: now() }, event.payload),
    "postmortem.review_asked": (event) => tellReviewers({ db, now: now() }, event.payload),
    "postmortem.reviewed": (event) => tellReviewed({ db, now: now() }, event.payload),
    "slo.alert_opened": (event) => tellBurn({ db, now: now() }, event.payload),
    "slo.alert_resolved": (event) => tellBurnOver({ db, now: now() }, event.payload),
    "slo.state_changed": (event) => tellBudget({ db, now: now() }, event.payload),
    "slo.threshold_crossed": (event) => tellThreshold({ db, now: now() }, event.payload),
    "statement.close_due": async (event) => void (await closeMonth({ db, now: now() }, event.payload)),
    "statement.release_due": async (event) => void (await releaseDue({ db, now: now() }, event.payload)),
    "statement.released": (event) => tellStatement({ db, now: now() }, event.payload),
    "team.webhook_due": (event) => postToTeam({ eventId: event.id, now: now() }, event.payload),
    "impact.disputed": (event) => tellDispute({ db, now: now() }, event.payload),
    "impact.dispute_answered": (event) => tellDisputeAnswered({ db, now: now() }, event.payload),
    "access.sign_in_requested": (event) => sendSignInMail({ db, eventId: event.id, now: now() }, event.payload),
    "person.invited": (event) => sendInvitation({ db, eventId: event.id, now: now() }, event.payload),
    "delivery.refused": (event) => noteRefused({ db, now: now() }, event.payload),
    "endpoint.disabled": (event) => tellDisabled({ db, eventId: event.id, now: now() }, event.payload),
    "incident.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "maintenance.time_due": (event) => takeTime({ db, now: now() }, event.payload),
    "maintenance.reminder_due": (event) => remind({ db, now: now() }, event.payload),
    "maintenance.series_due": (event) => continueSeries({ db, now: now() }, event.payload),
    "maintenance.question_due": (event) => askDeciders({ db, now: now() }, event.payload),
    "maintenance.objected": (event) => tellObjection({ db, now: now() }, event.payload),
    "maintenance.overran": (event) => tellOverrun({ db, now: now() }, event.payload),
    "maintenance.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "announcement.posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)),
    "subscription.requested": (event) => sendConfirmation({ db, eventId: event.id, now: now() }, event.payload),
    "subscription.muted": (event) => holdBackMuted({ db }, event.payload),
    "subscription.stop_asked": (event) => sendStopList({ db, eventId: event.id, now: now() }, event.payload),
    "subscription.stopped_elsewhere": (event) => sendStopped({ db, eventId: event.id, now: now() }, event.payload),
    "subscription.invited": (event) => sendImportInvitation({ db, eventId: event.id, now: now() }, event.payload),
  };
}
