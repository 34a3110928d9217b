import { z } from "zod";
import type { Db } from "#db/open";
import { findDisputeToTell } from "#lib/impact/queries/disputes";
import { listAnswerers } from "#lib/impact/queries/people";
import { inLanguage } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import { sendPersonalMail } from "../commands/personal.ts";

interface Job {
  db: Db;
  now: number;
}

const OfDispute = z.object({ disputeId: z.string() });
const whole = new Intl.NumberFormat("en-GB");

/** `impact.disputed`: whoever may answer it hears what the customer said, unless somebody has answered meanwhile. */
export async function tellDispute({ db, now }: Job, payload: unknown): Promise<void> {
  const { disputeId } = OfDispute.parse(payload);
  const dispute = await findDisputeToTell(db.read, disputeId);
  if (!dispute || dispute.answeredAt !== null) return;
  const { customer, title, code, words, raisedByName, claimedFailed, measuredFailed } = dispute;
  const figures = [claimedFailed === null ? [] : `By their count ${whole.format(claimedFailed)} requests failed.`, measuredFailed === null ? "We measured nothing." : `We measured ${whole.format(measuredFailed)}.`].flat().join(" ");
  const props = {
    portalName: env.PORTAL_NAME,
    subject: `${customer} sees the impact differently: ${title}`,
    lines: [`${raisedByName} writes: “${words}”`, figures],
    action: { label: "Answer it", url: `${env.APP_URL}/admin/incidents/${code}#impact` },
    reason: `You get this because you may answer it on ${env.PORTAL_NAME}.`,
  };
  for (const { id, email } of await listAnswerers(db.read)) await sendPersonalMail(db, { template: "staff-note", props, address: email, dedupeKey: `impact.disputed:${disputeId}:${id}`, now });
}

/** `impact.dispute_answered`: whoever said that it looks wrong hears the answer, while that person may still sign in. */
export async function tellDisputeAnswered({ db, now }: Job, payload: unknown): Promise<void> {
  const { disputeId } = OfDispute.parse(payload);
  const dispute = await findDisputeToTell(db.read, disputeId);
  if (!dispute || dispute.answer === null || dispute.raiserEmail === null || !dispute.isMember) return;
  const { customerId, customer, slug, language, title, code, answer, answeredByName, agreedFailed, raiserEmail } = dispute;
  const props = { portalName: env.PORTAL_NAME, language, customerName: customer, title, answer, answeredBy: answeredByName ?? env.PORTAL_NAME, ...(agreedFailed === null ? {} : { agreedFailed }), url: `${env.APP_URL}${inLanguage(`/c/${slug}/incidents/${code}`, language)}` };
  await sendPersonalMail(db, { template: "impact-answer", props, address: raiserEmail, dedupeKey: `impact.dispute_answered:${disputeId}`, customerId, now });
}
