import { inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { endpoints } from "#db/schema/subscriptions";
import { openAddress, openSecrets } from "../channels/sealed.ts";

/** Where an endpoint leads now, and what is signed with; opened only to send. */
export interface Target {
  address: string;
  secrets: string[];
}

/** A rotated secret goes on signing until its time is over. */
export async function loadTargets(read: ReadDb, { subscriberIds, now }: { subscriberIds: readonly string[]; now: number }): Promise<Map<string, Target>> {
  if (subscriberIds.length === 0) return new Map();
  const { subscriberId, sealedAddress, sealedSecrets, oldSecretUntil } = endpoints;
  const rows = await read.select({ subscriberId, sealedAddress, sealedSecrets, oldSecretUntil }).from(endpoints).where(inArray(endpoints.subscriberId, [...subscriberIds]));
  return new Map(rows.map((row) => [row.subscriberId, { address: openAddress(row.subscriberId, row.sealedAddress), secrets: currentSecrets(row, now) }]));
}

function currentSecrets(row: { subscriberId: string; sealedSecrets: string | null; oldSecretUntil: number | null }, now: number): string[] {
  if (row.sealedSecrets === null) return [];
  const [newest, ...old] = openSecrets(row.subscriberId, row.sealedSecrets);
  if (newest === undefined) return [];
  return row.oldSecretUntil !== null && row.oldSecretUntil > now ? [newest, ...old] : [newest];
}
