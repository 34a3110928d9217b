import { hmac, isSameSecret } from "./crypto.ts";
import { authSecret } from "./env.ts";

export interface LinkTarget {
  id: string;
  /** Raised at the target to make every link sent so far worthless. */
  version: number;
}

/** A link token that needs no row: what it is for, whom it names and a signature. One purpose's token never passes for another's. */
export function signLink(purpose: string, { id, version }: LinkTarget): string {
  return `${id}.${version}.${hmac(authSecret(), `link/${purpose}`, `${id}.${version}`)}`;
}

/** The target of a token made by `signLink` for this purpose, or null. */
export function readLink(purpose: string, token: string): LinkTarget | null {
  const [id, version, signature, ...rest] = token.split(".");
  if (!id || !version || !/^\d{1,9}$/.test(version) || !signature || rest.length > 0) return null;
  const target = { id, version: Number(version) };
  return isSameSecret(token, signLink(purpose, target)) ? target : null;
}
