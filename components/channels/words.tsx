import type { EndpointChannel } from "#lib/delivery/terms";

export const channelNames: Record<EndpointChannel, string> = { webhook: "Webhook", slack: "Slack", teams: "Microsoft Teams", google_chat: "Google Chat", discord: "Discord", sms: "Text message", push: "Browser" };

/** Where its address is found. */
export const addressHints: Record<Exclude<EndpointChannel, "push">, string> = {
  webhook: "An https address of yours that takes a POST.",
  slack: "In Slack: Apps, Incoming WebHooks, add to a channel, copy the webhook URL.",
  teams: "In Teams: the channel’s Workflows, “Post to a channel when a webhook request is received”, copy the address.",
  google_chat: "In Google Chat: the space’s menu, Apps & integrations, Webhooks, copy the address.",
  discord: "In Discord: the channel’s settings, Integrations, Webhooks, copy the webhook URL.",
  sms: "The number with its country, such as +49 151 2345678. We send a code to confirm it.",
};

export interface Way {
  id: string;
  channel: EndpointChannel;
  form: string;
  label: string;
  shown: string;
  state: "pending" | "active" | "paused" | "quarantined" | "stopped";
  lastSentAt: number | null;
  failingSince: number | null;
  lastFailure: string | null;
  disabledAt: number | null;
}

/** How it is, in a word. */
export function stateOf({ state, disabledAt, failingSince }: Way): "Not confirmed" | "Switched off" | "Failing" | "On" {
  if (state === "pending") return "Not confirmed";
  if (state !== "active" && state !== "paused") return "Switched off";
  return disabledAt !== null ? "Switched off" : failingSince !== null ? "Failing" : "On";
}
