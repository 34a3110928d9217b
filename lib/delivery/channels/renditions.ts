import type { Channel, Letter, Notice, Parcel } from "../terms.ts";
import { renderNoticeMail } from "./notice-mail.ts";
import { renderParcel } from "./parcels.ts";

/** What one kind of reader gets for a post, with places where each reader's own facts go. */
export async function renderNotice({ channel, form, notice }: { channel: Channel; form: string; notice: Notice }): Promise<Letter | Parcel> {
  return channel === "email" ? renderNoticeMail(notice, { isShared: form === "shared" }) : renderParcel({ channel, form, notice });
}
