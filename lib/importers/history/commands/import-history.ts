import type { Tx } from "#db/open";
import { importRuns } from "#db/schema/outbox";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { newId } from "#lib/core/ids";
import { loadCodes, loadIncidents, loadMaintenances, type Stored } from "../queries/stored.ts";
import { saidByNow } from "../rules/future.ts";
import type { ImportPlan } from "../rules/planned.ts";
import { refuseCollisions } from "../rules/refuse.ts";
import { remarksOn } from "../rules/remarks.ts";
import { emptyTally, hasChanges, type ImportReport } from "../terms.ts";
import { importAnnouncements } from "./announcements.ts";
import { importCatalog } from "./catalog.ts";
import { importIncidents } from "./incidents.ts";
import { importMaintenances } from "./maintenances.ts";
import { syncComponentStates } from "./states.ts";

export interface ImportHistory {
  /** Where it is from, for the record. */
  source: string;
  plan: ImportPlan;
  /** How many files it was read from. */
  files: number;
  isDryRun?: boolean;
}

// Thousands of incidents take seconds; readers see all of them or none, and a killed import leaves nothing half done.
const holdMs = 300_000;

/**
 * Takes over a history from another product. Run again it changes only what changed there, and nothing at all when nothing
 * did; what staff changed here since is left alone, nothing is ever deleted, and nobody is notified.
 */
export async function importHistory(ctx: Context, { source, plan, files, isDryRun = false }: ImportHistory): Promise<ImportReport> {
  requirePermission(ctx, "portal.manage");
  const report = startReport(plan, { source, files, isDryRun });
  const rehearsal = new Rehearsal();
  await ctx.write(
    async (tx) => {
      // The transaction may run again after a conflict: every attempt counts from zero.
      Object.assign(report, startReport(plan, { source, files, isDryRun }));
      await apply(tx, ctx, { plan, report });
      if (isDryRun) throw rehearsal;
    },
    { holdMs },
  ).catch((error: unknown) => {
    if (error !== rehearsal) throw error;
  });
  return report;
}

/** Ends a dry run's transaction after everything was done in it: it reports exactly what the real run would. */
class Rehearsal extends Error {}

async function apply(tx: Tx, ctx: Context, { plan: read, report }: { plan: ImportPlan; report: ImportReport }): Promise<void> {
  const [incidents, maintenances] = [await loadIncidents(tx), await loadMaintenances(tx)];
  const known = { codes: await loadCodes(tx), incidents: factsOf(incidents), maintenances: factsOf(maintenances) };
  const dated = { ...read, maintenances: read.maintenances.map((work) => saidByNow(work, { now: ctx.now, known: maintenances.get(work.externalId)?.facts ?? null })) };
  const { plan, refused } = refuseCollisions(dated, known);
  report.skipped.push(...refused);
  const componentIdOf = await importCatalog(tx, ctx, { plan, report });
  const ofIncidents = await importIncidents(tx, ctx, { plan, report, stored: incidents, componentIdOf });
  const ofWork = await importMaintenances(tx, ctx, { plan, report, stored: maintenances, componentIdOf });
  await importAnnouncements(tx, ctx, { plan, report });
  await syncComponentStates(tx, [...new Set([...ofIncidents, ...ofWork])]);
  if (!hasChanges(report)) return;
  const id = newId("imp", ctx.now);
  await tx.insert(importRuns).values({ id, source: report.source, startedAt: ctx.now, report });
  await record(tx, ctx, { action: "history.imported", entityId: id, after: { source: report.source, tallies: report.tallies }, touches: "everybody" });
}

function factsOf<F>(stored: Stored<F>): F[] {
  return [...stored.values()].map((one) => one.facts);
}

function startReport(plan: ImportPlan, about: Pick<ImportReport, "source" | "files" | "isDryRun">): ImportReport {
  const tallies = { groups: emptyTally(), components: emptyTally(), incidents: emptyTally(), updates: emptyTally(), maintenances: emptyTally(), announcements: emptyTally() };
  return { ...about, tallies, changed: [], skipped: [...plan.problems], notes: [...plan.notes, ...remarksOn(plan)] };
}
