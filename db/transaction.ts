import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { isConnectionLost, isRetryable } from "./errors.ts";
import type { Tx, WriteOptions } from "./handle.ts";
import { Mutex } from "./mutex.ts";

/** One transaction's use of a write connection. */
export interface Connection {
  readonly tx: Tx;
  begin(options: { lock: boolean; holdMs: number }): Promise<void>;
  exec(command: string): Promise<void>;
  /** Resolves only when the transaction is kept for certain; a lost connection it reports is one that kept nothing. */
  commit(): Promise<void>;
  /** With an error the connection is not fit for another transaction. */
  release(broken?: Error): void;
}

const defaultHoldMs = 5_000;
const retries = 40;
// The restart of a database is ridden out; a person who posts is not kept waiting for longer.
const rideOutMs = 5_000;
const foreign = "A transaction's handle was used outside its transaction.";
const ended = "The transaction has ended: is an await missing?";

class Scope {
  readonly connection: Connection;
  readonly lock: boolean;
  readonly parent: Scope | undefined;
  readonly gate = new Mutex();
  effects: (() => void)[] = [];
  failure: unknown;
  isEnded = false;
  hasChildRunning = false;
  unsettledWrites = 0;
  unsettledStatements = 0;
  /** Insert, update and delete builders made, less those executed: a builder that nobody awaits does nothing, silently. */
  unexecuted = 0;

  constructor(connection: Connection, lock: boolean, parent?: Scope) {
    this.connection = connection;
    this.lock = lock;
    this.parent = parent;
  }

  get root(): Scope {
    return this.parent?.root ?? this;
  }

  get depth(): number {
    return this.parent ? this.parent.depth + 1 : 0;
  }

  get isOpen(): boolean {
    return !this.isEnded && (this.parent?.isOpen ?? true);
  }

  assertOpen() {
    if (!this.isOpen) throw new Error(ended);
  }

  assertReady() {
    this.assertOpen();
    if (this.hasChildRunning) throw new Error("A nested transaction is running: await it before the next statement.");
    if (this.failure) {
      throw new Error("An earlier statement of this transaction failed: wrap what may fail in a nested write.", { cause: this.failure });
    }
  }

  assertSettled() {
    this.assertReady();
    if (this.unsettledWrites > 0) throw new Error("A nested write was not awaited.");
    if (this.unsettledStatements > 0) throw new Error("A statement was not awaited.");
    if (!this.parent && this.unexecuted > 0) throw new Error("A statement was built and never awaited, so it did nothing.");
  }
}

/** What a statement must report: that it failed, and that it is over. */
export interface Statement {
  assertOpen(): void;
  failed(error: unknown): void;
  settled(): void;
}

/** Transactions across awaits on a connection of their own; nested writes are savepoints, found through the async context. */
export class TransactionManager {
  readonly #connect: () => Promise<Connection>;
  readonly #scopes = new AsyncLocalStorage<Scope>();

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect;
  }

  async write<T>(fn: (tx: Tx) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const outer = this.#scopes.getStore();
    if (outer) return this.#writeNested(outer, fn, options);
    const begun = performance.now();
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#attempt(fn, options);
      } catch (error) {
        const isWorthwhile = isRetryable(error) || (isConnectionLost(error) && performance.now() - begun < rideOutMs);
        if (!isWorthwhile || attempt >= retries) throw error;
      }
      await sleep(Math.random() * Math.min(250, 4 * 2 ** attempt));
    }
  }

  afterCommit(effect: () => void) {
    const scope = this.#scopes.getStore();
    if (!scope) return effect();
    scope.assertOpen();
    scope.effects.push(effect);
  }

  /** The open transaction of this async context; throws when it has one that ended. */
  current(): Tx | undefined {
    const scope = this.#scopes.getStore();
    scope?.assertOpen();
    return scope?.connection.tx;
  }

  assertLocking() {
    if (!this.#scopes.getStore()?.lock) throw new Error("Rows are locked only inside write(…, { lock: true }).");
  }

  /** Whether this handle may build a statement here and now. */
  assertUsable(tx: Tx) {
    const scope = this.#scopes.getStore();
    if (scope?.connection.tx !== tx) throw new Error(foreign);
    scope.assertReady();
  }

  /** Counts a builder whose execution must follow. */
  built() {
    const scope = this.#scopes.getStore();
    if (scope) scope.root.unexecuted++;
  }

  /** Every statement on a write connection passes here, so that none lands in somebody else's transaction. */
  enter(connection: Connection | undefined, statement: { text: string; isRaw: boolean }): Statement {
    const scope = this.#scopes.getStore();
    if (!scope || scope.connection !== connection) throw new Error(foreign);
    if (!statement.isRaw && /^(insert|update|delete)\b/i.test(statement.text)) scope.root.unexecuted--;
    scope.assertReady();
    scope.unsettledStatements++;
    return {
      assertOpen: () => scope.assertOpen(),
      failed: (error) => void (scope.failure ??= error),
      settled: () => void scope.unsettledStatements--,
    };
  }

  async #attempt<T>(fn: (tx: Tx) => Promise<T>, { lock = false, holdMs = defaultHoldMs }: WriteOptions): Promise<T> {
    const connection = await this.#connect();
    const scope = new Scope(connection, lock);
    let broken: Error | undefined;
    let value: T;
    try {
      await connection.begin({ lock, holdMs });
      value = await withinLimit(scope, holdMs, this.#run(scope, fn));
      await connection.commit();
    } catch (error) {
      if (error instanceof Error && isConnectionLost(error)) broken = error;
      else await connection.exec("rollback").catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      connection.release(broken);
    }
    this.#scopes.exit(() => scope.effects.forEach(runEffect));
    return value;
  }

  // Siblings under Promise.all queue up at the outer scope's gate: savepoints cannot overlap.
  async #writeNested<T>(outer: Scope, fn: (tx: Tx) => Promise<T>, { lock = false }: WriteOptions): Promise<T> {
    outer.assertOpen();
    if (lock !== outer.lock) throw new Error("A nested write has the mode of the outer one: both with { lock: true }, or neither.");
    outer.unsettledWrites++;
    const free = await outer.gate.acquire();
    try {
      outer.assertReady();
      outer.hasChildRunning = true;
      return await this.#savepoint(outer, fn);
    } finally {
      outer.hasChildRunning = false;
      outer.unsettledWrites--;
      free();
    }
  }

  async #savepoint<T>(outer: Scope, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = new Scope(outer.connection, outer.lock, outer);
    const name = `nested_${scope.depth}`;
    const unexecuted = outer.root.unexecuted;
    await outer.connection.exec(`savepoint ${name}`);
    try {
      const value = await this.#run(scope, fn);
      outer.assertOpen();
      await outer.connection.exec(`release savepoint ${name}`);
      outer.effects.push(...scope.effects);
      return value;
    } catch (error) {
      outer.root.unexecuted = unexecuted;
      if (outer.isOpen) await outer.connection.exec(`rollback to savepoint ${name}; release savepoint ${name}`);
      throw error;
    }
  }

  async #run<T>(scope: Scope, fn: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      // Awaited inside: a builder that fn merely returns must be executed in this scope.
      const value = await this.#scopes.run(scope, async () => await fn(scope.connection.tx));
      scope.assertSettled();
      return value;
    } finally {
      scope.isEnded = true;
    }
  }
}

async function withinLimit<T>(scope: Scope, holdMs: number, work: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    scope.isEnded = true;
    limit.reject(new Error(`A transaction was open for more than ${holdMs} ms and was rolled back.`));
  }, holdMs);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

// The change is committed: a failing effect must not tell the caller otherwise.
function runEffect(effect: () => void) {
  try {
    effect();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
