import { env, isLoopbackUrl } from "#lib/platform/env";
import { createOutboundFetch } from "#lib/platform/http";
import type { Clock } from "#lib/platform/clock";
import { endpointChannels, type EndpointChannel } from "../terms.ts";
import type { Carrier } from "./contract.ts";
import { discordCarrier } from "./discord.ts";
import { googleChatCarrier } from "./google-chat.ts";
import type { Surroundings } from "./http-answer.ts";
import { pushCarrier, type Vapid } from "./push.ts";
import { slackCarrier } from "./slack.ts";
import { smsCarrier, type Twilio } from "./sms.ts";
import { teamsCarrier } from "./teams.ts";
import { webhookCarrier } from "./webhook.ts";

/** What this portal can send by: text messages and browsers only once they are configured. */
export function offeredChannels(): EndpointChannel[] {
  return endpointChannels.filter((channel) => (channel === "sms" ? twilioSettings() !== null : channel === "push" ? vapidSettings() !== null : true));
}

/** What a browser is given to subscribe with; null where browsers are not told. */
export function pushPublicKey(): string | null {
  return vapidSettings()?.publicKey ?? null;
}

/** One carrier a channel, all by the one guarded client. */
export function startCarriers(now: Clock): { carriers: Map<EndpointChannel, Carrier>; close: () => Promise<void> } {
  const toReaders = createOutboundFetch(readerRules());
  const toProvider = createOutboundFetch({ allowLoopback: isLoopbackUrl(env.TWILIO_BASE_URL), isHttpsOnly: !isLoopbackUrl(env.TWILIO_BASE_URL) });
  const carriers = new Map(offeredChannels().map((channel) => [channel, carrierOf(channel, { readers: { outbound: toReaders, now }, provider: { outbound: toProvider, now } })]));
  const close = async () => {
    await Promise.all([...carriers.values()].map((carrier) => carrier.close()));
    await Promise.all([toReaders.close(), toProvider.close()]);
  };
  return { carriers, close };
}

/** Where readers' messages may go: public https addresses, and this machine's own only where the portal itself is nowhere else. */
export function readerRules() {
  const isLocal = isLoopbackUrl(env.APP_URL);
  return { allowLoopback: isLocal, isHttpsOnly: !isLocal };
}

function carrierOf(channel: EndpointChannel, { readers, provider }: { readers: Surroundings; provider: Surroundings }): Carrier {
  switch (channel) {
    case "webhook": return webhookCarrier(readers);
    case "slack": return slackCarrier(readers);
    case "teams": return teamsCarrier(readers);
    case "google_chat": return googleChatCarrier(readers);
    case "discord": return discordCarrier(readers);
    case "sms": return smsCarrier(provider, required(twilioSettings()));
    case "push": return pushCarrier(readers, required(vapidSettings()));
  }
}

function required<T>(settings: T | null): T {
  if (settings === null) throw new Error("The channel is not configured.");
  return settings;
}

function twilioSettings(): Twilio | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from, TWILIO_BASE_URL: baseUrl } = env;
  return accountSid && authToken && from ? { accountSid, authToken, from, baseUrl } : null;
}

function vapidSettings(): Vapid | null {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = env;
  return publicKey && privateKey && subject ? { publicKey, privateKey, subject } : null;
}
