import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers, journeys } from "#db/schema/customers";
import { slis } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { Audience } from "#lib/access/terms";
import { record, type Touched } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { SaveSli } from "../input.ts";

/** Defines an SLI or changes its words. What it counts are its sources' queries and routes. */
export async function saveSli(ctx: Context, input: SaveSli): Promise<string> {
  requirePermission(ctx, "slos.manage");
  const { id: given, version, ...words } = input;
  const id = given ?? newId("sli", ctx.now);
  await ctx.write(async (tx) => {
    await refuseStrangeParts(tx, words);
    await refuseTakenKey(tx, { id, ...words });
    const before = given === null ? null : await getUnchanged(tx, { id, version });
    if (before && before.customerId !== words.customerId) throw new Failure("invalid", "An SLI stays its customer's.", { customerId: "Make another SLI for the other customer." });
    if (before) await tx.update(slis).set({ ...words, version: version + 1 }).where(eq(slis.id, id));
    else await tx.insert(slis).values({ id, ...words, createdAt: ctx.now });
    await record(tx, ctx, { action: before ? "sli.saved" : "sli.created", entityId: id, customerId: words.customerId ?? undefined, before, after: words, touches: touchedBy(words.customerId) });
  });
  return id;
}

/** Nothing is counted for it any more; what was counted stays. */
export async function archiveSli(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    const [row] = await tx.update(slis).set({ archivedAt: ctx.now }).where(and(eq(slis.id, id), isNull(slis.archivedAt))).returning({ customerId: slis.customerId });
    if (!row) throw new Failure("not_found", "This SLI does not exist any more.");
    await record(tx, ctx, { action: "sli.archived", entityId: id, customerId: row.customerId ?? undefined, touches: touchedBy(row.customerId) });
  });
}

/** What is counted for all is on every customer's page. */
function touchedBy(customerId: string | null): Touched {
  return customerId === null ? "everybody" : [{ kind: "customer", customerId } satisfies Audience];
}

async function getUnchanged(tx: Tx, { id, version }: { id: string; version: number }) {
  const [row] = await tx.select().from(slis).where(and(eq(slis.id, id), isNull(slis.archivedAt)));
  if (!row) throw new Failure("not_found", "This SLI does not exist any more.");
  if (row.version !== version) throw new Failure("conflict", "Somebody else has changed this meanwhile. Open the page again and make your change there.");
  const { customerId, journeyId, key, name, kind, definition } = row;
  return { customerId, journeyId, key, name, kind, definition };
}

async function refuseStrangeParts(tx: Tx, { customerId, journeyId }: Pick<SaveSli, "customerId" | "journeyId">): Promise<void> {
  if (customerId !== null && (await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId))).length === 0) throw new Failure("invalid", "This customer does not exist any more.", { customerId: "Choose a customer." });
  if (journeyId === null) return;
  const isTheirs = and(eq(journeys.id, journeyId), eq(journeys.customerId, customerId ?? ""));
  if ((await tx.select({ id: journeys.id }).from(journeys).where(isTheirs)).length === 0) throw new Failure("invalid", "This journey is not the customer's.", { journeyId: "Choose one of the customer's journeys." });
}

async function refuseTakenKey(tx: Tx, { id, key, customerId }: { id: string; key: string; customerId: string | null }): Promise<void> {
  const isSame = and(eq(slis.key, key), customerId === null ? isNull(slis.customerId) : eq(slis.customerId, customerId), ne(slis.id, id));
  if ((await tx.select({ id: slis.id }).from(slis).where(isSame)).length > 0) throw new Failure("conflict", "There is an SLI of that key.", { key: "Choose another key: senders tell SLIs apart by it." });
}
