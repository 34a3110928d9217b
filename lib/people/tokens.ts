import { hmac, seal, sha256, unseal } from "#lib/platform/crypto";
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

export function sealProviderSecret(providerId: string, secret: string): string {
  return seal(authSecret(), `identity_providers/sealed_secret/${providerId}`, secret);
}

export function unsealProviderSecret(providerId: string, sealed: string): string {
  return unseal(authSecret(), `identity_providers/sealed_secret/${providerId}`, sealed);
}
