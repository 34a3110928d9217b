import { seal, unseal } from "#lib/platform/crypto";
import { authSecret } from "#lib/platform/env";

// Bound to their row: moved to another endpoint they do not open.
const place = (column: string, subscriberId: string) => `endpoints/${column}/${subscriberId}`;

export function sealAddress(subscriberId: string, address: string): string {
  return seal(authSecret(), place("sealed_address", subscriberId), address);
}

export function openAddress(subscriberId: string, sealed: string): string {
  return unseal(authSecret(), place("sealed_address", subscriberId), sealed);
}

export function sealSecrets(subscriberId: string, secrets: readonly string[]): string {
  return seal(authSecret(), place("sealed_secrets", subscriberId), JSON.stringify(secrets));
}

export function openSecrets(subscriberId: string, sealed: string): string[] {
  const opened: unknown = JSON.parse(unseal(authSecret(), place("sealed_secrets", subscriberId), sealed));
  return Array.isArray(opened) ? opened.map(String) : [];
}
