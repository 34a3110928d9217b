import { and, eq } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { incidentLinks } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record, type Touched } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { LinkIncidents } from "../input.ts";
import { getIncidentForChange, listViewers, type LoadedIncident } from "../queries/for-change.ts";
import { acceptLines } from "./accept.ts";

/** Says that two incidents have to do with each other, to whoever sees both. */
export async function linkIncidents(ctx: Context, input: LinkIncidents): Promise<{ code: string }> {
  requirePermission(ctx, "incidents.post");
  const wanted = acceptLines(LinkIncidents, input);
  return ctx.write(async (tx) => {
    const pair = await getPair(tx, wanted);
    const added = await tx.insert(incidentLinks).values({ ...pair.key, createdAt: ctx.now, createdBy: ctx.actor.kind === "person" ? ctx.actor.personId : null }).onConflictDoNothing().returning({ id: incidentLinks.incidentId });
    if (added.length > 0) await record(tx, ctx, { action: "incident.linked", entityId: pair.one.row.id, after: pair.key, touches: await seenByBoth(tx, pair) });
    return { code: pair.one.row.code };
  });
}

export async function unlinkIncidents(ctx: Context, input: LinkIncidents): Promise<{ code: string }> {
  requirePermission(ctx, "incidents.post");
  const wanted = acceptLines(LinkIncidents, input);
  return ctx.write(async (tx) => {
    const pair = await getPair(tx, wanted);
    const isPair = and(eq(incidentLinks.incidentId, pair.key.incidentId), eq(incidentLinks.otherId, pair.key.otherId));
    const gone = await tx.delete(incidentLinks).where(isPair).returning({ id: incidentLinks.incidentId });
    if (gone.length > 0) await record(tx, ctx, { action: "incident.unlinked", entityId: pair.one.row.id, before: pair.key, touches: await seenByBoth(tx, pair) });
    return { code: pair.one.row.code };
  });
}

interface Pair {
  one: LoadedIncident;
  other: LoadedIncident;
  key: { incidentId: string; otherId: string };
}

async function getPair(read: ReadDb, { incidentId, otherId }: { incidentId: string; otherId: string }): Promise<Pair> {
  const one = await getIncidentForChange(read, incidentId);
  const other = await getIncidentForChange(read, otherId).catch((error: unknown) => {
    if (error instanceof Failure && error.code === "not_found") throw new Failure("invalid", "There is no such incident.", { otherId: "Choose one of the list." });
    throw error;
  });
  if (one.row.id === other.row.id) throw new Failure("invalid", "An incident is not related to itself.", { otherId: "Choose another incident." });
  const [smaller, larger] = one.row.id < other.row.id ? [one.row.id, other.row.id] : [other.row.id, one.row.id];
  return { one, other, key: { incidentId: smaller, otherId: larger } };
}

/** Who sees both: nobody else's page says anything new. */
async function seenByBoth(read: ReadDb, { one, other }: Pair): Promise<Touched> {
  if (one.reach.visibility === "public" && other.reach.visibility === "public") return "everybody";
  const others = new Set(await listViewers(read, other.reach));
  const both = (await listViewers(read, one.reach)).filter((id) => others.has(id));
  return [{ kind: "staff" }, ...both.map((customerId) => ({ kind: "customer", customerId }) as const)];
}
