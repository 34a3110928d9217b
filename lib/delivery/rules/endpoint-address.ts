import type { EndpointChannel } from "../terms.ts";

/** An address as it may be shown: enough for its owner to know it by, not enough for anybody to use it. */
export function maskAddress({ channel, address }: { channel: EndpointChannel; address: string }): string {
  if (channel === "sms") return `${address.slice(0, 3)}…${address.slice(-3)}`;
  const { hostname } = new URL(channel === "push" ? pushEndpoint(address) : address);
  return `${hostname}/…${address.replace(/[^A-Za-z0-9]/g, "").slice(-4)}`;
}

function pushEndpoint(address: string): string {
  const parsed: unknown = JSON.parse(address);
  return typeof parsed === "object" && parsed !== null && "endpoint" in parsed ? String(parsed.endpoint) : "";
}

/** A telephone number as E.164 writes it, from what a person types; null where it is none. */
export function parsePhone(text: string): string | null {
  const digits = text.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

const rooms: [RegExp, EndpointChannel][] = [
  [/(^|\.)hooks\.slack(-gov)?\.com$/, "slack"],
  [/(^|\.)(webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/, "teams"],
  [/^chat\.googleapis\.com$/, "google_chat"],
  [/(^|\.)discord(app)?\.com$/, "discord"],
];

/** Whose address it is, where its host says so: a chat room understands nothing but its own form. */
export function roomOf(host: string): EndpointChannel | null {
  return rooms.find(([pattern]) => pattern.test(host))?.[1] ?? null;
}
