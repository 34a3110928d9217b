import { and, eq } from "drizzle-orm";
import { slis } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { saveQuery } from "#lib/sli/commands/sources";
import { saveSli } from "#lib/sli/commands/slis";
import { createSlo } from "#lib/slo/commands/definitions";
import type { ImportObjectives } from "../input.ts";
import type { Found } from "../rules/found.ts";
import { readObjectives } from "../sources/documents.ts";

/** Defines every objective of a file that can be, with its SLI and, where there is a source, its query. All of them or none. */
// no record: each SLI, query and objective records itself
export async function importObjectives(ctx: Context, input: ImportObjectives): Promise<{ made: number }> {
  requirePermission(ctx, "slos.manage");
  const { found } = readObjectives([{ name: "pasted", text: input.text }]);
  if (found.length === 0) throw new Failure("invalid", "There is nothing in it that can be imported. The problems below say why.", { text: "Nothing can be imported." });
  await ctx.write(async () => {
    for (const each of found) await importOne(ctx, each, input);
  }, { holdMs: 60_000 });
  return { made: found.length };
}

async function importOne(ctx: Context, { key, definition, form, query }: Found, { customerId, sourceId }: ImportObjectives): Promise<void> {
  const isTheirs = and(eq(slis.key, key), customerId === null ? undefined : eq(slis.customerId, customerId));
  const taken = (await ctx.read.select({ id: slis.id, customerId: slis.customerId }).from(slis).where(isTheirs)).some((row) => row.customerId === customerId);
  if (taken) throw new Failure("conflict", `There is an SLI ${key} already. Archive or rename it, or take it out of the file.`, { text: `${key} is there already.` });
  const sliId = await saveSli(ctx, { id: null, version: 0, customerId, journeyId: null, key, name: form.name, kind: "availability", definition: definition.slice(0, 500) });
  await createSlo(ctx, { ...form, slis: [sliId] });
  if (sourceId !== null && query !== null) await saveQuery(ctx, { sourceId, sliId, query, backfillDays: 0 });
}
