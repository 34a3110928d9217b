import type { Channel, Notice, Parcel } from "#lib/delivery/terms";
import { discordParcel } from "./discord.ts";
import { googleChatParcel } from "./google-chat.ts";
import { pushParcel } from "./push.ts";
import { slackParcel } from "./slack.ts";
import { smsParcel } from "./sms.ts";
import { teamsParcel } from "./teams.ts";
import { webhookParcel } from "./webhook-payload.ts";

/** What a channel other than mail carries: one notice in that channel's own form. `form` chooses where it has several. */
export function renderParcel({ channel, form, notice }: { channel: Channel; form: string; notice: Notice }): Parcel {
  switch (channel) {
    case "webhook": return webhookParcel({ form, notice });
    case "slack": return slackParcel(notice);
    case "teams": return teamsParcel(notice);
    case "google_chat": return googleChatParcel(notice);
    case "discord": return discordParcel(notice);
    case "sms": return smsParcel(notice);
    case "push": return pushParcel(notice);
    case "email": throw new Error("A mail is a letter, not a parcel.");
  }
}
