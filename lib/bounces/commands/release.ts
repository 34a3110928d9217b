import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { suppressions } from "#db/schema/delivery";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { DAY } from "#lib/core/time";
import type { QuarantineAddress, ReleaseAddress } from "../input.ts";
import { isInForce, type Quarantine } from "../rules/quarantine.ts";
import { findQuarantine, keepQuarantine } from "./apply.ts";

/** Staff try an address again: they know more than the mail that came back. */
export async function releaseAddress(ctx: Context, { id }: ReleaseAddress): Promise<void> {
  requirePermission(ctx, "subscribers.manage");
  await ctx.write(async (tx) => {
    const [row] = await tx.select({ email: suppressions.email }).from(suppressions).where(eq(suppressions.id, id));
    if (!row) throw new Failure("not_found", "This address is not held back.");
    await release(tx, ctx, { email: row.email, before: null });
  });
}

/** Staff stop an address whatever it is subscribed to, as somebody asked them to. */
export async function quarantineAddress(ctx: Context, { email, reason }: QuarantineAddress): Promise<void> {
  requirePermission(ctx, "subscribers.manage");
  await ctx.write(async (tx) => {
    const before = await findQuarantine(tx, email);
    const after: Quarantine = { kind: "manual", reason, bounces: 0, createdAt: ctx.now, retryAt: null, healedAt: null };
    await keepQuarantine(tx, { email, quarantine: after, now: ctx.now });
    await record(tx, ctx, { action: "address.quarantined", entityId: email, before, after, touches: "nobody" });
  });
}

const askAgainMs = DAY;

/** Whether a person may say that a mailbox takes mail again: once a day, and not against the word of staff. The sentence says why not; null where it may. */
export async function refusalToRetry(read: ReadDb, { email, now }: { email: string; now: number }): Promise<Failure | null> {
  const before = await findQuarantine(read, email);
  if (!before || !isInForce(before)) return null;
  if (before.kind === "manual") return new Failure("conflict", "We were asked to send nothing to this address. Write to us if that was a mistake.");
  return now - before.createdAt < askAgainMs ? new Failure("rate_limited", "Mail to this address came back less than a day ago. Try again tomorrow.") : null;
}

/** Whoever reads a mailbox says that it takes mail again. Throws where `refusalToRetry` says so; nothing happens to an address that is not held back. */
// no requirePermission: the caller has checked that it is the person's own address
export async function retryAddress(tx: Tx, ctx: Context, email: string): Promise<void> {
  const refusal = await refusalToRetry(tx, { email, now: ctx.now });
  if (refusal) throw refusal;
  const before = await findQuarantine(tx, email);
  if (before && isInForce(before)) await release(tx, ctx, { email, before });
}

async function release(tx: Tx, ctx: Context, input: { email: string; before: Quarantine | null }): Promise<void> {
  const before = input.before ?? (await findQuarantine(tx, input.email));
  if (!before || !isInForce(before)) throw new Failure("not_found", "This address is not held back.");
  await keepQuarantine(tx, { email: input.email, quarantine: { ...before, healedAt: ctx.now, retryAt: null }, now: ctx.now });
  await record(tx, ctx, { action: "address.released", entityId: input.email, before, touches: "nobody" });
}
