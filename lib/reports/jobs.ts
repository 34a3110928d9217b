import { and, eq, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/open";
import { customers } from "#db/schema/customers";
import { settings } from "#db/schema/outbox";
import { statements } from "#db/schema/reports";
import { mintContext, type Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { completedPeriods } from "#lib/core/calendar";
import { newId } from "#lib/core/ids";
import { HOUR } from "#lib/core/time";
import { enqueue } from "#lib/platform/outbox";
import { loadSlos } from "#lib/slo/queries/definitions";
import { keepDraft } from "./commands/drafts.ts";
import { release } from "./commands/release.ts";
import { gatherEvidence } from "./queries/gather.ts";
import { make } from "./queries/make.ts";
import { findReleaseRule } from "./queries/settings.ts";
import { identityOf } from "./rules/identity.ts";

interface Job {
  db: Db;
  now: number;
}

// Counts come late, and a month is closed once: what comes after these hours is an amendment.
const settleMs = 6 * HOUR;
const lookedAt = "reports.looked_at";
const lookEveryMs = HOUR;
const atOnce = 500;

const Closing = z.object({ customerId: z.string(), from: z.number(), until: z.number() });
const OfStatement = z.object({ statementId: z.string() });

/** Once an hour: an event for every customer whose last month is over, in its own zone, and has no statement yet. */
export async function closeMonths({ db, now }: Job): Promise<number> {
  const hour = Math.floor(now / lookEveryMs);
  const [seen] = await db.read.select({ value: settings.value }).from(settings).where(eq(settings.key, lookedAt));
  if (z.object({ hour: z.number() }).safeParse(seen?.value).data?.hour === hour) return 0;
  const due = await listDue(db, now);
  await db.write(async (tx) => {
    for (const { customerId, from, until } of due) await enqueue(tx, { kind: "statement.close_due", payload: { customerId, from, until }, dedupeKey: `statement.close:${customerId}:${until}` }, now);
    await tx.insert(settings).values({ key: lookedAt, value: { hour }, updatedAt: now }).onConflictDoUpdate({ target: settings.key, set: { value: { hour }, updatedAt: now } });
  }, { lock: true });
  return due.length;
}

async function listDue(db: Db, now: number): Promise<z.infer<typeof Closing>[]> {
  const rows = await db.read.select({ id: customers.id, zone: customers.timeZone, createdAt: customers.createdAt }).from(customers).where(isNull(customers.archivedAt));
  const months = rows.flatMap(({ id, zone, createdAt }) => {
    const [month] = completedPeriods(now - settleMs, 1, { unit: "month", zone });
    return month && createdAt < month.until ? [{ customerId: id, ...month }] : [];
  });
  const missing: z.infer<typeof Closing>[] = [];
  for (let start = 0; start < months.length; start += atOnce) {
    const some = months.slice(start, start + atOnce).map((month) => ({ ...month, identity: identityOf({ customerId: month.customerId, period: month, amends: 0 }) }));
    const known = await db.read.select({ identity: statements.identity }).from(statements).where(inArray(statements.identity, some.map(({ identity }) => identity)));
    const there = new Set(known.map(({ identity }) => identity));
    missing.push(...some.filter(({ identity }) => !there.has(identity)));
  }
  return missing;
}

/** `statement.close_due`: gathers and builds the month of one customer. A second run, or one after a death half way, adds nothing. */
export async function closeMonth({ db, now }: Job, payload: unknown): Promise<string | null> {
  const { customerId, from, until } = Closing.parse(payload);
  const audience: Audience = { kind: "customer", customerId };
  const [known] = await db.read.select({ id: statements.id }).from(statements).where(eq(statements.identity, identityOf({ customerId, period: { from, until }, amends: 0 })));
  // Of a customer to whom nothing is promised there is nothing to state.
  if (known || (await loadSlos(db.read, { audience })).length === 0) return null;
  const wanted = { id: newId("stm", now), kind: "month" as const, period: { from, until } };
  const made = await make(await gatherEvidence(contextOf({ db, now }, audience), wanted));
  const isNew = await db.write((tx) => keepDraft(tx, contextOf({ db, now }, { kind: "staff" }), { wanted, customerId, made }));
  return isNew ? wanted.id : null;
}

/** `statement.release_due`: releases a draft that nobody has released or held back, where releasing by itself is still wanted. */
export async function releaseDue({ db, now }: Job, payload: unknown): Promise<boolean> {
  const { statementId } = OfStatement.parse(payload);
  const { afterDays } = await findReleaseRule(db.read);
  const [due] = await db.read.select({ version: statements.version }).from(statements).where(and(eq(statements.id, statementId), eq(statements.state, "draft"), lte(statements.releaseDueAt, now)));
  if (!due || afterDays === null) return false;
  await release(contextOf({ db, now }, { kind: "staff" }), { id: statementId, version: due.version, byName: "" });
  return true;
}

function contextOf({ db, now }: Job, audience: Audience): Context {
  return mintContext({ db, now, actor: { kind: "system", job: "reports" }, audience, permissions: [], requestId: "job:reports" });
}
