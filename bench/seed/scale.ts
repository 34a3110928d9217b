import { sql } from "drizzle-orm";
import type { Db } from "#db/open";
import { settings } from "#db/schema/outbox";
import { now as clock } from "#lib/platform/clock";
import { addCompany, customerSlug, scaleToken } from "./company.ts";
import { addIncidents } from "./incidents.ts";
import { addDeliveries, addMaintenances, addRecords, addSubscribers } from "./readers.ts";

export interface Scale {
  customers: number;
  subscribers: number;
  incidents: number;
  deliveries: number;
}

/** What the issue of growth asks for is 1; 0.1 is a tenth of it. What everybody sees is the same at every scale. */
export function scaleOf(factor: number): Scale {
  const of = (whole: number) => Math.max(1, Math.round(whole * factor));
  return { customers: of(1_000), subscribers: of(1_000_000), incidents: of(20_000), deliveries: of(200_000) };
}

/** Fills an empty, migrated database with 13 months of history. The same rows every time but for `now`. */
export async function seedScale(db: Db, scale: Scale, input: { now?: number; say?: (text: string) => void } = {}): Promise<void> {
  const { now = clock(), say = () => {} } = input;
  say(`${scale.customers} customers and what they use`);
  const company = await addCompany(db, { customers: scale.customers, now });
  say(`${scale.incidents} incidents over 13 months`);
  await addIncidents(db, { company, count: scale.incidents, now });
  await addMaintenances(db, { company, now });
  say(`${scale.subscribers} subscribers`);
  await addSubscribers(db, { count: scale.subscribers, now });
  say(`${scale.deliveries} deliveries, the audit log and the mailbox`);
  await addDeliveries(db, { count: scale.deliveries, now });
  await addRecords(db, { mails: Math.ceil(scale.customers), now });
  await db.write(async (tx) => void (await tx.insert(settings).values({ key: "demo.seeded", value: { at: now }, updatedAt: now })));
  say("statistics for the planner");
  await db.write(async (tx) => void (await tx.rows(sql`analyze`)), { holdMs: 300_000 });
}

/** Sessions that are open in such a database: the owner's of each of the first customers. */
export function scaleSessions(count: number): { slug: string; sessionToken: string }[] {
  return Array.from({ length: count }, (_, index) => ({ slug: customerSlug(index), sessionToken: scaleToken(index) }));
}
