import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { templates } from "#db/schema/templates";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { TemplateChoices } from "./input.ts";
import type { TemplateKind } from "./terms.ts";

export interface TemplateView {
  id: string;
  kind: TemplateKind;
  name: string;
  /** What is typed after a slash. */
  shortcut: string;
  title: string;
  body: string;
  choices: TemplateChoices;
  version: number;
  archivedAt: number | null;
}

const listLimit = 200;

/** What can be chosen in a composer of this kind, by name. */
export async function listTemplates(ctx: Context, { kind }: { kind: TemplateKind }): Promise<TemplateView[]> {
  requirePermission(ctx, "console.read");
  const rows = await select(ctx).where(and(eq(templates.kind, kind), isNull(templates.archivedAt))).orderBy(asc(templates.name), asc(templates.id)).limit(listLimit);
  return rows.map(toView);
}

/** Templates of a kind that nobody can choose any more. */
export async function listArchivedTemplates(ctx: Context, { kind }: { kind: TemplateKind }): Promise<TemplateView[]> {
  requirePermission(ctx, "console.read");
  const rows = await select(ctx).where(and(eq(templates.kind, kind), isNotNull(templates.archivedAt))).orderBy(asc(templates.name), asc(templates.id)).limit(listLimit);
  return rows.map(toView);
}

export async function getTemplate(ctx: Context, { id }: { id: string }): Promise<TemplateView> {
  requirePermission(ctx, "console.read");
  const [row] = await select(ctx).where(eq(templates.id, id));
  if (!row) throw new Failure("not_found", "This template does not exist.");
  return toView(row);
}

function select(ctx: Context) {
  const { id, kind, name, shortcut, title, body, choices, version, archivedAt } = templates;
  return ctx.read.select({ id, kind, name, shortcut, title, body, choices, version, archivedAt }).from(templates);
}

// What was chosen may be gone since: the composer leaves out what it does not know.
function toView<Row extends { choices: unknown }>(row: Row): Row & { choices: TemplateChoices } {
  return { ...row, choices: TemplateChoices.parse(row.choices ?? {}) };
}
