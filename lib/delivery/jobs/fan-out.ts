import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import type { MailBrand } from "#lib/branding/terms";
import { loadReadySenders } from "#lib/hosts/queries/senders";
import { env } from "#lib/platform/env";
import { renderNotice } from "../channels/renditions.ts";
import { type GroupTurn, listGroupsWithout, queueSlice, type ReaderGroup, storeRendition, supersedeOlder } from "../commands/queue-updates.ts";
import { findHearing, listHearingAudiences, type Hearing } from "../queries/hearing.ts";
import { audienceOf, findMailBrand, listMailCustomers, type MailCustomer } from "../queries/readers.ts";
import { findSliceEnd, type Slice } from "../queries/slice.ts";
import { announcementPost, announcementStory } from "../queries/stories/announcement.ts";
import { incidentStory } from "../queries/stories/incident.ts";
import { maintenanceStory } from "../queries/stories/maintenance.ts";
import type { Post, Story, StoryWords } from "../queries/stories/story.ts";
import { dueAfterQuiet } from "../rules/quiet.ts";
import { firstSlice, nextSlice, restAfter } from "../rules/slices.ts";

const Payload = z.object({ incidentId: z.string(), updateId: z.string(), maintenanceId: z.string(), announcementId: z.string(), version: z.number().int() }).partial();

interface FanOut {
  db: Db;
  now: number;
  /** A seam for tests that end the process between two steps. */
  onStep?: (step: "superseded" | "rendition stored" | "slice queued") => void | Promise<void>;
  /** Readers a transaction; else as many as a short one holds. */
  sliceSize?: number;
}

/**
 * Queues one delivery for everybody who hears of a post, a slice of readers in one statement. Every audience's words come from the
 * query its page is made of and are stored once. It may run twice or die half way: what is queued stays, nothing is queued twice.
 * Words that cannot be written keep nobody else from theirs; the job fails for them at the end, and is tried again.
 */
export async function fanOut(job: FanOut, payload: unknown): Promise<number> {
  const { db, now, onStep } = job;
  const { story, postId } = named(Payload.parse(payload));
  const post = await story.findPost(db.read, postId);
  if (!post || post.isQuiet) return 0;
  await supersedeAll(job, post);
  await onStep?.("superseded");
  const hearing = await findHearing(db.read, { scope: post.scope, now });
  if (!hearing || (await story.isOvertaken(db.read, post))) return 0;
  const run: Run = { ...job, story, post, hearing, customers: await listMailCustomers(db.read), senders: await loadReadySenders(db.read), size: job.sliceSize ?? firstSlice, failures: [] };
  let count = await queueAudiences(run);
  // Once more: the fan-out of an older post may have been in the middle of a slice the first time, and have told who now is not told.
  if ((await supersedeAll(job, post)) > 0) count += await queueAudiences(run);
  if (run.failures.length > 0) throw new Error(`${run.failures.length} renditions of an update could not be written.`, { cause: run.failures[0] });
  return count;
}

function named({ updateId, maintenanceId, announcementId, version }: z.infer<typeof Payload>): { story: Story; postId: string } {
  if (announcementId) return { story: announcementStory, postId: announcementPost(announcementId, version) };
  if (!updateId) throw new Error("The event names no post.");
  return { story: maintenanceId ? maintenanceStory : incidentStory, postId: updateId };
}

interface Run extends FanOut {
  story: Story;
  post: Post;
  hearing: Hearing;
  customers: ReadonlyMap<string, MailCustomer>;
  /** By customer, "" for the public page. */
  senders: ReadonlyMap<string, string>;
  /** Of the next slice. */
  size: number;
  failures: unknown[];
}

interface Words {
  customer: MailCustomer | null;
  customerId: string | null;
  brand: MailBrand;
  write: StoryWords["write"];
  /** Of each group of readers, or null where its words could not be written. */
  turns: Map<string, GroupTurn | null>;
}

async function queueAudiences(run: Run): Promise<number> {
  let count = 0;
  for (const customerId of await listHearingAudiences(run.db.read, run.hearing)) count += await queueAudience(run, customerId);
  return count;
}

async function queueAudience(run: Run, customerId: string | null): Promise<number> {
  let count = 0;
  let words: Words | null = null;
  for (let after = ""; ; ) {
    const until = await findSliceEnd(run.db.read, { customerId, after, limit: run.size });
    if (until === null) return count;
    words ??= await findWords(run, customerId);
    // Whoever may not see it (any more) gets nothing, whatever the condition of hearing said.
    if (!words) return count;
    const queued = await queueReaders(run, words, { customerId, after, until });
    if (queued === null) return count;
    count += queued;
    after = until;
  }
}

// Null when a newer post was made meanwhile: its own fan-out supersedes what this one has queued.
async function queueReaders(run: Run, words: Words, slice: Slice): Promise<number | null> {
  let count = 0;
  for (;;) {
    const { added, missing } = await queueOnce(run, words, slice);
    if (added === null) return null;
    count += added;
    if (missing.length === 0) return count;
    for (const group of missing) words.turns.set(group.key, await writeWords(run, words, group));
  }
}

async function queueOnce(run: Run, words: Words, slice: Slice): Promise<{ added: number | null; missing: ReaderGroup[] }> {
  const { db, story, post, hearing, now } = run;
  const { kind, postId, storyId } = post;
  const turns = new Map([...words.turns].flatMap(([key, turn]) => (turn === null ? [] : [[key, turn] as const])));
  const startedAt = performance.now();
  const queued = await db.write(
    async (tx) => {
      if (await story.isOvertaken(tx, post)) return { added: null, missing: [] };
      const added = await queueSlice(tx, { hearing, slice, kind, postId, storyId, turns, now });
      return { added, missing: await listGroupsWithout(tx, { hearing, slice, knownKeys: [...words.turns.keys()] }) };
    },
    { lock: true },
  );
  const tookMs = performance.now() - startedAt;
  if (run.sliceSize === undefined && turns.size > 0) run.size = nextSlice(run.size, tookMs);
  if (turns.size > 0) await run.onStep?.("slice queued");
  await sleep(restAfter(tookMs));
  return queued;
}

async function findWords(run: Run, customerId: string | null): Promise<Words | null> {
  const words = await run.story.findWords(contextOf(run, customerId), run.post);
  return words && { customerId, customer: run.customers.get(customerId ?? "") ?? null, brand: await findMailBrand(run.db.read, { customerId, portalUrl: env.APP_URL }), write: words.write, turns: new Map() };
}

async function writeWords(run: Run, { customerId, customer, brand, write }: Words, group: ReaderGroup): Promise<GroupTurn | null> {
  const { db, post, now } = run;
  const { channel, form, language, timeZone, quietFrom, quietUntil } = group;
  try {
    const notice = write({ portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, customer, language, timeZone, from: run.senders.get(customerId ?? ""), brand });
    const letter = await renderNotice({ channel, form, notice });
    const rendition = { postId: post.postId, customerId, channel, form, language, timeZone, letter };
    const renditionId = await db.write((tx) => storeRendition(tx, { rendition, now }), { lock: true });
    await run.onStep?.("rendition stored");
    return { renditionId, dueAt: dueAfterQuiet(now, { from: quietFrom, until: quietUntil, timeZone }) };
  } catch (error) {
    run.failures.push(error);
    return null;
  }
}

async function supersedeAll({ db }: FanOut, { storyId, postId, olderIds }: Post): Promise<number> {
  let count = 0;
  for (;;) {
    const changed = await db.write((tx) => supersedeOlder(tx, { storyId, postId, olderIds, limit: firstSlice }), { lock: true });
    if (changed === 0) return count;
    count += changed;
  }
}

function contextOf({ db, now, post }: Run, customerId: string | null): Context {
  return mintContext({ db, now, actor: { kind: "system", job: "fan-out" }, audience: audienceOf(customerId), permissions: [], requestId: `job:${post.postId}` });
}
