import { hmac, isSameSecret, seal, sha256, unseal } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";

/** Signs, seals and derives; required in production, generated on a first start in development. */
export function authSecret(): string {
  if (!env.AUTH_SECRET) throw new Error("AUTH_SECRET is not set.");
  return env.AUTH_SECRET;
}

export interface SignInSecrets {
  token: string;
  code: string;
}

/** The link's token and the code of a request, derived from its id under our key: a job that runs twice sends the same. */
export function signInSecretsOf(requestId: string): SignInSecrets {
  const token = hmac(authSecret(), "sign-in-link", requestId);
  const digits = BigInt(`0x${Buffer.from(hmac(authSecret(), "sign-in-code", requestId), "base64url").toString("hex")}`) % 1_000_000n;
  return { token, code: digits.toString().padStart(6, "0") };
}

/** As next-auth hashes the token of its e-mail provider: it will look for exactly this. */
export function hashMailToken(token: string): string {
  return sha256(`${token}${authSecret()}`);
}

/** The way of one browser from the portal's own name to another of its names, good once and for a minute. */
export interface ArrivalTicket {
  /** The session it is opened from. */
  sessionId: string;
  host: string;
  /** Whose name that is. */
  customerId: string;
  /** Of the cookie that the browser set out with: the ticket is worth nothing without it. */
  stateHash: string;
  /** A path under that name. */
  next: string;
  expiresAt: number;
}

export function signTicket(ticket: ArrivalTicket): string {
  const body = Buffer.from(JSON.stringify(ticket)).toString("base64url");
  return `${body}.${hmac(authSecret(), "arrival", body)}`;
}

/** Null for whatever `signTicket` did not make, or what is over. */
export function readTicket(text: string, now: number): ArrivalTicket | null {
  const [body = "", signature = ""] = text.split(".");
  if (!isSameSecret(signature, hmac(authSecret(), "arrival", body))) return null;
  const ticket = JSON.parse(Buffer.from(body, "base64url").toString()) as ArrivalTicket;
  return ticket.expiresAt > now ? ticket : null;
}

export function sealProviderSecret(providerId: string, secret: string): string {
  return seal(authSecret(), `identity_providers/sealed_secret/${providerId}`, secret);
}

export function unsealProviderSecret(providerId: string, sealed: string): string {
  return unseal(authSecret(), `identity_providers/sealed_secret/${providerId}`, sealed);
}
