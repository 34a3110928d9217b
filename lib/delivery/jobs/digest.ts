import type { Db } from "#db/open";
import { mintContext } from "#lib/access/context";
import { nextMinuteOfDay } from "#lib/core/time";
import { sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { loadReadySenders } from "#lib/hosts/queries/senders";
import { log } from "#lib/platform/log";
import { type DigestPost, renderDigestMail } from "../channels/digest-mail.ts";
import { dropCollected, queueDigests } from "../commands/queue-digests.ts";
import { storeRendition } from "../commands/queue-updates.ts";
import { type Collected, type DigestReader, listCollected, listDueDigests } from "../queries/digests.ts";
import { audienceOf, findMailBrand, listMailCustomers, type MailCustomer } from "../queries/readers.ts";
import { announcementStory } from "../queries/stories/announcement.ts";
import { incidentStory } from "../queries/stories/incident.ts";
import { maintenanceStory } from "../queries/stories/maintenance.ts";
import type { Story, StoryWords } from "../queries/stories/story.ts";

const pageSize = 200;

interface Run {
  db: Db;
  now: number;
  customers: ReadonlyMap<string, MailCustomer>;
  senders: ReadonlyMap<string, string>;
  /** Words of a post for an audience: many readers' digests hold the same ones. */
  words: Map<string, StoryWords | null>;
}

/**
 * One mail for each reader whose minute of the day has come, with all that was collected since; nothing collected, no mail. Written
 * from the pages as they are now, so that what is over is said as over and what may not be seen any more is left out. May run
 * twice or die half way: a reader's turn is taken in the transaction that queues its mail.
 */
export async function sendDigests({ db, now }: { db: Db; now: number }): Promise<number> {
  let count = 0;
  let run: Run | null = null;
  for (let after: { at: number; id: string } | null = null; ; ) {
    const readers = await listDueDigests(db.read, { now, after, limit: pageSize });
    const last = readers.at(-1);
    if (!last) return count;
    run ??= { db, now, customers: await listMailCustomers(db.read), senders: await loadReadySenders(db.read), words: new Map() };
    count += await sendPage(run, readers);
    after = { at: last.nextDigestAt, id: last.id };
  }
}

async function sendPage(run: Run, readers: readonly DigestReader[]): Promise<number> {
  const { wanted, muted } = await listCollected(run.db.read, readers.map((reader) => reader.id));
  const gone = new Set(readers.filter((reader) => reader.isGone).map((reader) => reader.id));
  const unwanted = [...muted, ...wanted.flatMap((each) => (gone.has(each.subscriberId) ? [each.id] : []))];
  if (unwanted.length > 0) await run.db.write((tx) => dropCollected(tx, unwanted), { lock: true });
  const byReader = Map.groupBy(wanted.filter((each) => !gone.has(each.subscriberId)), (each) => each.subscriberId);
  const alike = Map.groupBy(readers, (reader) => likeness(reader, byReader.get(reader.id) ?? []));
  let count = 0;
  for (const [key, some] of alike) count += await sendAlike(run, { key, readers: some, byReader });
  return count;
}

// Readers of one likeness get the same words and have their next digest at the same time.
function likeness(reader: DigestReader, collected: readonly Collected[]): string {
  const { customerId, language, timeZone, isShared, digestAt, isResting } = reader;
  return JSON.stringify([customerId, language, timeZone, isShared, digestAt, isResting, collected.map((each) => each.postId)]);
}

async function sendAlike(run: Run, input: { key: string; readers: DigestReader[]; byReader: ReadonlyMap<string, Collected[]> }): Promise<number> {
  const { db, now } = run;
  const [first] = input.readers;
  if (!first) return 0;
  const nextDigestAt = first.digestAt === null ? null : nextMinuteOfDay(now, first.digestAt, first.timeZone);
  const collected = first.isResting ? [] : (input.byReader.get(first.id) ?? []);
  const collectedIds = new Map([...input.byReader].map(([id, rows]) => [id, rows.map((row) => row.id)] as const));
  try {
    const mail = await writeMail(run, { key: `dgs_${sha256(`${now} ${input.key}`).slice(0, 26)}`, reader: first, collected });
    // What nobody may see any more waits for no other digest.
    if (!mail && collected.length > 0) await db.write((tx) => dropCollected(tx, input.readers.flatMap((reader) => collectedIds.get(reader.id) ?? [])), { lock: true });
    return await db.write((tx) => queueDigests(tx, { readers: input.readers, nextDigestAt, mail, collectedIds, now }), { lock: true });
  } catch (error) {
    // Tried again with the next round; nobody else waits for it.
    log.error({ err: error, readers: input.readers.length }, "a digest could not be written");
    return 0;
  }
}

async function writeMail(run: Run, { key, reader, collected }: { key: string; reader: DigestReader; collected: readonly Collected[] }): Promise<{ renditionId: string; key: string } | null> {
  const { customerId, language, timeZone, isShared } = reader;
  const who = { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, customer: run.customers.get(customerId ?? "") ?? null, language, timeZone, from: run.senders.get(customerId ?? ""), brand: await findMailBrand(run.db.read, { customerId, portalUrl: env.APP_URL }) };
  const posts: DigestPost[] = [];
  for (const each of collected) {
    const words = await findWords(run, customerId, each);
    if (words) posts.push({ notice: words.write(who), standing: words.standing });
  }
  if (posts.length === 0) return null;
  const letter = await renderDigestMail({ key, reader: who, isShared, posts, madeAt: run.now });
  const rendition = { postId: key, customerId, channel: "email" as const, form: isShared ? "shared" : "", language, timeZone, letter };
  return { key, renditionId: await run.db.write((tx) => storeRendition(tx, { rendition, now: run.now }), { lock: true }) };
}

async function findWords({ db, now, words }: Run, customerId: string | null, { kind, postId }: Collected): Promise<StoryWords | null> {
  const key = `${customerId} ${postId}`;
  const known = words.get(key);
  if (known !== undefined) return known;
  const story = storyOf(kind);
  const post = await story.findPost(db.read, postId);
  const ctx = mintContext({ db, now, actor: { kind: "system", job: "digest" }, audience: audienceOf(customerId), permissions: [], requestId: `job:${postId}` });
  const found = post && (await story.findWords(ctx, post));
  words.set(key, found);
  return found;
}

function storyOf(kind: Collected["kind"]): Story {
  if (kind === "maintenance_update") return maintenanceStory;
  return kind === "announcement" ? announcementStory : incidentStory;
}
