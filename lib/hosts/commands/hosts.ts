import { and, eq, isNull } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { hosts } from "#db/schema/hosts";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { randomToken } from "#lib/platform/crypto";
import { type Dns, DnsTrouble } from "#lib/platform/dns";
import { env } from "#lib/platform/env";
import { getHost, type HostDetails } from "../queries/hosts.ts";
import { challengeOf, judge, readHost } from "../rules/names.ts";
import type { DnsFinding, HostState } from "../terms.ts";

const challengeBytes = 20;
// What a zone may make us write down.
const mostRecords = 20;

/** Notes a name for the public page or for one customer's portal. It shows nothing until DNS proves it. */
export async function addHost(ctx: Context, input: { host: string; customerId: string | null }): Promise<{ id: string }> {
  requirePermission(ctx, "customers.manage");
  const read = readHost(input.host, new URL(env.APP_URL).hostname);
  if ("refusal" in read) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { host: read.refusal });
  const { customerId } = input;
  const id = newId("hst", ctx.now);
  await ctx.write(async (tx) => {
    if (customerId !== null) {
      const [customer] = await tx.select({ id: customers.id }).from(customers).where(and(eq(customers.id, customerId), isNull(customers.archivedAt)));
      if (!customer) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { customerId: "There is no such customer any more. Choose another." });
    }
    const [taken] = await tx.select({ id: hosts.id }).from(hosts).where(eq(hosts.host, read.host));
    if (taken) throw new Failure("conflict", "This name is in the list already. Remove it there before it shows something else.", { host: "In the list already." });
    await tx.insert(hosts).values({ id, host: read.host, customerId, challenge: randomToken(challengeBytes), state: "pending", createdAt: ctx.now, createdBy: ctx.actor.kind === "person" ? ctx.actor.personId : null });
    await record(tx, ctx, { action: "host.added", entityId: id, customerId: customerId ?? undefined, after: { host: read.host, customerId }, touches: "nobody" });
  });
  return { id };
}

/** Asks DNS. Under a name that is proven the portal is shown from the next request on, under one that is given up no more. */
export async function checkHost(ctx: Context, { id, dns }: { id: string; dns: Dns }): Promise<HostState> {
  requirePermission(ctx, "customers.manage");
  const finding = await lookUp(dns, await getHost(ctx, { id }));
  return ctx.write(async (tx) => {
    const [host] = await tx.select().from(hosts).where(eq(hosts.id, id));
    if (!host) throw new Failure("not_found", "There is no such name.");
    const after = judge(host, { finding, value: challengeOf(host).value, now: ctx.now });
    await tx.update(hosts).set({ ...after, finding, checkedAt: ctx.now }).where(eq(hosts.id, id));
    if (after.state !== host.state) await record(tx, ctx, { action: after.state === "verified" ? "host.verified" : "host.failed", entityId: id, customerId: host.customerId ?? undefined, before: { state: host.state }, after: { state: after.state, texts: finding.texts }, touches: "nobody" });
    return after.state;
  });
}

// Its silence is part of the finding, never an error.
async function lookUp(dns: Dns, { host, challenge }: Pick<HostDetails, "host" | "challenge">): Promise<DnsFinding> {
  const { hostname } = new URL(env.APP_URL);
  try {
    const [texts, leadsTo] = [await dns.texts(challenge.name), await dns.leadsTo(host)];
    const ours = leadsTo.includes(hostname) ? leadsTo : await dns.leadsTo(hostname);
    return { texts: texts.slice(0, mostRecords), leadsTo: leadsTo.slice(0, mostRecords), isLedHere: leadsTo.some((each) => each === hostname || ours.includes(each)), trouble: null };
  } catch (error) {
    if (error instanceof DnsTrouble) return { texts: [], leadsTo: [], isLedHere: false, trouble: error.message };
    throw error;
  }
}

/** From the next request on nobody is answered under this name. */
export async function removeHost(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const [removed] = await tx.delete(hosts).where(eq(hosts.id, id)).returning({ host: hosts.host, customerId: hosts.customerId });
    if (!removed) throw new Failure("not_found", "There is no such name.");
    await record(tx, ctx, { action: "host.removed", entityId: id, customerId: removed.customerId ?? undefined, before: removed, touches: "nobody" });
  });
}
