import { and, desc, eq, isNull } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { people } from "#db/schema/access";
import { drafts, incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import type { DraftContent } from "../input.ts";

const pageSize = 20;

export interface DraftView {
  id: string;
  authorId: string;
  authorName: string;
  /** The program that wrote it for its author. */
  preparedBy: string | null;
  /** Null for a draft that opens an incident. */
  incidentId: string | null;
  incidentCode: string | null;
  incidentTitle: string | null;
  content: DraftContent;
  baseVersion: number;
  /** Set while it can still be undone. */
  publishAt: number | null;
  /** For a time its author chose. */
  isScheduled: boolean;
  version: number;
  publishedAs: string | null;
  /** Why it could not be published when its time had come. */
  failure: string | null;
  updatedAt: number;
}

/** Drafts nobody has published yet, last touched first, a page at a time. */
export async function listDrafts(ctx: Context, { cursor }: { cursor?: string | undefined } = {}): Promise<Page<DraftView>> {
  requirePermission(ctx, "incidents.post");
  const rows = await select(ctx).where(and(isNull(drafts.publishedAs), isBehind([drafts.updatedAt, drafts.id], decodeCursor(cursor)))).orderBy(desc(drafts.updatedAt), desc(drafts.id)).limit(pageSize + 1);
  return toPage(rows, pageSize, (draft) => ({ at: draft.updatedAt, id: draft.id }));
}

/** The drafts of one incident that nobody has published yet. */
export async function listDraftsOf(ctx: Context, { incidentId }: { incidentId: string }): Promise<DraftView[]> {
  requirePermission(ctx, "incidents.post");
  const found = await select(ctx).where(and(isNull(drafts.publishedAs), eq(drafts.incidentId, incidentId)));
  return found.toSorted((a, b) => b.updatedAt - a.updatedAt);
}

/** A draft, also one that is published by now: it says as what. */
export async function getDraft(ctx: Context, { draftId }: { draftId: string }): Promise<DraftView> {
  requirePermission(ctx, "incidents.post");
  const [draft] = await select(ctx).where(eq(drafts.id, draftId));
  if (!draft) throw new Failure("not_found", "This draft does not exist any more.");
  return draft;
}

function select(ctx: Context) {
  const { id, authorId, preparedBy, incidentId, content, baseVersion, publishAt, isScheduled, version, publishedAs, failure, updatedAt } = drafts;
  return ctx.read
    .select({ id, authorId, authorName: people.name, preparedBy, incidentId, incidentCode: incidents.code, incidentTitle: incidents.title, content, baseVersion, publishAt, isScheduled, version, publishedAs, failure, updatedAt })
    .from(drafts)
    .innerJoin(people, eq(people.id, drafts.authorId))
    .leftJoin(incidents, eq(incidents.id, drafts.incidentId));
}
