import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { identities, memberships, people, staffMembers } from "#db/schema/access";
import { emailDomains } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { domainOf, parseEmailAddress } from "#lib/core/email-address";
import { newId } from "#lib/core/ids";
import { judgeIdentity, type KnownPerson } from "../rules.ts";

/** Who vouches: the team's own provider, or a customer's. */
export type Voucher = { kind: "staff"; domains: readonly string[] } | { kind: "customer"; customerId: string };

export interface VouchedIdentity {
  providerId: string;
  issuer: string;
  voucher: Voucher;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
}

export type Admission = { personId: string } | { refused: string };

/** Decides whether an identity may come in, and links or makes its person. The rules are in `judgeIdentity`. */
// no requirePermission: the provider's signed answer is the permission
export async function admitIdentity(ctx: Context, input: VouchedIdentity): Promise<Admission> {
  return ctx.write(async (tx) => {
    const address = input.email === null ? null : parseEmailAddress(input.email);
    const known = eq(people.email, address ?? "");
    const verdict = judgeIdentity({
      kind: input.voucher.kind,
      claims: { address, isVerified: input.isEmailVerified },
      isDomainVouched: address !== null && (await isVouched(tx, input.voucher, domainOf(address))),
      linked: await findLinked(tx, input),
      addressee: address === null ? null : await findKnown(tx, input.voucher, known),
    });
    if (verdict.verdict === "refuse") return { refused: verdict.reason };
    if (verdict.verdict === "admit") return { personId: verdict.personId };
    const personId = verdict.verdict === "create" ? await createMember(tx, ctx, { ...input, address: address ?? "" }) : verdict.personId;
    await tx.insert(identities).values({ id: newId("idn", ctx.now), personId, provider: input.providerId, issuer: input.issuer, subject: input.subject, createdAt: ctx.now });
    await record(tx, ctx, { action: "identity.linked", entityId: personId, customerId: customerOf(input.voucher), after: { provider: input.providerId }, touches: "nobody" });
    return { personId };
  });
}

async function isVouched(tx: Tx, voucher: Voucher, domain: string): Promise<boolean> {
  if (voucher.kind === "staff") return voucher.domains.includes(domain);
  const found = await tx.select({ domain: emailDomains.domain }).from(emailDomains).where(and(eq(emailDomains.customerId, voucher.customerId), eq(emailDomains.domain, domain)));
  return found.length > 0;
}

async function findLinked(tx: Tx, input: VouchedIdentity): Promise<KnownPerson | null> {
  const [link] = await tx
    .select({ personId: identities.personId })
    .from(identities)
    .where(and(eq(identities.provider, input.providerId), eq(identities.issuer, input.issuer), eq(identities.subject, input.subject)));
  return link ? findKnown(tx, input.voucher, eq(people.id, link.personId)) : null;
}

async function findKnown(tx: Tx, voucher: Voucher, which: ReturnType<typeof eq>): Promise<KnownPerson | null> {
  const [person] = await tx
    .select({ id: people.id, disabledAt: people.disabledAt, staffRole: staffMembers.role, membershipId: memberships.id })
    .from(people)
    .leftJoin(staffMembers, eq(staffMembers.personId, people.id))
    .leftJoin(memberships, and(eq(memberships.personId, people.id), eq(memberships.customerId, customerOf(voucher) ?? "")))
    .where(which);
  if (!person) return null;
  return { id: person.id, isDisabled: person.disabledAt !== null, isStaff: person.staffRole !== null, isMember: person.membershipId !== null };
}

async function createMember(tx: Tx, ctx: Context, input: VouchedIdentity & { address: string }): Promise<string> {
  const customerId = customerOf(input.voucher);
  if (customerId === undefined) throw new Error("Only a customer's provider makes people.");
  const personId = newId("per", ctx.now);
  const name = input.name?.trim().slice(0, 120) || input.address.slice(0, input.address.indexOf("@"));
  await tx.insert(people).values({ id: personId, email: input.address, name, emailVerifiedAt: ctx.now, createdAt: ctx.now });
  await tx.insert(memberships).values({ id: newId("mem", ctx.now), personId, customerId, role: "viewer", createdAt: ctx.now });
  await record(tx, ctx, { action: "member.joined", entityId: personId, customerId, after: { role: "viewer", by: input.providerId }, touches: [{ kind: "customer", customerId }] });
  return personId;
}

function customerOf(voucher: Voucher): string | undefined {
  return voucher.kind === "customer" ? voucher.customerId : undefined;
}
