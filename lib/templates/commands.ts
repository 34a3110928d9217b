import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/open";
import { templates } from "#db/schema/templates";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { CreateTemplate, SaveTemplate } from "./input.ts";
import type { TemplateKind } from "./terms.ts";

type Row = typeof templates.$inferSelect;

export async function createTemplate(ctx: Context, input: CreateTemplate): Promise<string> {
  requirePermission(ctx, "templates.manage");
  return ctx.write(async (tx) => {
    await refuseTaken(tx, { id: "", ...input });
    const id = newId("tpl", ctx.now);
    await tx.insert(templates).values({ id, ...input, createdAt: ctx.now, updatedAt: ctx.now });
    await record(tx, ctx, { action: "template.created", entityId: id, after: input, touches: "nobody" });
    return id;
  });
}

export async function saveTemplate(ctx: Context, { id, version, ...words }: SaveTemplate): Promise<void> {
  requirePermission(ctx, "templates.manage");
  await ctx.write(async (tx) => {
    const before = await getRow(tx, id);
    if (before.version !== version) throw new Failure("conflict", "Somebody else changed this template while you were writing. Nothing you typed is lost: compare it with theirs.");
    await refuseTaken(tx, { ...before, ...words });
    await tx.update(templates).set({ ...words, version: version + 1, updatedAt: ctx.now }).where(eq(templates.id, id));
    await record(tx, ctx, { action: "template.saved", entityId: id, before, after: words, touches: "nobody" });
  });
}

/** Nobody can choose it any more; its shortcut is free. */
export async function archiveTemplate(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "templates.manage");
  await ctx.write(async (tx) => {
    const row = await getRow(tx, id);
    if (row.archivedAt !== null) return;
    await tx.update(templates).set({ archivedAt: ctx.now, version: row.version + 1 }).where(eq(templates.id, id));
    await record(tx, ctx, { action: "template.archived", entityId: id, before: { name: row.name }, touches: "nobody" });
  });
}

export async function restoreTemplate(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "templates.manage");
  await ctx.write(async (tx) => {
    const row = await getRow(tx, id);
    if (row.archivedAt === null) return;
    await refuseTaken(tx, row);
    await tx.update(templates).set({ archivedAt: null, version: row.version + 1 }).where(eq(templates.id, id));
    await record(tx, ctx, { action: "template.restored", entityId: id, after: { name: row.name }, touches: "nobody" });
  });
}

async function getRow(tx: Tx, id: string): Promise<Row> {
  const [row] = await tx.select().from(templates).where(eq(templates.id, id));
  if (!row) throw new Failure("not_found", "This template does not exist.");
  return row;
}

async function refuseTaken(tx: Tx, { id, kind, shortcut }: { id: string; kind: TemplateKind; shortcut: string }): Promise<void> {
  const [other] = await tx.select({ name: templates.name }).from(templates).where(and(eq(templates.kind, kind), eq(templates.shortcut, shortcut), isNull(templates.archivedAt), ne(templates.id, id)));
  if (other) throw new Failure("invalid", "This cannot be saved yet. See the marked field.", { shortcut: `“${other.name}” has this shortcut.` });
}
