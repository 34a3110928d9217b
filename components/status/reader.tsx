import type { StatusView } from "#lib/status/terms";

/** For whom a document is drawn: where its links lead, and whose name its notes carry. */
export interface Reader {
  /** Before `/incidents/<code>`, `/maintenance/<code>` and `/announcements/<code>`. */
  base: string;
  historyHref: string;
  /** Where one asks to be told. */
  subscribeHref: string;
  /** The customer, where the reader is one. */
  name?: string;
}

export type OpenIncident = StatusView["openIncidents"][number];

export function incidentHref(reader: Reader, code: string): string {
  return `${reader.base}/incidents/${encodeURIComponent(code)}`;
}

export function announcementHref(reader: Reader, code: string): string {
  return `${reader.base}/announcements/${encodeURIComponent(code)}`;
}

export function maintenanceHref(reader: Reader, code: string): string {
  return `${reader.base}/maintenance/${encodeURIComponent(code)}`;
}
