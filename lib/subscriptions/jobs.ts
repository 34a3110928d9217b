import { and, count, eq, gt, inArray, like, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { subscribers } from "#db/schema/subscriptions";
import { refusalToRetry } from "#lib/bounces/commands/release";
import { newId } from "#lib/core/ids";
import { defaultLanguage, type Language, languages } from "#lib/core/language";
import { isTimeZone } from "#lib/core/zone";
import { sendPersonalMail } from "#lib/delivery/commands/personal";
import { inLanguage } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import { signLink } from "#lib/platform/signed-link";
import { findVisibleIncident, follow, replaceChoice } from "./commands/choose.ts";
import { confirmationPauseMs, confirmationsPerWeek, stopListHours, subscriberIdentity } from "./rules.ts";

const Requested = z.object({
  email: z.string(),
  scope: z.enum(["everything", "components"]),
  components: z.array(z.string()),
  incident: z.string().nullable(),
  timeZone: z.string(),
  language: z.enum(languages).default(defaultLanguage),
});
type Requested = z.infer<typeof Requested>;

interface Job {
  db: Db;
  eventId: string;
  now: number;
}

const confirmHours = 24 * 7;

/**
 * Somebody typed an address on the public page. A new or unconfirmed address gets a mail to confirm; one that is confirmed gets the
 * same mail, whose page says so. Never more than one a day and three a week, whoever asks how often.
 */
export async function sendConfirmation(job: Job, payload: unknown): Promise<void> {
  const asked = Requested.parse(payload);
  const { db, now } = job;
  const subscriber = await db.write((tx) => ensurePending(tx, asked, now));
  // Where mail came back a mail is tried again when its reader asks: if it arrives and is confirmed, the address is well.
  if ((await refusalToRetry(db.read, { email: asked.email, now })) || (await isTooOften(db, asked.email, now))) return;
  await sendConfirmationMail(db, { subscriber: { ...subscriber, email: asked.email, language: asked.language }, eventId: job.eventId, now });
}

const OfSubscriber = z.object({ subscriberId: z.string() });

/** Asks a mailbox that several people read whether its mails shall end for all: a fresh link, to the mailbox itself. */
export async function sendStopList({ db, now }: Job, payload: unknown): Promise<void> {
  const found = await findToWrite(db, OfSubscriber.parse(payload).subscriberId);
  if (!found || found.state === "stopped" || found.state === "quarantined") return;
  const token = signLink("stop-list", { id: `${found.id}~${now}`, version: found.linkVersion });
  const props = { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, address: found.email, stopUrl: `${env.APP_URL}${inLanguage(`/unsubscribe/${token}/list`, found.language)}`, validHours: stopListHours, language: found.language };
  await sendPersonalMail(db, { template: "stop-list", props, address: found.email, customerId: found.customerId, dedupeKey: `stop-list:${found.id}:${Math.floor(now / 86_400_000)}`, now });
}

/** Tells somebody that its own mails ended because its address was typed on a shared mailbox' page, and how to get them again. */
export async function sendStopped({ db, eventId, now }: Job, payload: unknown): Promise<void> {
  const found = await findToWrite(db, OfSubscriber.parse(payload).subscriberId);
  if (found?.state !== "stopped") return;
  const token = signLink("manage", { id: found.id, version: found.linkVersion });
  const props = { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, manageUrl: `${env.APP_URL}${inLanguage(`/subscription/${token}`, found.language)}`, language: found.language };
  await sendPersonalMail(db, { template: "stopped", props, address: found.email, customerId: found.customerId, dedupeKey: `stopped:${eventId}`, now });
}

/** Somebody whom staff imported is asked to confirm, as anybody who subscribes. */
export async function sendImportInvitation({ db, eventId, now }: Job, payload: unknown): Promise<void> {
  const found = await findToWrite(db, OfSubscriber.parse(payload).subscriberId);
  if (found?.state !== "pending" || (await isTooOften(db, found.email, now))) return;
  await sendConfirmationMail(db, { subscriber: found, eventId, now });
}

async function sendConfirmationMail(db: Db, { subscriber, eventId, now }: { subscriber: { id: string; email: string; linkVersion: number; language: Language }; eventId: string; now: number }): Promise<void> {
  const token = signLink("confirm", { id: subscriber.id, version: subscriber.linkVersion });
  await sendPersonalMail(db, {
    template: "confirm-subscription",
    props: { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, confirmUrl: `${env.APP_URL}${inLanguage(`/subscribe/confirm/${token}`, subscriber.language)}`, validHours: confirmHours, language: subscriber.language },
    address: subscriber.email,
    dedupeKey: `${confirmationKey(subscriber.email)}:${eventId}`,
    now,
  });
}

async function findToWrite(db: Db, id: string) {
  const { email, state, customerId, linkVersion, language } = subscribers;
  const [row] = await db.read.select({ id: subscribers.id, email, state, customerId, linkVersion, language }).from(subscribers).where(eq(subscribers.id, id));
  return row ?? null;
}

async function ensurePending(tx: Tx, asked: Requested, now: number): Promise<{ id: string; state: string; linkVersion: number }> {
  const identity = subscriberIdentity(asked.email, null);
  const timeZone = isTimeZone(asked.timeZone) ? asked.timeZone : "UTC";
  const fresh = { id: newId("sub", now), identity, email: asked.email, state: "pending" as const, timeZone, language: asked.language, createdAt: now };
  await tx.insert(subscribers).values(fresh).onConflictDoNothing({ target: subscribers.identity });
  const [row] = await tx.select({ id: subscribers.id, state: subscribers.state, linkVersion: subscribers.linkVersion }).from(subscribers).where(eq(subscribers.identity, identity));
  if (!row) throw new Error("The subscriber was not kept.");
  // What a stranger types must not change what a confirmed subscriber gets.
  if (row.state === "pending" || row.state === "stopped") await choose(tx, { asked, subscriberId: row.id, now });
  return row;
}

async function choose(tx: Tx, { asked, subscriberId, now }: { asked: Requested; subscriberId: string; now: number }): Promise<void> {
  const audience = { kind: "public" } as const;
  const incident = asked.incident ? await findVisibleIncident(tx, { code: asked.incident, audience }) : null;
  if (incident) await follow(tx, { subscriberId, incidentId: incident.id, now });
  else await replaceChoice(tx, { subscriberId, audience, scope: asked.scope, components: asked.components, now });
}

function confirmationKey(email: string): string {
  return `confirm:${email}`;
}

async function isTooOften(db: Db, email: string, now: number): Promise<boolean> {
  const sentSince = (since: number) =>
    and(eq(deliveries.address, email), sql`${deliveries.kind} = 'personal'`, like(deliveries.dedupeKey, "personal:confirm:%"), inArray(deliveries.state, ["queued", "sending", "sent", "unknown"]), gt(deliveries.createdAt, since));
  const [today] = await db.read.select({ mails: count() }).from(deliveries).where(sentSince(now - confirmationPauseMs));
  const [week] = await db.read.select({ mails: count() }).from(deliveries).where(sentSince(now - 7 * 86_400_000));
  return (today?.mails ?? 0) >= 1 || (week?.mails ?? 0) >= confirmationsPerWeek;
}
