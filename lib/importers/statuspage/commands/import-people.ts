import { eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { writeCsv } from "#lib/core/csv";
import { applyImport } from "#lib/customers/commands/import";
import { saveUsedComponents } from "#lib/customers/commands/used-components";
import { planImport, sealOf as sealOfList } from "#lib/customers/queries/import-plan";
import { rowLimit, type Tally } from "#lib/customers/rules/import-file";
import { importSubscribers } from "#lib/subscriptions/commands/import";
import { planSubscriberImport, sealOf } from "#lib/subscriptions/queries/import-plan";
import type { Remark, SourceFile } from "../../history/rules/planned.ts";
import { type PeoplePlan, type PlannedSubscriber, planPeople } from "../rules/people.ts";

export interface ImportPeople {
  files: readonly SourceFile[];
  /** Where and when they agreed to get mails; empty asks each of them first. */
  consent: string;
  isDryRun?: boolean;
}

export interface PeopleReport {
  isDryRun: boolean;
  files: number;
  tallies: Record<"customers" | "members" | "subscribers", Tally> & { components: { linked: number } };
  skipped: Remark[];
}

class Rehearsal extends Error {}

/**
 * Takes over page-access groups as customers with what they use, their users as members, and subscribers. It goes the ways that
 * staff's own CSV files go, so the same rules hold and a second run changes nothing.
 */
// no record: each of the commands it calls records
export async function importPeople(ctx: Context, { files, consent, isDryRun = false }: ImportPeople): Promise<PeopleReport> {
  requirePermission(ctx, "portal.manage");
  const plan = planPeople(files);
  let report = emptyReport(plan, { files: files.length, isDryRun });
  const rehearsal = new Rehearsal();
  await ctx
    .write(
      async (tx) => {
        report = emptyReport(plan, { files: files.length, isDryRun });
        await importCustomers(tx, ctx, { plan, report });
        // Statuspage knows no names of its users; who is known here keeps theirs.
        await importLists(ctx, { tx, kind: "members", header: ["customer", "email", "name"], rows: plan.members.map(({ customer, email }) => [customer, email, email.split("@")[0] ?? email]), report });
        await importReaders(tx, ctx, { plan, report, consent });
        if (isDryRun) throw rehearsal;
      },
      { holdMs: 300_000 },
    )
    .catch((error: unknown) => {
      if (error !== rehearsal) throw error;
    });
  return report;
}

interface Importing {
  plan: PeoplePlan;
  report: PeopleReport;
}

async function importCustomers(tx: Tx, ctx: Context, { plan, report }: Importing): Promise<void> {
  const slugs = plan.customers.map(({ slug }) => slug);
  const known = new Map((await tx.select({ slug: customers.slug, name: customers.name }).from(customers)).map((row) => [row.slug, row.name]));
  // A customer that is here already keeps its name.
  await importLists(ctx, { tx, kind: "customers", header: ["slug", "name"], rows: plan.customers.map(({ slug, name }) => [slug, known.get(slug) ?? name]), report });
  if (slugs.length === 0) return;
  const idOf = await loadComponentIds(tx);
  for (const { slug, componentExternalIds } of plan.customers) {
    const unknown = componentExternalIds.filter((externalId) => !idOf.has(externalId));
    if (unknown.length > 0) report.skipped.push({ file: null, item: slug, reason: `It uses components that are not here: ${unknown.join(", ")}. Import the page first.` });
    report.tallies.components.linked += await linkComponents(tx, ctx, { slug, componentIds: componentExternalIds.flatMap((externalId) => idOf.get(externalId)?.id ?? []) });
  }
}

/** Answers how many were added to what the customer uses. */
async function linkComponents(tx: Tx, ctx: Context, { slug, componentIds }: { slug: string; componentIds: string[] }): Promise<number> {
  const [customer] = await tx.select({ id: customers.id, version: customers.version }).from(customers).where(eq(customers.slug, slug));
  if (!customer) return 0;
  const used = await tx.select({ componentId: customerComponents.componentId, ownName: customerComponents.ownName, place: customerComponents.position }).from(customerComponents).where(eq(customerComponents.customerId, customer.id));
  const added = componentIds.filter((id) => !used.some(({ componentId }) => componentId === id));
  if (added.length > 0) await saveUsedComponents(ctx, { ...customer, used: [...used, ...added.map((componentId) => ({ componentId, ownName: null, place: null }))] });
  return added.length;
}

async function loadComponentIds(tx: Tx): Promise<Map<string, { id: string; name: string }>> {
  const rows = await tx.select({ id: components.id, name: components.name, externalId: components.externalId }).from(components).where(isNull(components.archivedAt));
  return new Map(rows.map(({ externalId, ...row }) => [externalId ?? row.id, row]));
}

interface List {
  /** What was written in it a moment ago is there for this list already. */
  tx: Tx;
  kind: "customers" | "members";
  header: string[];
  rows: string[][];
  report: PeopleReport;
}

async function importLists(ctx: Context, { tx, kind, header, rows, report }: List): Promise<void> {
  for (let from = 0; from < rows.length; from += rowLimit) {
    const part = rows.slice(from, from + rowLimit);
    const text = writeCsv(header, part);
    const planned = await planImport(tx, { kind, text });
    addTally(report.tallies[kind], await applyImport(ctx, { kind, text, seal: sealOfList(planned) }));
    for (const { line, reason } of planned.plan.problems) report.skipped.push({ file: null, item: (part[line - 2] ?? []).slice(0, 2).join(" "), reason });
  }
}

async function importReaders(tx: Tx, ctx: Context, { plan, report, consent }: Importing & { consent: string }): Promise<void> {
  const mode = consent === "" ? "invite" : "confirmed";
  const namesOf = await loadNames(tx);
  const rows = plan.subscribers.flatMap((subscriber) => rowsOf(subscriber, { namesOf, report }));
  for (let from = 0; from < rows.length; from += rowLimit) {
    const part = rows.slice(from, from + rowLimit);
    const text = writeCsv(["email", "customer", "components"], part);
    const preview = await planSubscriberImport(tx, { mode, text });
    addTally(report.tallies.subscribers, await importSubscribers(ctx, { mode, consent, text, seal: sealOf(preview, mode) }));
    for (const { line, reason } of preview.problems) report.skipped.push({ file: null, item: (part[line - 2] ?? [])[0] ?? null, reason });
  }
}

/** Names by external id, where a name says which component is meant; null where it does not. */
async function loadNames(tx: Tx): Promise<Map<string, string | null>> {
  const found = [...(await loadComponentIds(tx))];
  const alike = (name: string) => found.filter(([, other]) => other.name.toLowerCase() === name.toLowerCase()).length > 1;
  return new Map(found.map(([externalId, { name }]) => [externalId, alike(name) || /[;\n]/.test(name) ? null : name]));
}

function rowsOf({ file, externalId, email, customers: pages, componentExternalIds }: PlannedSubscriber, { namesOf, report }: { namesOf: ReadonlyMap<string, string | null>; report: PeopleReport }): string[][] {
  const names = componentExternalIds.map((id) => namesOf.get(id) ?? null);
  if (names.includes(null)) {
    report.skipped.push({ file, item: externalId, reason: `${email} chose components that are not here, or share their name with another: choose for it under Subscribers.` });
    return [];
  }
  return (pages.length === 0 ? [""] : pages).map((customer) => [email, customer, names.join("; ")]);
}

function addTally(sum: Tally, more: Tally): void {
  sum.create += more.create;
  sum.change += more.change;
  sum.same += more.same;
}

function emptyReport(plan: PeoplePlan, about: { files: number; isDryRun: boolean }): PeopleReport {
  const none = (): Tally => ({ create: 0, change: 0, same: 0 });
  return { ...about, tallies: { customers: none(), members: none(), subscribers: none(), components: { linked: 0 } }, skipped: [...plan.problems] };
}
