import { and, asc, eq, exists, isNull, lte, ne, not, or, sql } from "drizzle-orm";
import { z } from "zod";
import { hasRow } from "#db/dialect";
import type { Db, ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { suppressions } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { inLanguage } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import { findStatementToTell } from "#lib/reports/queries/to-tell";
import { periodWords } from "#lib/reports/rules/period";
import { sendPersonalMail } from "../commands/personal.ts";

interface Job {
  db: Db;
  now: number;
}

const OfStatement = z.object({ statementId: z.string() });

/** `statement.released`: whoever of the customer's members gets its statements by mail hears of it, once each. */
export async function tellStatement({ db, now }: Job, payload: unknown): Promise<void> {
  const { statementId } = OfStatement.parse(payload);
  const told = await findStatementToTell(db.read, statementId);
  if (!told) return;
  const { customerId, slug, document } = told;
  const { language, name, zone } = document.customer;
  const page = `${env.APP_URL}${inLanguage(`/c/${slug}`, language)}`;
  const props = { portalName: env.PORTAL_NAME, customerName: name, period: periodWords(document, { zone, language }), summary: document.summary, isAmendment: document.amends !== null, url: `${page}/reports/${statementId}`, changeUrl: `${page}/notifications`, language };
  for (const { id, email } of await listHearers(db.read, { customerId, now })) await sendPersonalMail(db, { template: "statement", props, address: email, dedupeKey: `statement.released:${statementId}:${id}`, customerId, now });
}

/** Members who follow the page (not only one incident) by mail, want statements, are not paused, and whose address takes mail. */
async function listHearers(read: ReadDb, { customerId, now }: { customerId: string; now: number }): Promise<{ id: string; email: string }[]> {
  const isListening = or(eq(subscribers.state, "active"), and(eq(subscribers.state, "paused"), lte(subscribers.pausedUntil, now)));
  const isMember = hasRow(read.select({ one: sql`1` }).from(memberships).where(and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId))).limit(1));
  const follows = exists(read.select({ one: sql`1` }).from(subscriptions).where(and(eq(subscriptions.subscriberId, subscribers.id), ne(subscriptions.scope, "incident"))));
  const isSuppressed = read.select({ one: sql`1` }).from(suppressions).where(and(eq(suppressions.email, subscribers.email), isNull(suppressions.healedAt)));
  return read
    .select({ id: subscribers.id, email: subscribers.email })
    .from(subscribers)
    .where(and(eq(subscribers.customerId, customerId), eq(subscribers.channel, "email"), eq(subscribers.hearsStatements, true), isListening, isMember, follows, not(exists(isSuppressed))))
    .orderBy(asc(subscribers.id));
}
