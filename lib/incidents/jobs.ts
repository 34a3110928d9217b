import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/open";
import { people, staffMembers } from "#db/schema/access";
import { drafts } from "#db/schema/incidents";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { publishDueDraft } from "./commands/publish-draft.ts";

const PublishDue = z.object({ draftId: z.string(), version: z.number() });

/** `draft.publish_due`: the time to undo has passed. Runs as the draft's author, with the role the author has now. */
export async function publishDue({ db, now }: { db: Db; now: number }, payload: unknown): Promise<void> {
  const due = PublishDue.parse(payload);
  const ctx = await contextOfAuthor({ db, now }, due.draftId);
  if (ctx) await publishDueDraft(ctx, due);
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
