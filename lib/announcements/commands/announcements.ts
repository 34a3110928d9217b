import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { announcementRevisions, announcements } from "#db/schema/announcements";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newCode, newId } from "#lib/core/ids";
import type { Addressed } from "#lib/incidents/rules/audience";
import { PublishAnnouncement, SaveAnnouncement } from "../input.ts";
import { getAnnouncementForChange, type AnnouncementRow } from "../queries/for-change.ts";
import { announcementState } from "../rules.ts";
import { begin, invalid, refuseImpossible, setReach, tellPosted, touchedWhen, watch } from "./write.ts";

/** Publishes an announcement: shown at once, or from its begin on. */
export async function publishAnnouncement(ctx: Context, input: PublishAnnouncement): Promise<{ id: string; code: string }> {
  requirePermission(ctx, "announcements.post");
  const { customerIds, componentIds, ...words } = accept(PublishAnnouncement, input);
  const reach = { visibility: words.visibility, customerIds, componentIds };
  return ctx.write(async (tx) => {
    await refuseImpossible(tx, ctx, { ...reach, ...words });
    const [id, code] = [newId("ann", ctx.now), newCode()];
    const beginsAt = Math.max(words.beginsAt, ctx.now);
    await tx.insert(announcements).values({ id, code, ...words, beginsAt, createdAt: ctx.now, createdBy: actorId(ctx) });
    await setReach(tx, id, reach);
    if (beginsAt === ctx.now) await begin(tx, ctx, { id, isQuiet: words.isQuiet });
    await watch(tx, ctx, { id, version: 1, beginsAt, endsAt: words.endsAt });
    await record(tx, ctx, { action: "announcement.published", entityId: id, after: { ...words, customerIds, componentIds }, touches: await touchedWhen(tx, { hasBegun: beginsAt === ctx.now, reaches: [reach] }) });
    return { id, code };
  });
}

/** Changes an announcement. What readers have seen stays readable; they hear of it only where its author wishes so. */
export async function saveAnnouncement(ctx: Context, input: SaveAnnouncement): Promise<void> {
  requirePermission(ctx, "announcements.post");
  const { id, version, tellsAgain, customerIds, componentIds, ...words } = accept(SaveAnnouncement, input);
  const after = { visibility: words.visibility, customerIds, componentIds };
  await ctx.write(async (tx) => {
    const { row, reach } = await getAnnouncementForChange(tx, id);
    if (row.version !== version) throw new Failure("conflict", "Somebody else changed this announcement while you were writing. Nothing you typed is lost: compare it with theirs.");
    const times = judgeTimes(ctx, row, words);
    await refuseImpossible(tx, ctx, { ...after, ...times });
    const next = { id: row.id, version: version + 1, ...times };
    await tx.update(announcements).set({ ...words, ...times, version: next.version }).where(eq(announcements.id, row.id));
    await setReach(tx, row.id, after);
    if (row.begunAt !== null) await keepWords(tx, ctx, { row, words });
    const beginsNow = row.begunAt === null && times.beginsAt <= ctx.now;
    if (beginsNow) await begin(tx, ctx, { id: row.id, isQuiet: words.isQuiet });
    if (row.begunAt !== null && tellsAgain) await tellPosted(tx, ctx, next);
    await watch(tx, ctx, next);
    await record(tx, ctx, { action: "announcement.edited", entityId: row.id, before: { ...row, ...reach }, after: { ...words, ...times, customerIds, componentIds, tellsAgain }, touches: await touchedOnSave(tx, { hasBegun: row.begunAt !== null, beginsNow, before: reach, after }) });
  });
}

/** Over now, before its end. It stays in the history. */
export async function endAnnouncement(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "announcements.post");
  await ctx.write(async (tx) => {
    const { row, reach } = await getAnnouncementForChange(tx, id);
    if (announcementState(row, ctx.now) !== "current") throw new Failure("conflict", "It is not shown now, so there is nothing to end.");
    await tx.update(announcements).set({ endsAt: ctx.now, endedAt: ctx.now, version: row.version + 1 }).where(eq(announcements.id, row.id));
    await record(tx, ctx, { action: "announcement.ended", entityId: row.id, touches: await touchedWhen(tx, { hasBegun: true, reaches: [reach] }) });
  });
}

/** Takes it back. Whoever has read it can still see what it said, and that it was withdrawn. */
export async function withdrawAnnouncement(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "announcements.post");
  await ctx.write(async (tx) => {
    const { row, reach } = await getAnnouncementForChange(tx, id);
    if (row.withdrawnAt !== null) return;
    await tx.update(announcements).set({ withdrawnAt: ctx.now, version: row.version + 1 }).where(eq(announcements.id, row.id));
    await record(tx, ctx, { action: "announcement.withdrawn", entityId: row.id, before: { title: row.title }, touches: await touchedWhen(tx, { hasBegun: row.begunAt !== null, reaches: [reach] }) });
  });
}

/** The clock: its begin has come. Nothing for what was changed, withdrawn or begun meanwhile. */
// no requirePermission: nobody but the clock asks for it
export async function beginAnnouncement(ctx: Context, due: { announcementId: string; version: number }): Promise<void> {
  await ctx.write(async (tx) => {
    const { row, reach } = await getAnnouncementForChange(tx, due.announcementId);
    if (row.version !== due.version || row.begunAt !== null || row.withdrawnAt !== null) return;
    await begin(tx, ctx, row);
    await record(tx, ctx, { action: "announcement.begun", entityId: row.id, touches: await touchedWhen(tx, { hasBegun: true, reaches: [reach] }) });
  });
}

/** The clock: its end has come. */
// no requirePermission: nobody but the clock asks for it
export async function finishAnnouncement(ctx: Context, due: { announcementId: string; version: number }): Promise<void> {
  await ctx.write(async (tx) => {
    const { row, reach } = await getAnnouncementForChange(tx, due.announcementId);
    if (row.version !== due.version || row.endedAt !== null || row.withdrawnAt !== null) return;
    await tx.update(announcements).set({ endedAt: row.endsAt ?? ctx.now }).where(eq(announcements.id, row.id));
    await record(tx, ctx, { action: "announcement.over", entityId: row.id, touches: await touchedWhen(tx, { hasBegun: row.begunAt !== null, reaches: [reach] }) });
  });
}

interface NewTimes {
  beginsAt: number;
  endsAt: number | null;
}

// When it began is a fact; and what is over does not come back under the same name.
function judgeTimes(ctx: Context, row: AnnouncementRow, words: NewTimes): NewTimes {
  const state = announcementState(row, ctx.now);
  if (state === "withdrawn") throw new Failure("conflict", "This announcement was withdrawn. Publish a new one.");
  if (state === "over") throw invalid("endsAt", "This announcement is over. Publish a new one.");
  return row.begunAt === null ? { beginsAt: Math.max(words.beginsAt, ctx.now), endsAt: words.endsAt } : { beginsAt: row.beginsAt, endsAt: words.endsAt };
}

async function keepWords(tx: Tx, ctx: Context, { row, words }: { row: AnnouncementRow; words: { title: string; body: string } }): Promise<void> {
  if (row.title === words.title && row.body === words.body) return;
  await tx.insert(announcementRevisions).values({ id: newId("rev", ctx.now), announcementId: row.id, title: row.title, body: row.body, replacedAt: ctx.now, replacedBy: actorId(ctx) });
}

async function touchedOnSave(tx: Tx, { hasBegun, beginsNow, before, after }: { hasBegun: boolean; beginsNow: boolean; before: Addressed; after: Addressed }) {
  return touchedWhen(tx, { hasBegun: hasBegun || beginsNow, reaches: hasBegun ? [before, after] : [after] });
}

function accept<S extends typeof PublishAnnouncement | typeof SaveAnnouncement>(schema: S, input: unknown): ReturnType<S["parse"]> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data as ReturnType<S["parse"]>;
  throw new Failure("invalid", "This cannot be published yet. See the marked fields.", Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])));
}

function actorId(ctx: Context): string | null {
  return ctx.actor.kind === "person" ? ctx.actor.personId : null;
}
