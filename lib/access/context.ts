import type { Db, ReadDb, Tx, WriteOptions } from "#db/open";
import { currentLanguage, type Language } from "#lib/core/language";
import { requirePermission, type Permission } from "./permissions.ts";
import type { Actor, Audience } from "./terms.ts";

declare const minted: unique symbol;

/** Proof of who asks, for whom, and when. Only gates, the worker, the command line and tests mint one. */
export interface Context {
  readonly [minted]: true;
  readonly read: ReadDb;
  readonly write: <T>(fn: (tx: Tx) => Promise<T>, options?: WriteOptions) => Promise<T>;
  readonly now: number;
  readonly actor: Actor;
  readonly audience: Audience;
  /** What its texts are read in, where they are there in it. */
  readonly language: Language;
  readonly permissions: ReadonlySet<Permission>;
  readonly requestId: string;
}

export interface ContextInput {
  db: Db;
  now: number;
  actor: Actor;
  audience: Audience;
  permissions: Iterable<Permission>;
  requestId: string;
  /** Otherwise that of the page being drawn. */
  language?: Language;
}

export function mintContext(input: ContextInput): Context {
  const { db, permissions, ...rest } = input;
  return brand({
    ...rest,
    language: rest.language ?? currentLanguage(),
    permissions: new Set(permissions),
    get read() {
      return db.read;
    },
    write: (fn, options) => db.write(fn, options),
  });
}

/** What staff see reads like for somebody else: the same reads, narrowed to that audience, and nothing may be changed with it. */
export function asAudience(ctx: Context, audience: Audience): Context {
  requirePermission(ctx, "console.read");
  if (ctx.audience.kind !== "staff") throw new Error("Only a context of the console can be narrowed to another audience.");
  const { write, now, actor, requestId, language } = ctx;
  return brand({
    write,
    now,
    actor,
    requestId,
    language,
    audience,
    permissions: new Set<Permission>(),
    get read() {
      return ctx.read;
    },
  });
}

/** Who holds a subscriber's link reads what that subscriber may: the public's view, or its customer's. The caller has checked the link. */
export function asSubscriber(ctx: Context, subscriber: { id: string; customerId: string | null }): Context {
  const { write, now, requestId, language } = ctx;
  return brand({
    write,
    now,
    requestId,
    language,
    actor: { kind: "subscriber", subscriberId: subscriber.id },
    audience: subscriber.customerId === null ? { kind: "public" } : { kind: "customer", customerId: subscriber.customerId },
    permissions: new Set<Permission>(),
    get read() {
      return ctx.read;
    },
  });
}

/** Minting is a cast in one place: the brand exists for the compiler only. */
function brand(context: Omit<Context, typeof minted>): Context {
  return context as Context;
}
