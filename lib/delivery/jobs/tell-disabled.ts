import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db, ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Language } from "#lib/core/language";
import { inLanguage } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import { signLink } from "#lib/platform/signed-link";
import { sendPersonalMail } from "../commands/personal.ts";

interface Job {
  db: Db;
  eventId: string;
  now: number;
}

const Payload = z.object({ subscriberId: z.string() });

/** Tells an owner that nothing is sent to an endpoint any more, what it said last, and where to switch it on again. */
export async function tellDisabled({ db, eventId, now }: Job, payload: unknown): Promise<void> {
  const found = await findDisabled(db.read, Payload.parse(payload).subscriberId);
  if (!found) return;
  const manageUrl = await findChannelsUrl(db.read, found);
  if (manageUrl === null) return;
  const { email: address, label, shown, lastFailure, failingSince, timeZone, customerId, channel, language } = found;
  await sendPersonalMail(db, {
    template: "endpoint-off",
    props: { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, channel, label, shown, lastFailure, failingSince: failingSince ?? now, timeZone, manageUrl, language },
    address,
    dedupeKey: `endpoint-off:${eventId}`,
    customerId,
    now,
  });
}

interface Disabled {
  id: string;
  email: string;
  channel: string;
  customerId: string | null;
  personId: string | null;
  timeZone: string;
  language: Language;
  label: string;
  shown: string;
  lastFailure: string | null;
  failingSince: number | null;
}

async function findDisabled(read: ReadDb, id: string): Promise<Disabled | null> {
  const { email, channel, customerId, personId, timeZone, language } = subscribers;
  const { label, shown, lastFailure, failingSince, disabledAt } = endpoints;
  const [row] = await read
    .select({ id: subscribers.id, email, channel, customerId, personId, timeZone, language, label, shown, lastFailure, failingSince, disabledAt })
    .from(subscribers)
    .innerJoin(endpoints, eq(endpoints.subscriberId, subscribers.id))
    .where(eq(subscribers.id, id));
  // Somebody switched it on again before this ran.
  return row && row.disabledAt !== null ? row : null;
}

// Whoever is no member any more, or no subscriber, has no page to go to, and is told nothing.
async function findChannelsUrl(read: ReadDb, { customerId, personId, email, id, language }: Disabled): Promise<string | null> {
  if (customerId !== null && personId !== null) {
    const [row] = await read
      .select({ slug: customers.slug })
      .from(memberships)
      .innerJoin(customers, eq(customers.id, memberships.customerId))
      .where(and(eq(memberships.customerId, customerId), eq(memberships.personId, personId), isNull(customers.archivedAt)));
    return row ? `${env.APP_URL}${inLanguage(`/c/${row.slug}/notifications/channels/${id}`, language)}` : null;
  }
  const [own] = await read
    .select({ id: subscribers.id, version: subscribers.linkVersion })
    .from(subscribers)
    .where(and(eq(subscribers.email, email), isNull(subscribers.customerId), eq(subscribers.channel, "email")));
  return own ? `${env.APP_URL}${inLanguage(`/subscription/${signLink("manage", own)}/channels/${id}`, language)}` : null;
}
