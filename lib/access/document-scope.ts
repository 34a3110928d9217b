import { AsyncLocalStorage } from "node:async_hooks";
import type { Language } from "#lib/core/language";
import { speaking } from "#lib/platform/language";
import type { Context } from "./context.ts";
import type { GateCustomer } from "./queries.ts";

/**
 * What a document is made from when it is made ahead of the requests for it: an audience that was proven already, the
 * customer of its address, and its path and its language. Who asked is not in it, so a document cannot depend on that.
 */
export interface DocumentScope {
  ctx: Context;
  customer: GateCustomer | null;
  path: string;
  language: Language;
}

interface Making extends DocumentScope {
  reads: Map<unknown, Map<string, unknown>>;
}

const making = new AsyncLocalStorage<Making>();

/** Runs pages and layouts with gates that answer from the scope; what they read is read once. */
export function makeDocument<T>(scope: DocumentScope, work: () => Promise<T>): Promise<T> {
  return speaking(scope.language, () => making.run({ ...scope, reads: new Map() }, work));
}

export function currentDocument(): DocumentScope | undefined {
  return making.getStore();
}

/** The same read, with the same words, once while a document is made; undefined when none is. */
export function readOnce<T>(of: unknown, words: readonly string[], read: () => T): T | undefined {
  const reads = making.getStore()?.reads;
  if (!reads) return undefined;
  const known = reads.get(of) ?? new Map<string, unknown>();
  reads.set(of, known);
  const key = JSON.stringify(words);
  if (!known.has(key)) known.set(key, read());
  return known.get(key) as T;
}
