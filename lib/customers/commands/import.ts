import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { memberships, people } from "#db/schema/access";
import { customers, emailDomains } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { enqueue } from "#lib/platform/outbox";
import type { ApplyImport } from "../input.ts";
import { parts, planImport, sealOf } from "../queries/import-plan.ts";
import type { CustomerValues } from "../rules/import-customers.ts";
import { type PlannedRow, type Tally, tallyOf } from "../rules/import-file.ts";
import type { MemberValues } from "../rules/import-members.ts";

/**
 * Writes exactly what the preview showed, in one transaction. The file is judged anew in it: where that comes to anything else than
 * what was sealed, because somebody changed something meanwhile, nothing is written. The same file a second time changes nothing.
 */
export async function applyImport(ctx: Context, input: ApplyImport): Promise<Tally> {
  requirePermission(ctx, "customers.import");
  return ctx.write(async (tx) => {
    const planned = await planImport(tx, input);
    if (sealOf(planned) !== input.seal) throw new Failure("conflict", "Something changed since this preview, so nothing was written. Below is what the file comes to now: look at it again.");
    if (planned.kind === "customers") await writeCustomers(tx, ctx, planned.plan.rows);
    else await writeMembers(tx, ctx, planned.plan.rows);
    return tallyOf(planned.plan);
  }, { holdMs: 60_000 });
}

async function writeCustomers(tx: Tx, ctx: Context, rows: readonly PlannedRow<CustomerValues>[]): Promise<void> {
  const created = of(rows, "create").map(({ values: { newDomains, ...values } }) => ({ newDomains, row: { ...values, id: newId("cus", ctx.now), createdAt: ctx.now } }));
  for (const part of parts(created)) await tx.insert(customers).values(part.map((each) => each.row));
  const changed = of(rows, "change").map(({ values, changes }) => ({ ...values, id: knownId(values.id), changes }));
  for (const { id, name, tier, timeZone, language, changes } of changed) {
    const [row] = await tx.select({ version: customers.version }).from(customers).where(eq(customers.id, id));
    await tx.update(customers).set({ name, tier, timeZone, language, version: (row?.version ?? 0) + 1 }).where(eq(customers.id, id));
    await record(tx, ctx, { action: "customer.imported", entityId: id, customerId: id, before: sideOf(changes, "from"), after: sideOf(changes, "to"), touches: [{ kind: "customer", customerId: id }] });
  }
  const domains = [...created.map((each) => ({ id: each.row.id, newDomains: each.newDomains })), ...changed].flatMap(({ id, newDomains }) => newDomains.map((domain) => ({ customerId: id, domain })));
  for (const part of parts(domains)) await tx.insert(emailDomains).values(part);
  if (created.length > 0) await record(tx, ctx, { action: "customers.imported", entityId: newId("imp", ctx.now), after: created.map(({ row }) => ({ id: row.id, slug: row.slug })), touches: [{ kind: "staff" }] });
}

async function writeMembers(tx: Tx, ctx: Context, rows: readonly PlannedRow<MemberValues>[]): Promise<void> {
  const created = of(rows, "create").map((row) => row.values);
  const personIds = await addStrangers(tx, ctx, created);
  const added = created.map((values) => ({ ...values, personId: values.personId ?? knownId(personIds.get(values.email)) }));
  for (const part of parts(added)) await tx.insert(memberships).values(part.map(({ personId, customerId, role }) => ({ id: newId("mem", ctx.now), personId, customerId, role, createdAt: ctx.now })));
  const changed = of(rows, "change").map(({ values }) => ({ ...values, personId: knownId(values.personId) }));
  for (const { personId, customerId, role } of changed) await tx.update(memberships).set({ role }).where(and(eq(memberships.personId, personId), eq(memberships.customerId, customerId)));
  const byCustomer = Map.groupBy([...added.map((each) => ({ ...each, isNew: true })), ...changed.map((each) => ({ ...each, isNew: false }))], (each) => each.customerId);
  for (const [customerId, members] of byCustomer) {
    await record(tx, ctx, { action: "members.imported", entityId: customerId, customerId, after: members.map(({ personId, role, isNew }) => ({ personId, role, isNew })), touches: [{ kind: "customer", customerId }] });
  }
  for (const { personId, customerId } of added) await enqueue(tx, { kind: "person.invited", payload: { personId, customerId, invitedBy: ctx.actor.kind === "person" ? ctx.actor.name : null } }, ctx.now);
}

/** People the portal did not know, each once though they may join several customers. */
async function addStrangers(tx: Tx, ctx: Context, members: readonly MemberValues[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const strangers = [];
  for (const { personId, email, name } of members) {
    if (personId !== null || ids.has(email)) continue;
    const id = newId("per", ctx.now);
    ids.set(email, id);
    strangers.push({ id, email, name, createdAt: ctx.now });
  }
  for (const part of parts(strangers)) await tx.insert(people).values(part);
  return ids;
}

function of<T>(rows: readonly PlannedRow<T>[], verdict: keyof Tally): PlannedRow<T>[] {
  return rows.filter((row) => row.verdict === verdict);
}

function sideOf(changes: readonly { column: string; from: string; to: string }[], side: "from" | "to"): Record<string, string> {
  return Object.fromEntries(changes.map((change) => [change.column, change[side]]));
}

function knownId(id: string | null | undefined): string {
  if (!id) throw new Error("A row that changes something must name what is there.");
  return id;
}
