import { inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import type { FrozenMessage, Letter, Parcel, ReaderMessage } from "#lib/delivery/terms";
import { addressLetter, addressParcel } from "../channels/letter.ts";

interface Stored {
  message: FrozenMessage | null;
  renditionId: string | null;
  address: string;
  subscriberId: string | null;
  linkVersion: number | null;
}

/** The columns a message is made of. */
export const messageColumns = { message: deliveries.message, renditionId: deliveries.renditionId, address: deliveries.address, subscriberId: deliveries.subscriberId, linkVersion: deliveries.linkVersion };

/** Makes the messages of deliveries: a personal one is stored whole, any other is its audience's rendition with the reader's facts. Null for what has none any more. */
export async function loadReaderMessages(read: ReadDb, rows: readonly Stored[]): Promise<(ReaderMessage | null)[]> {
  const renditions = await loadRenditions(read, [...new Set(rows.flatMap((row) => row.renditionId ?? []))]);
  return rows.map((row) => row.message ?? addressed(row, renditions));
}

/** The mails among them. */
export async function loadMessages(read: ReadDb, rows: readonly Stored[]): Promise<(FrozenMessage | null)[]> {
  return (await loadReaderMessages(read, rows)).map((message) => (message && "subject" in message ? message : null));
}

async function loadRenditions(read: ReadDb, ids: string[]): Promise<Map<string, Letter | Parcel>> {
  if (ids.length === 0) return new Map();
  const rows = await read.select({ id: deliveryRenditions.id, letter: deliveryRenditions.letter }).from(deliveryRenditions).where(inArray(deliveryRenditions.id, ids));
  return new Map(rows.map((row) => [row.id, row.letter]));
}

function addressed({ renditionId, address, subscriberId, linkVersion }: Stored, renditions: ReadonlyMap<string, Letter | Parcel>): ReaderMessage | null {
  const rendition = renditionId === null ? undefined : renditions.get(renditionId);
  if (!rendition || subscriberId === null || linkVersion === null) return null;
  return "subject" in rendition ? addressLetter(rendition, { address, subscriberId, linkVersion }) : addressParcel(rendition, { subscriberId, linkVersion });
}

/** The words of a message as they may be shown: a mail's text, or what an endpoint got. */
export function shownWords(message: ReaderMessage): { subject: string | null; text: string } {
  return "subject" in message ? { subject: message.subject, text: message.text } : { subject: null, text: message.body };
}
