import { and, desc, eq, isNull } from "drizzle-orm";
import { people } from "#db/schema/access";
import { drafts, incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import type { DraftContent } from "../input.ts";

const listLimit = 50;

export interface DraftView {
  id: string;
  authorId: string;
  authorName: string;
  /** Null for a draft that opens an incident. */
  incidentId: string | null;
  incidentCode: string | null;
  incidentTitle: string | null;
  content: DraftContent;
  baseVersion: number;
  /** Set while it can still be undone. */
  publishAt: number | null;
  publishedAs: string | null;
  /** Why it could not be published when its time had come. */
  failure: string | null;
  updatedAt: number;
}

/** Drafts nobody has published yet, last touched first; of one incident where one is named. */
export async function listDrafts(ctx: Context, { incidentId }: { incidentId?: string } = {}): Promise<DraftView[]> {
  requirePermission(ctx, "incidents.post");
  const ofIncident = incidentId === undefined ? undefined : eq(drafts.incidentId, incidentId);
  return select(ctx).where(and(isNull(drafts.publishedAs), ofIncident)).orderBy(desc(drafts.updatedAt), desc(drafts.id)).limit(listLimit);
}

/** A draft, also one that is published by now: it says as what. */
export async function getDraft(ctx: Context, { draftId }: { draftId: string }): Promise<DraftView> {
  requirePermission(ctx, "incidents.post");
  const [draft] = await select(ctx).where(eq(drafts.id, draftId));
  if (!draft) throw new Failure("not_found", "This draft does not exist any more.");
  return draft;
}

function select(ctx: Context) {
  const { id, authorId, incidentId, content, baseVersion, publishAt, publishedAs, failure, updatedAt } = drafts;
  return ctx.read
    .select({ id, authorId, authorName: people.name, incidentId, incidentCode: incidents.code, incidentTitle: incidents.title, content, baseVersion, publishAt, publishedAs, failure, updatedAt })
    .from(drafts)
    .innerJoin(people, eq(people.id, drafts.authorId))
    .leftJoin(incidents, eq(incidents.id, drafts.incidentId));
}
