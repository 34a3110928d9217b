import { z } from "zod";
import type { Db } from "#db/open";
import { inLanguage } from "#lib/language/rules/addresses";
import { findMaintenanceForChange, listAsked } from "#lib/maintenance/queries/for-change";
import { findReply, listDeciders, listPlanners } from "#lib/maintenance/queries/people";
import { canDo } from "#lib/maintenance/rules/state";
import { env } from "#lib/platform/env";
import { sendPersonalMail } from "../commands/personal.ts";

interface Job {
  db: Db;
  now: number;
}


const QuestionDue = z.object({ maintenanceId: z.string(), sequence: z.number(), asksUntil: z.number(), kind: z.enum(["first", "again"]) });

/** `maintenance.question_due`: asks whoever decides and has not answered yet, while the question stands. */
export async function askDeciders({ db, now }: Job, payload: unknown): Promise<void> {
  const { maintenanceId, sequence, asksUntil, kind } = QuestionDue.parse(payload);
  const work = await findMaintenanceForChange(db.read, maintenanceId);
  const isStanding = work !== null && work.row.sequence === sequence && work.row.asksUntil === asksUntil && asksUntil > now && canDo(work.row.state, "answer");
  if (!isStanding) return;
  const { row, reach } = work;
  const deciders = await listDeciders(db.read, { customerIds: await listAsked(db.read, reach), maintenanceId, sequence });
  for (const { id, email, timeZone, customerId, slug, customerName, language } of deciders) {
    const url = `${env.APP_URL}${inLanguage(`/c/${slug}/maintenance/${row.code}/reply`, language)}`;
    const props = { portalName: env.PORTAL_NAME, customerName, timeZone, title: row.title, startsAt: row.scheduledFor, endsAt: row.scheduledUntil, answerBy: asksUntil, isAgain: kind === "again", url, language };
    await sendPersonalMail(db, { template: "maintenance-question", props, address: email, dedupeKey: `maintenance-question:${maintenanceId}:${sequence}:${asksUntil}:${kind}:${customerId}:${id}`, customerId, now });
  }
}

const Objected = z.object({ replyId: z.string(), repliedAt: z.number() });

/** `maintenance.objected`: the team hears of it, with the customer's words. An answer that was taken back meanwhile is none. */
export async function tellObjection({ db, now }: Job, payload: unknown): Promise<void> {
  const { replyId, repliedAt } = Objected.parse(payload);
  const reply = await findReply(db.read, replyId);
  if (!reply || reply.repliedAt !== repliedAt || reply.answer !== "object") return;
  const work = await findMaintenanceForChange(db.read, reply.maintenanceId);
  if (work?.row.sequence !== reply.sequence) return;
  const { customerName, personName, comment, proposedFor, proposedUntil } = reply;
  await mailPlanners({ db, now }, { maintenanceId: reply.maintenanceId, dedupeKey: `maintenance-objected:${replyId}:${repliedAt}`, about: { kind: "objection", customerName, personName: personName ?? "A member", comment, proposedFor, proposedUntil } });
}

const Overran = z.object({ maintenanceId: z.string() });

/** `maintenance.overran`: the team hears that a planned end was missed, if it still is. */
export async function tellOverrun({ db, now }: Job, payload: unknown): Promise<void> {
  const { maintenanceId } = Overran.parse(payload);
  const work = await findMaintenanceForChange(db.read, maintenanceId);
  if (!work || work.row.overrunAt === null || work.row.state === "completed" || work.row.state === "cancelled") return;
  await mailPlanners({ db, now }, { maintenanceId, dedupeKey: `maintenance-overrun:${maintenanceId}:${work.row.sequence}`, about: { kind: "overrun", hasBegun: work.row.state !== "scheduled" } });
}

type About = { kind: "overrun"; hasBegun: boolean } | { kind: "objection"; customerName: string; personName: string; comment: string; proposedFor: number | null; proposedUntil: number | null };

async function mailPlanners({ db, now }: Job, { maintenanceId, dedupeKey, about }: { maintenanceId: string; dedupeKey: string; about: About }): Promise<void> {
  const work = await findMaintenanceForChange(db.read, maintenanceId);
  if (!work) return;
  const { row } = work;
  for (const { id, email, timeZone } of await listPlanners(db.read)) {
    const props = { portalName: env.PORTAL_NAME, timeZone, title: row.title, startsAt: row.scheduledFor, endsAt: row.scheduledUntil, url: `${env.APP_URL}/admin/maintenance/${row.code}`, about };
    await sendPersonalMail(db, { template: "maintenance-alert", props, address: email, dedupeKey: `${dedupeKey}:${id}`, now });
  }
}
