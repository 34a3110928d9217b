import { renderMarkdown, renderPlainText } from "#lib/core/markdown";
import { toIso } from "#lib/core/time";
import type { Notice, Parcel } from "#lib/delivery/terms";
import { env } from "#lib/platform/env";
import { places } from "./letter.ts";
import { statuspagePayload } from "./statuspage-payload.ts";

/** The body of a webhook: ours, described by the schema in docs/webhooks.md, or Statuspage's. */
export function webhookParcel({ form, notice }: { form: string; notice: Notice }): Parcel {
  return { contentType: "application/json", body: JSON.stringify(form === "statuspage" ? statuspagePayload(notice) : candorPayload(notice)) };
}

const types: Record<Notice["kind"], string> = { incident_update: "incident.update", postmortem: "incident.postmortem", maintenance_update: "maintenance.update", announcement: "announcement.posted", statement: "statement.published", test: "test" };

function candorPayload(notice: Notice) {
  const { kind, storyId, postId, portalName, customer, language, timeZone, title, url, state, impact, isFirst, isLast, affected, body, note } = notice;
  return {
    version: "1",
    type: types[kind],
    timestamp: toIso(notice.postedAt),
    data: {
      portal: { name: portalName, url: env.APP_URL },
      customer: customer && { slug: customer.slug, name: customer.name },
      language,
      time_zone: timeZone,
      story: {
        id: storyId,
        title,
        url,
        state,
        impact,
        is_first: isFirst,
        is_last: isLast,
        affected,
        started_at: isoOf(notice.startedAt),
        ended_at: isoOf(notice.endedAt),
        scheduled_for: isoOf(notice.scheduledFor),
        scheduled_until: isoOf(notice.scheduledUntil),
        next_update_due_at: isoOf(notice.nextUpdateDueAt),
      },
      post: { id: postId, occurred_at: toIso(notice.occurredAt), posted_at: toIso(notice.postedAt), body: wordsOf(body), note: note === null ? null : wordsOf(note) },
    },
    subscription: { manage_url: `${env.APP_URL}/subscription/${places.manage}`, unsubscribe_url: `${env.APP_URL}/unsubscribe/${places.unsubscribe}` },
  };
}

function wordsOf(markdown: string): { text: string; html: string } {
  return { text: renderPlainText(markdown), html: renderMarkdown(markdown) };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
