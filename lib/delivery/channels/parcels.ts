import { renderPlainText } from "#lib/core/markdown";
import type { Channel, Notice, Parcel } from "../terms.ts";

export interface ParcelInput {
  channel: Exclude<Channel, "email">;
  /** Which body a channel with several gets. */
  form: string;
  notice: Notice;
}

/** What a channel other than mail sends for a post. */
export function renderParcel({ channel, notice }: ParcelInput): Parcel {
  return channel === "sms" || channel === "push" ? { contentType: "text/plain", body: `${notice.title}: ${renderPlainText(notice.body)}\n${notice.url}` } : { contentType: "application/json", body: JSON.stringify(notice) };
}
