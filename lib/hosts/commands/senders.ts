import { and, eq, isNull } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { senders } from "#db/schema/hosts";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { domainOf } from "#lib/core/email-address";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { type Dns, DnsTrouble } from "#lib/platform/dns";
import { env } from "#lib/platform/env";
import { formatSender, parseSender } from "#lib/platform/mailer/sender";
import { getSender } from "../queries/senders.ts";
import { judgeRecord, recordsOf, type SenderPlan } from "../rules/senders.ts";
import type { MailRecord, RecordVerdict, SenderFinding } from "../terms.ts";

/** What the domain of a sender has to say in DNS, as mail leaves this portal. */
export function planOf({ sender, selector }: { sender: string; selector: string }): SenderPlan {
  const domain = domainOf(parseSender(sender).address);
  // Resend sends from a name below the domain, by Amazon's servers.
  if (env.RESEND_API_KEY) return { domain, selector, envelopeDomain: `send.${domain}`, include: "amazonses.com" };
  return { domain, selector, envelopeDomain: env.BOUNCE_ADDRESS ? domainOf(env.BOUNCE_ADDRESS) : domain, include: null };
}

/** Notes whom mails shall come from. They do once the domain's records are right. */
export async function addSender(ctx: Context, input: { sender: string; selector: string; customerId: string | null }): Promise<{ id: string }> {
  requirePermission(ctx, "customers.manage");
  const { customerId, selector } = input;
  const sender = readSender(input.sender);
  const id = newId("snd", ctx.now);
  await ctx.write(async (tx) => {
    if (customerId !== null) {
      const [customer] = await tx.select({ id: customers.id }).from(customers).where(and(eq(customers.id, customerId), isNull(customers.archivedAt)));
      if (!customer) throw refused({ customerId: "There is no such customer any more. Choose another." });
    }
    const isTheirs = customerId === null ? isNull(senders.customerId) : eq(senders.customerId, customerId);
    const [taken] = await tx.select({ id: senders.id }).from(senders).where(isTheirs);
    if (taken) throw new Failure("conflict", "There is a sender for these mails already. Remove it first.", { customerId: "In the list already." });
    await tx.insert(senders).values({ id, customerId, sender, selector, createdAt: ctx.now });
    await record(tx, ctx, { action: "sender.added", entityId: id, customerId: customerId ?? undefined, after: { sender, selector }, touches: "nobody" });
  });
  return { id };
}

/** Asks DNS about every record. A sender whose records are not all right is not used: mails come from MAIL_FROM then. */
export async function checkSender(ctx: Context, { id, dns }: { id: string; dns: Dns }): Promise<boolean> {
  requirePermission(ctx, "customers.manage");
  const finding = await lookUp(dns, planOf(await getSender(ctx, { id })));
  return ctx.write(async (tx) => {
    const [before] = await tx.select({ isReady: senders.isReady, customerId: senders.customerId }).from(senders).where(eq(senders.id, id));
    if (!before) throw new Failure("not_found", "There is no such sender.");
    const isReady = finding.verdicts === null ? before.isReady : Object.values(finding.verdicts).every((verdict) => verdict.isRight);
    await tx.update(senders).set({ finding, isReady, checkedAt: ctx.now }).where(eq(senders.id, id));
    if (isReady !== before.isReady) await record(tx, ctx, { action: isReady ? "sender.ready" : "sender.failed", entityId: id, customerId: before.customerId ?? undefined, before: { isReady: before.isReady }, after: { isReady }, touches: "nobody" });
    return isReady;
  });
}

export async function removeSender(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const [removed] = await tx.delete(senders).where(eq(senders.id, id)).returning({ sender: senders.sender, customerId: senders.customerId });
    if (!removed) throw new Failure("not_found", "There is no such sender.");
    await record(tx, ctx, { action: "sender.removed", entityId: id, customerId: removed.customerId ?? undefined, before: removed, touches: "nobody" });
  });
}

// Silence of DNS is part of the finding, never an error.
async function lookUp(dns: Dns, plan: SenderPlan): Promise<SenderFinding> {
  try {
    const verdicts: Partial<Record<MailRecord, RecordVerdict>> = {};
    for (const { kind, names } of recordsOf(plan)) verdicts[kind] = await firstVerdict(dns, { kind, names, include: plan.include });
    return { verdicts: verdicts as Record<MailRecord, RecordVerdict>, trouble: null };
  } catch (error) {
    if (error instanceof DnsTrouble) return { verdicts: null, trouble: error.message };
    throw error;
  }
}

async function firstVerdict(dns: Dns, { kind, names, include }: { kind: MailRecord; names: readonly string[]; include: string | null }): Promise<RecordVerdict> {
  let verdict = judgeRecord(kind, { texts: [], include });
  for (const name of names) {
    verdict = judgeRecord(kind, { texts: (await dns.texts(name)).slice(0, mostRecords), include });
    if (verdict.found.length > 0) return verdict;
  }
  return verdict;
}

// What a zone may make us write down.
const mostRecords = 20;

function readSender(text: string): string {
  try {
    const sender = parseSender(text);
    if (!sender.address.endsWith("@localhost")) return formatSender(sender);
  } catch {
    // Said below.
  }
  throw refused({ sender: "Write it as Acme status <status@acme.example>, or the address alone." });
}

function refused(fields: Record<string, string>): Failure {
  return new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", fields);
}
