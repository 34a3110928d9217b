import { inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import type { FrozenMessage, Letter } from "#lib/delivery/terms";
import { addressLetter } from "../channels/letter.ts";

interface Stored {
  message: FrozenMessage | null;
  renditionId: string | null;
  address: string;
  subscriberId: string | null;
  linkVersion: number | null;
}

/** The columns a message is made of. */
export const messageColumns = { message: deliveries.message, renditionId: deliveries.renditionId, address: deliveries.address, subscriberId: deliveries.subscriberId, linkVersion: deliveries.linkVersion };

/** Makes the messages of deliveries: a personal one is stored whole, any other is its audience's letter with the reader's facts. Null for what has none any more. */
export async function loadMessages(read: ReadDb, rows: readonly Stored[]): Promise<(FrozenMessage | null)[]> {
  const letters = await loadLetters(read, [...new Set(rows.flatMap((row) => row.renditionId ?? []))]);
  return rows.map((row) => row.message ?? addressed(row, letters));
}

async function loadLetters(read: ReadDb, ids: string[]): Promise<Map<string, Letter>> {
  if (ids.length === 0) return new Map();
  const rows = await read.select({ id: deliveryRenditions.id, letter: deliveryRenditions.letter }).from(deliveryRenditions).where(inArray(deliveryRenditions.id, ids));
  return new Map(rows.flatMap((row) => ("subject" in row.letter ? [[row.id, row.letter] as const] : [])));
}

function addressed({ renditionId, address, subscriberId, linkVersion }: Stored, letters: ReadonlyMap<string, Letter>): FrozenMessage | null {
  const letter = renditionId === null ? undefined : letters.get(renditionId);
  if (!letter || subscriberId === null || linkVersion === null) return null;
  return addressLetter(letter, { address, subscriberId, linkVersion });
}
