import type { Db, ReadDb, Tx } from "#db/open";
import type { Permission } from "./permissions.ts";
import type { Actor, Audience } from "./terms.ts";

declare const minted: unique symbol;

/** Proof of who asks, for whom, and when. Only gates, the worker, the command line and tests mint one. */
export interface Context {
  readonly [minted]: true;
  readonly read: ReadDb;
  readonly write: <T>(fn: (tx: Tx) => Promise<T>, options?: { lock?: boolean }) => Promise<T>;
  readonly now: number;
  readonly actor: Actor;
  readonly audience: Audience;
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
}

/** Minting is a cast in one place: the brand exists for the compiler only. */
export function mintContext(input: ContextInput): Context {
  const { db, permissions, ...rest } = input;
  const context = {
    ...rest,
    permissions: new Set(permissions),
    get read() {
      return db.read;
    },
    write: db.write,
  };
  return context as unknown as Context;
}
