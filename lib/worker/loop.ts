import type { Db } from "#db/open";
import { type ClaimedEvent, claim, extendLease, fail, type Failed, finish, onEnqueued } from "#lib/platform/outbox";
import { Permanent, RetryLater, retryDelay } from "#lib/platform/retry";
import { Bell } from "./bell.ts";

/** May run twice for one event (a process can die between the work and its record), so its effect must not double. */
export type Handler = (event: ClaimedEvent) => Promise<void>;
export type Handlers = Readonly<Record<string, Handler>>;
export type FailureReport = { event: ClaimedEvent; error: unknown; isDead: boolean };

export type WorkerOptions = {
  db: Db;
  /** Events of other kinds stay for workers that know them. */
  handlers: Handlers;
  pollMs?: number;
  /** Longer than the event loop ever blocks: it is prolonged while a handler runs. */
  leaseMs?: number;
  /** How many events one process has in hand. */
  concurrency?: number;
  maxAttempts?: number;
  onFailure?: (report: FailureReport) => void;
  /** The queue itself could not be reached: tried again after a poll. */
  onTrouble?: (error: unknown) => void;
};

export type Worker = {
  /** Look for work now rather than at the next poll. */
  nudge(): void;
  /** Takes nothing new and resolves when what is in hand is finished. */
  stop(): Promise<void>;
};

type Settings = Required<WorkerOptions>;

const defaults = { pollMs: 1_000, leaseMs: 60_000, concurrency: 10, maxAttempts: 12, onFailure: () => {}, onTrouble: () => {} };

/** Runs due events until stopped; any number of processes may do so on one database. */
export function startWorker(options: WorkerOptions): Worker {
  const settings = { ...defaults, ...options };
  const inHand = new Map<string, Promise<void>>();
  const bell = new Bell();
  let isStopping = false;

  const take = async () => {
    const free = settings.concurrency - inHand.size;
    if (free === 0) return false;
    const { token, events } = await claim(settings.db, { kinds: Object.keys(settings.handlers), limit: free, leaseMs: settings.leaseMs });
    for (const event of events) {
      const run = runUnderLease(settings, token, event).catch(settings.onTrouble);
      inHand.set(event.id, run.finally(() => (inHand.delete(event.id), bell.ring())));
    }
    return events.length === free;
  };
  const loop = async () => {
    while (!isStopping) {
      const mayHaveMore = await take().catch((error: unknown) => (settings.onTrouble(error), false));
      if (!mayHaveMore && !isStopping) await bell.wait(settings.pollMs);
    }
    await Promise.all(inHand.values());
  };

  const silence = onEnqueued(() => bell.ring());
  const ended = loop();
  return {
    nudge: () => bell.ring(),
    stop: () => {
      isStopping = true;
      silence();
      bell.ring();
      return ended;
    },
  };
}

/** Runs what is due now, one event after the other, until nothing is; returns how many ran. For tests and one-off commands. */
export async function runDue(options: WorkerOptions): Promise<number> {
  const settings = { ...defaults, ...options };
  for (let ran = 0; ; ran++) {
    const { token, events } = await claim(settings.db, { kinds: Object.keys(settings.handlers), limit: 1, leaseMs: settings.leaseMs });
    const [event] = events;
    if (!event) return ran;
    await runUnderLease(settings, token, event);
  }
}

async function runUnderLease(settings: Settings, token: string, event: ClaimedEvent): Promise<void> {
  const { db, leaseMs } = settings;
  const prolong = () => void extendLease(db, token, { ids: [event.id], leaseMs }).catch(settings.onTrouble);
  const heartbeat = setInterval(prolong, leaseMs / 3);
  try {
    const failure = await runHandler(settings, event);
    await (failure ? fail(db, token, { id: event.id, ...failure }) : finish(db, token, [event.id]));
  } finally {
    clearInterval(heartbeat);
  }
}

async function runHandler(settings: Settings, event: ClaimedEvent): Promise<Failed | undefined> {
  const handler = settings.handlers[event.kind];
  // More claims than attempts means that the process died in the handler each time.
  if (!handler || event.attempts > settings.maxAttempts) return report(settings, event, new Permanent("No attempt ever reported back."));
  try {
    await handler(event);
    return undefined;
  } catch (error) {
    return report(settings, event, error);
  }
}

function report({ maxAttempts, onFailure }: Settings, event: ClaimedEvent, error: unknown): Failed {
  const isDead = error instanceof Permanent || event.attempts >= maxAttempts;
  onFailure({ event, error, isDead });
  const text = error instanceof Error ? error.message : String(error);
  if (isDead) return { error: text, isDead };
  return { error: text, retryInMs: error instanceof RetryLater ? error.delayMs : retryDelay(event.attempts, Math.random()) };
}
