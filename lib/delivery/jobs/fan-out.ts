import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { findIncidentView } from "#lib/status/queries/incident";
import type { IncidentView, UpdateView } from "#lib/status/terms";
import { renderUpdateMail } from "../channels/update-mail.ts";
import { listZonesWithout, queueSlice, storeRendition, supersedeOlder } from "../commands/queue-updates.ts";
import { findHearing, listHearingAudiences, type Hearing } from "../queries/hearing.ts";
import { findPostedUpdate, isOvertaken, listMailCustomers, type MailCustomer, type PostedUpdate } from "../queries/post-scope.ts";
import { findSliceEnd, type Slice } from "../queries/slice.ts";
import { firstSlice, nextSlice, restAfter } from "../rules/slices.ts";

const Payload = z.object({ updateId: z.string() });

interface FanOut {
  db: Db;
  now: number;
  /** A seam for tests that end the process between two steps. */
  onStep?: (step: "superseded" | "rendition stored" | "slice queued") => void | Promise<void>;
  /** Readers a transaction; else as many as a short one holds. */
  sliceSize?: number;
}

/**
 * Queues one delivery for everybody who hears of an update, a slice of readers in one statement. Every audience's words come from the
 * query its page is made of and are stored once. It may run twice or die half way: what is queued stays, nothing is queued twice.
 * Words that cannot be written keep nobody else from theirs; the job fails for them at the end, and is tried again.
 */
export async function fanOut(job: FanOut, payload: unknown): Promise<number> {
  const { db, now, onStep } = job;
  const update = await findPostedUpdate(db.read, Payload.parse(payload).updateId);
  if (!update) return 0;
  await supersedeAll(job, update);
  await onStep?.("superseded");
  const hearing = await findHearing(db.read, { scope: update.scope, now });
  if (!hearing || (await isOvertaken(db.read, update))) return 0;
  const customers = await listMailCustomers(db.read);
  const run: Run = { ...job, update, hearing, size: job.sliceSize ?? firstSlice, failures: [] };
  let count = 0;
  for (const customerId of await listHearingAudiences(db.read, hearing)) count += await queueAudience(run, { id: customerId, customer: customers.get(customerId ?? "") ?? null });
  // Once more: the fan-out of an older update may have been in the middle of a slice the first time.
  await supersedeAll(job, update);
  if (run.failures.length > 0) throw new Error(`${run.failures.length} renditions of an update could not be written.`, { cause: run.failures[0] });
  return count;
}

interface Run extends FanOut {
  update: PostedUpdate;
  hearing: Hearing;
  /** Of the next slice. */
  size: number;
  failures: unknown[];
}

interface Audience {
  /** The customer, or null for the public. */
  id: string | null;
  customer: MailCustomer | null;
}

interface Words {
  audience: Audience;
  incident: IncidentView;
  shown: UpdateView;
  /** The id of each zone's rendition, or null where none could be written. */
  zones: Map<string, string | null>;
}

async function queueAudience(run: Run, audience: Audience): Promise<number> {
  let count = 0;
  let words: Words | null = null;
  for (let after = ""; ; ) {
    const until = await findSliceEnd(run.db.read, { customerId: audience.id, after, limit: run.size });
    if (until === null) return count;
    words ??= await findWords(run, audience);
    // Whoever may not see it (any more) gets nothing, whatever the condition of hearing said.
    if (!words) return count;
    const queued = await queueReaders(run, words, { customerId: audience.id, after, until });
    if (queued === null) return count;
    count += queued;
    after = until;
  }
}

// Null when a newer update was posted meanwhile: its own fan-out supersedes what this one has queued.
async function queueReaders(run: Run, words: Words, slice: Slice): Promise<number | null> {
  let count = 0;
  for (;;) {
    const { added, missing } = await queueOnce(run, words, slice);
    if (added === null) return null;
    count += added;
    if (missing.length === 0) return count;
    for (const zone of missing) words.zones.set(zone, await writeWords(run, words, zone));
  }
}

async function queueOnce(run: Run, { zones }: Words, slice: Slice): Promise<{ added: number | null; missing: string[] }> {
  const { db, update, hearing, now } = run;
  const renditions = new Map([...zones].flatMap(([zone, id]) => (id === null ? [] : [[zone, id] as const])));
  const startedAt = performance.now();
  const queued = await db.write(
    async (tx) => {
      if (await isOvertaken(tx, update)) return { added: null, missing: [] };
      const added = await queueSlice(tx, { hearing, slice, updateId: update.updateId, incidentId: update.incidentId, renditions, now });
      return { added, missing: await listZonesWithout(tx, { hearing, slice, knownZones: [...zones.keys()] }) };
    },
    { lock: true },
  );
  const tookMs = performance.now() - startedAt;
  if (run.sliceSize === undefined && renditions.size > 0) run.size = nextSlice(run.size, tookMs);
  if (renditions.size > 0) await run.onStep?.("slice queued");
  await sleep(restAfter(tookMs));
  return queued;
}

async function findWords({ db, now, update }: Run, audience: Audience): Promise<Words | null> {
  const incident = await findIncidentView(contextOf({ db, now, update }, audience.id), update.code);
  const shown = incident?.updates.find((each) => each.id === update.updateId);
  return incident && shown ? { audience, incident, shown, zones: new Map() } : null;
}

async function writeWords(run: Run, { audience, incident, shown }: Words, timeZone: string): Promise<string | null> {
  const { db, update, now } = run;
  try {
    const letter = await renderUpdateMail({ incident, update: shown, audience: { customer: audience.customer, timeZone } });
    const rendition = { postId: update.updateId, customerId: audience.id, timeZone, letter };
    const id = await db.write((tx) => storeRendition(tx, { rendition, now }), { lock: true });
    await run.onStep?.("rendition stored");
    return id;
  } catch (error) {
    run.failures.push(error);
    return null;
  }
}

async function supersedeAll({ db }: FanOut, { incidentId, updateId, olderIds }: PostedUpdate): Promise<void> {
  let changed: number;
  do {
    changed = await db.write((tx) => supersedeOlder(tx, { incidentId, updateId, olderUpdateIds: olderIds, limit: firstSlice }), { lock: true });
  } while (changed > 0);
}

function contextOf({ db, now, update }: Pick<Run, "db" | "now" | "update">, customerId: string | null): Context {
  const audience = customerId === null ? ({ kind: "public" } as const) : ({ kind: "customer", customerId } as const);
  return mintContext({ db, now, actor: { kind: "system", job: "fan-out" }, audience, permissions: [], requestId: `job:${update.updateId}` });
}
