import { getDb } from "#db/connection";
import { Failure } from "#lib/core/failure";
import { now } from "#lib/platform/clock";
import { sha256 } from "#lib/platform/crypto";
import { log } from "#lib/platform/log";
import { feedTouchMs, keyTouchMs, sessionTouchMs, touchEmbed, touchFeed, touchKey, touchSession } from "./commands.ts";
import { mintContext, type Context } from "./context.ts";
import { readCookie, sessionCookie } from "./cookies.ts";
import { currentDocument, type DocumentScope } from "./document-scope.ts";
import { keyPermissions, memberPermissions, staffPermissions, type Permission } from "./permissions.ts";
import type { Requirement } from "./policy.ts";
import { findCustomerBySlug, findEmbed, findFeed, findKey, findShare, findSignedIn, type GateCustomer, type GateKey, type SignedIn } from "./queries.ts";
import { audienceKey, type Actor } from "./terms.ts";

/** What a gate found: the proof to read with, who asks, and the customer in the address. */
export interface Passage {
  ctx: Context;
  signedIn: SignedIn | null;
  customer: GateCustomer | null;
  /** Of an embed: whose pages may show it. */
  origins?: readonly string[];
  /** Of a link to one statement. */
  statementId?: string;
  /** Of a program. */
  key?: GateKey;
}

export interface Caller {
  cookieHeader: string | null;
  /** The header of that name. */
  authorization?: string | null;
  requestId: string;
}

/**
 * Decides a requirement for a caller; throws `unauthenticated`, `forbidden` or `not_found`. Pages and routes both come here.
 * `key` is what the address names: the customer's slug, or the token of a feed or an embed.
 */
export async function admit(requirement: Requirement, caller: Caller, key: string | null): Promise<Passage> {
  const document = currentDocument();
  if (document) return passDocument(document, requirement, key);
  const at = now();
  const signedIn = isForStrangers(requirement) ? null : await findCaller(caller, at);
  switch (requirement.who) {
    case "anyone":
    case "subscriber":
      return passage(caller, at, { signedIn: null, customer: null, permissions: [] });
    case "feed":
      return admitToFeed(caller, at, key);
    case "provider":
      return passage(caller, at, { signedIn: null, customer: null, permissions: [], actor: { kind: "system", job: "provider" } });
    case "embed":
      return admitToEmbed(caller, at, key);
    case "share":
      return admitToShare(caller, at, key);
    case "key":
      return admitKey(caller, at);
    case "person":
      return passage(caller, at, { signedIn: demandSignIn(signedIn), customer: null, permissions: ["own.manage"] });
    case "staff":
      return admitStaff(requirement.permission, caller, at, demandSignIn(signedIn));
    case "customer":
      return admitToCustomer(requirement.permission, caller, at, { signedIn: demandSignIn(signedIn), slug: key });
  }
}

function isForStrangers({ who }: Requirement): boolean {
  return who === "anyone" || who === "subscriber" || who === "feed" || who === "provider" || who === "share" || who === "key";
}

// Whoever asked was admitted before the document was made, and it is the same for all of them: it may ask for nothing else.
export function passDocument({ ctx, customer }: DocumentScope, requirement: Requirement, key: string | null): Passage {
  const isTheirs =
    (requirement.who === "anyone" && ctx.audience.kind === "public") ||
    (requirement.who === "customer" && requirement.permission === "customer.read" && customer !== null && customer.slug === key) ||
    ((requirement.who === "feed" || requirement.who === "embed") && customer !== null);
  if (!isTheirs) throw new Error(`A document for ${audienceKey(ctx.audience)} was asked from a page for somebody else.`);
  return { ctx, customer, signedIn: null };
}

export async function findCaller(caller: Caller, at: number): Promise<SignedIn | null> {
  const token = readCookie(caller.cookieHeader, sessionCookie);
  const signedIn = token ? await findSignedIn(getDb().read, { tokenHash: sha256(token), now: at }) : null;
  if (signedIn && signedIn.lastSeenAt < at - sessionTouchMs) await noteUse("a session", touchSession(getDb(), { sessionId: signedIn.sessionId, now: at }));
  return signedIn;
}

// A full disk must not keep people from reading: the note is for the idle limit, and for whoever looks what is in use.
async function noteUse(what: string, noting: Promise<void>): Promise<void> {
  await noting.catch((error: unknown) => log.warn({ err: error }, `the last use of ${what} was not noted`));
}

export function demandSignIn(signedIn: SignedIn | null): SignedIn {
  if (!signedIn) throw new Failure("unauthenticated", "Sign in to see this.");
  return signedIn;
}

function admitStaff(permission: Permission, caller: Caller, at: number, signedIn: SignedIn): Passage {
  const permissions = signedIn.staffRole ? staffPermissions[signedIn.staffRole] : [];
  if (!permissions.includes(permission)) throw new Failure("not_found", "There is nothing here.");
  return passage(caller, at, { signedIn, customer: null, permissions: permissions });
}

async function admitToCustomer(permission: Permission, caller: Caller, at: number, input: { signedIn: SignedIn; slug: string | null }): Promise<Passage> {
  const { signedIn, slug } = input;
  const membership = signedIn.memberships.find((each) => each.slug === slug);
  const permissions = membership ? memberPermissions[membership.role] : signedIn.staffRole ? staffPermissions[signedIn.staffRole] : [];
  if (!slug || !permissions.includes(permission)) throw new Failure("not_found", "There is nothing here.");
  const customer = await findCustomerBySlug(getDb().read, slug);
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  return passage(caller, at, { signedIn, customer, permissions });
}

// An unknown address, a revoked one and one of somebody who is no member any more must look the same.
async function admitToFeed(caller: Caller, at: number, token: string | null): Promise<Passage> {
  const feed = token ? await findFeed(getDb().read, sha256(token)) : null;
  if (!feed) throw new Failure("not_found", "There is nothing here.");
  if (feed.lastUsedAt === null || feed.lastUsedAt < at - feedTouchMs) await noteUse("a feed", touchFeed(getDb(), { feedId: feed.id, now: at }));
  return passage(caller, at, { signedIn: null, customer: feed.customer, permissions: [] });
}

async function admitToEmbed(caller: Caller, at: number, token: string | null): Promise<Passage> {
  const embed = token ? await findEmbed(getDb().read, sha256(token)) : null;
  if (!embed) throw new Failure("not_found", "There is nothing here.");
  if (embed.lastUsedAt === null || embed.lastUsedAt < at - feedTouchMs) await noteUse("an embed", touchEmbed(getDb(), { embedId: embed.id, now: at }));
  return { ...passage(caller, at, { signedIn: null, customer: embed.customer, permissions: [] }), origins: embed.origins };
}

// What it reads with is the customer's audience; what it may read is the one statement.
async function admitToShare(caller: Caller, at: number, token: string | null): Promise<Passage> {
  const found = token ? await findShare(getDb().read, { tokenHash: sha256(token), now: at }) : null;
  if (!found) throw new Failure("not_found", "There is nothing here.");
  return { ...passage(caller, at, { signedIn: null, customer: found.customer, permissions: [] }), statementId: found.statementId };
}

// Unknown, revoked, expired and of somebody who left must look the same. Cookies are not looked at: another site cannot send this header.
async function admitKey(caller: Caller, at: number): Promise<Passage> {
  const [, token] = /^Bearer +([\w.~+/-]{1,200}=*)$/i.exec(caller.authorization ?? "") ?? [];
  const key = token ? await findKey(getDb().read, { tokenHash: sha256(token), now: at }) : null;
  if (!key) throw new Failure("unauthenticated", token ? "This key is not known: it was revoked, has expired, or is mistyped. Make another under Settings, API keys." : "Send a key of this portal: Authorization: Bearer <key>.");
  if (key.lastUsedAt === null || key.lastUsedAt < at - keyTouchMs) await noteKeyUse(key.id, at);
  const actor: Actor = { kind: "person", personId: key.personId, name: key.personName, key: { id: key.id, name: key.name } };
  return { ...passage(caller, at, { signedIn: null, customer: null, permissions: keyPermissions(key.role, key.scopes), actor }), key };
}

const notedAt = new Map<string, number>();

// A busy key asks many times before the note is written: one of them writes it.
async function noteKeyUse(keyId: string, at: number): Promise<void> {
  if ((notedAt.get(keyId) ?? 0) > at - keyTouchMs) return;
  notedAt.set(keyId, at);
  await noteUse("a key", touchKey(getDb(), { keyId, now: at }));
}

function passage(caller: Caller, at: number, found: { signedIn: SignedIn | null; customer: GateCustomer | null; permissions: readonly Permission[]; actor?: Actor }): Passage {
  const { signedIn, customer, permissions } = found;
  const actor: Actor = found.actor ?? (signedIn ? { kind: "person", personId: signedIn.personId, name: signedIn.name } : { kind: "anonymous" });
  const isConsole = permissions.includes("console.read") && !customer;
  const audience = customer ? { kind: "customer" as const, customerId: customer.id } : isConsole ? { kind: "staff" as const } : { kind: "public" as const };
  return { ctx: mintContext({ db: getDb(), now: at, actor, audience, permissions, requestId: caller.requestId }), signedIn, customer };
}
