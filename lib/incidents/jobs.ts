import { eq, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/open";
import { people, staffMembers } from "#db/schema/access";
import { drafts, incidents, incidentTexts } from "#db/schema/incidents";
import { settings } from "#db/schema/outbox";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { makeFindable } from "./commands/findable.ts";
import { publishDueDraft } from "./commands/publish-draft.ts";

const PublishDue = z.object({ draftId: z.string(), version: z.number() });

/** `draft.publish_due`: the time to undo has passed. Runs as the draft's author, with the role the author has now. */
export async function publishDue({ db, now }: { db: Db; now: number }, payload: unknown): Promise<void> {
  const due = PublishDue.parse(payload);
  const ctx = await contextOfAuthor({ db, now }, due.draftId);
  if (ctx) await publishDueDraft(ctx, due);
}

const textsKey = "incidents.texts";
const incidentsAtOnce = 200;

/** Incidents from before there was a search get their words, a slice at each call, until none is left; then never again. */
export async function indexUnsearched({ db, now }: { db: Db; now: number }): Promise<void> {
  const [done] = await db.read.select({ key: settings.key }).from(settings).where(eq(settings.key, textsKey));
  if (done) return;
  const texts = db.read.select({ one: sql`1` }).from(incidentTexts).where(eq(incidentTexts.incidentId, incidents.id));
  const left = await db.read.select({ id: incidents.id }).from(incidents).where(notExists(texts)).limit(incidentsAtOnce);
  await db.write(async (tx) => {
    await makeFindable(tx, left.map((each) => each.id));
    if (left.length < incidentsAtOnce) await tx.insert(settings).values({ key: textsKey, value: { at: now }, updatedAt: now }).onConflictDoNothing();
  });
}

async function contextOfAuthor({ db, now }: { db: Db; now: number }, draftId: string): Promise<Context | null> {
  const [author] = await db.read
    .select({ id: drafts.authorId, name: people.name, role: staffMembers.role, disabledAt: people.disabledAt })
    .from(drafts)
    .leftJoin(people, eq(people.id, drafts.authorId))
    .leftJoin(staffMembers, eq(staffMembers.personId, drafts.authorId))
    .where(eq(drafts.id, draftId));
  if (!author) return null;
  return mintContext({
    db,
    now,
    actor: { kind: "person", personId: author.id, name: author.name ?? "" },
    audience: { kind: "staff" },
    permissions: author.role && author.disabledAt === null ? staffPermissions[author.role] : [],
    requestId: `draft.publish_due ${draftId}`,
  });
}
