import { renderPlainText } from "#lib/core/markdown";
import { slugify } from "#lib/core/slug";
import { toIso } from "#lib/core/time";
import type { Notice } from "#lib/delivery/terms";
import { env } from "#lib/platform/env";
import { bodyOf } from "../rules/notice-facts.ts";
import { places } from "./letter.ts";

const descriptions: Record<Notice["impact"], string> = { none: "All Systems Operational", minor: "Minor Service Outage", major: "Partial System Outage", critical: "Major Service Outage" };
// What Statuspage calls them; it knows no cancelled work.
const states: Partial<Record<NonNullable<Notice["state"]>, string>> = { cancelled: "completed" };

/**
 * The body that Statuspage posts to webhook subscribers, field for field. What it says of the page is what this story makes of it,
 * and what a component was before is not known here.
 */
export function statuspagePayload(notice: Notice) {
  const impact = notice.isLast ? "none" : notice.impact;
  return {
    meta: { unsubscribe: `${env.APP_URL}/unsubscribe/${places.unsubscribe}`, documentation: "https://doers.statuspage.io/customer-notifications/webhooks/", generated_at: toIso(notice.postedAt) },
    page: { id: pageId(notice), status_indicator: impact, status_description: descriptions[impact] },
    incident: incidentOf(notice),
  };
}

function pageId({ customer }: Notice): string {
  return customer?.slug ?? "public";
}

function incidentOf(notice: Notice) {
  const { storyId, title, impact, url, endedAt, kind, scheduledFor, scheduledUntil } = notice;
  const isPostmortem = kind === "postmortem";
  const isWork = kind === "maintenance_update";
  const postedAt = toIso(notice.postedAt);
  return {
    id: storyId,
    page_id: pageId(notice),
    name: title,
    status: statusOf(notice),
    impact: isWork ? "maintenance" : impact,
    impact_override: null,
    shortlink: url,
    backfilled: false,
    created_at: toIso(notice.startedAt ?? notice.occurredAt),
    updated_at: postedAt,
    monitoring_at: notice.state === "monitoring" ? postedAt : null,
    resolved_at: endedAt === null ? null : toIso(endedAt),
    scheduled_for: scheduledFor === null ? null : toIso(scheduledFor),
    scheduled_until: scheduledUntil === null ? null : toIso(scheduledUntil),
    scheduled_remind_prior: false,
    scheduled_reminded_at: null,
    scheduled_auto_in_progress: false,
    scheduled_auto_completed: false,
    postmortem_ignored: false,
    postmortem_body: isPostmortem ? renderPlainText(bodyOf(notice)) : null,
    postmortem_body_last_updated_at: isPostmortem ? postedAt : null,
    postmortem_published_at: isPostmortem ? postedAt : null,
    postmortem_notified_subscribers: isPostmortem,
    postmortem_notified_twitter: false,
    incident_updates: [updateOf(notice)],
  };
}

function updateOf(notice: Notice) {
  const postedAt = toIso(notice.postedAt);
  return {
    id: notice.postId,
    incident_id: notice.storyId,
    status: statusOf(notice),
    body: renderPlainText(bodyOf(notice)),
    display_at: toIso(notice.occurredAt),
    created_at: postedAt,
    updated_at: postedAt,
    wants_twitter_update: false,
    twitter_updated_at: null,
    custom_tweet: null,
    affected_components:
      notice.affected.length === 0 ? [{ name: "No components were affected by this update." }] : notice.affected.map(({ name, state }) => ({ code: slugify(name), name, old_status: null, new_status: state })),
  };
}

function statusOf({ kind, state }: Notice): string {
  if (kind === "postmortem") return "postmortem";
  return state === null ? "resolved" : (states[state] ?? state);
}
