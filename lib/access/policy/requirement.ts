import type { Permission } from "../permissions.ts";

export type Requirement =
  | { who: "anyone" }
  /** Signed in, whoever it is. */
  | { who: "person" }
  | { who: "staff"; permission: Permission }
  /** A member of the customer in the address, or staff who may read customers. */
  | { who: "customer"; permission: Permission }
  /** Whoever holds the link to one subscriber's page. */
  | { who: "subscriber" }
  /** Whoever holds a feed's address. */
  | { who: "feed" }
  /** A provider's machine, which proves itself in the handler by its signature or key, and gets the body as it came. */
  | { who: "provider" }
  /** Whoever holds the address of an embed, which is in the page that embeds it. */
  | { who: "embed" }
  /** Whoever holds a link to one statement, until it expires or is revoked. */
  | { who: "share" }
  /** A program with a key. What it may do stands with each operation (`lib/api`). */
  | { who: "key" };

export interface Policy {
  method: "GET" | "POST";
  path: string;
  requirement: Requirement;
  /** Where the form stands, so that one sent without script can be shown again with what was typed. */
  form?: string;
  /** Calls an hour from one address, for what anonymous people may do. */
  hourlyLimit?: number;
  /** A provider's body that is no text: a character of `raw` is a byte. */
  isBinary?: boolean;
}

export const anyone: Requirement = { who: "anyone" };
export const person: Requirement = { who: "person" };
export const subscriber: Requirement = { who: "subscriber" };
export const feed: Requirement = { who: "feed" };
export const provider: Requirement = { who: "provider" };
export const embed: Requirement = { who: "embed" };
export const share: Requirement = { who: "share" };
export const key: Requirement = { who: "key" };
export const staff = (permission: Permission): Requirement => ({ who: "staff", permission });
export const customer = (permission: Permission): Requirement => ({ who: "customer", permission });
export const get = (path: string, requirement: Requirement): Policy => ({ method: "GET", path, requirement });
export const post = (path: string, requirement: Requirement, form?: string, hourlyLimit?: number): Policy => ({
  method: "POST",
  path,
  requirement,
  ...(form === undefined ? {} : { form }),
  ...(hourlyLimit === undefined ? {} : { hourlyLimit }),
});
