import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db, ReadDb } from "#db/open";
import { memberships, people } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { slos } from "#db/schema/slo";
import type { Language } from "#lib/core/language";
import { inLanguage } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import { leftWords } from "#lib/slo/rules/words";
import { sendPersonalMail } from "../commands/personal.ts";

interface Job {
  db: Db;
  now: number;
}

const Crossed = z.object({ sloId: z.string(), customerId: z.string(), leftPpm: z.number(), limitPpm: z.number(), at: z.number() });

/** `slo.threshold_crossed`: a customer's owners hear of their budget as they asked to. */
export async function tellThreshold({ db, now }: Job, payload: unknown): Promise<void> {
  const { sloId, customerId, leftPpm, limitPpm, at } = Crossed.parse(payload);
  const [objective] = await db.read.select({ name: slos.name }).from(slos).where(and(eq(slos.id, sloId), isNull(slos.archivedAt)));
  const owners = await listOwners(db.read, customerId);
  if (!objective || owners.length === 0) return;
  for (const { id, email, slug, customerName, language } of owners) {
    const page = `${env.APP_URL}${inLanguage(`/c/${slug}/slos`, language)}`;
    const props = { portalName: env.PORTAL_NAME, customerName, objective: objective.name, left: shareIn(leftPpm, language), limit: shareIn(limitPpm, language), url: `${page}#${sloId}`, changeUrl: `${page}/${sloId}/threshold`, language };
    await sendPersonalMail(db, { template: "budget-threshold", props, address: email, dedupeKey: `slo.threshold_crossed:${sloId}:${at}:${id}`, customerId, now });
  }
}

// A customer without an owner has somebody to tell all the same.
async function listOwners(read: ReadDb, customerId: string) {
  const { slug, name, language } = customers;
  const members = await read
    .select({ id: people.id, email: people.email, role: memberships.role, slug, customerName: name, language })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(memberships.customerId, customerId), isNull(people.disabledAt), isNull(customers.archivedAt)))
    .orderBy(asc(people.id));
  const owners = members.filter(({ role }) => role === "owner");
  return owners.length > 0 ? owners : members;
}

function shareIn(ppm: number, language: Language): string {
  const words = leftWords(ppm).replace(/\.0(?=\D*$)/, "");
  return language === "de" ? words.replace(".", ",") : words;
}
