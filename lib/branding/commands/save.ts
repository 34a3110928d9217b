import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { brandFiles, brandings } from "#db/schema/branding";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { sha256 } from "#lib/platform/crypto";
import type { SaveBranding } from "../input.ts";
import { readLogo } from "../rules/logo.ts";
import { stylesheetOf } from "../rules/stylesheet.ts";
import { portalOwner } from "../terms.ts";

/** How the portal looks to everybody, and to customers that have not chosen for themselves. */
export async function savePortalBranding(ctx: Context, input: SaveBranding): Promise<void> {
  requirePermission(ctx, "portal.manage");
  await ctx.write((tx) => save(tx, ctx, { ...input, owner: portalOwner }));
}

/** How one customer's pages and mails look. */
export async function saveCustomerBranding(ctx: Context, { id, ...input }: SaveBranding & { id: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const [customer] = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, id));
    if (!customer) throw new Failure("not_found", "This customer does not exist.");
    await save(tx, ctx, { ...input, owner: customer.id });
  });
}

type Wanted = SaveBranding & { owner: string };

async function save(tx: Tx, ctx: Context, wanted: Wanted): Promise<void> {
  const [before] = await tx.select().from(brandings).where(eq(brandings.owner, wanted.owner));
  if ((before?.version ?? 0) !== wanted.version) throw new Failure("conflict", "Somebody else changed this while you were looking. See what it is now, and save again.", { version: "Changed meanwhile." });
  const { accentLight, accentDark, footerText, footerLinks } = wanted;
  const logo = await logoOf(tx, ctx, { wanted, before });
  const stylesheet = await keepStylesheet(tx, ctx, { accentLight, accentDark });
  const after = { accentLight, accentDark, footerText, footerLinks, ...logo, stylesheet, version: wanted.version + 1, updatedAt: ctx.now };
  await tx.insert(brandings).values({ owner: wanted.owner, ...after }).onConflictDoUpdate({ target: brandings.owner, set: after });
  await record(tx, ctx, {
    action: "branding.saved",
    entityId: wanted.owner,
    before: before ?? null,
    after,
    touches: wanted.owner === portalOwner ? "everybody" : [{ kind: "customer", customerId: wanted.owner }],
  });
}

async function logoOf(tx: Tx, ctx: Context, { wanted, before }: { wanted: Wanted; before: typeof brandings.$inferSelect | undefined }) {
  if (wanted.logo === null) return wanted.removesLogo || !before ? { logo: null, logoWidth: null, logoHeight: null } : { logo: before.logo, logoWidth: before.logoWidth, logoHeight: before.logoHeight };
  const read = readLogo(wanted.logo);
  if ("refusal" in read) throw new Failure("invalid", "This cannot be saved yet. See the marked field.", { logo: read.refusal });
  return { logo: await keepFile(tx, ctx, { bytes: wanted.logo, ending: read.type }), logoWidth: read.width, logoHeight: read.height };
}

async function keepStylesheet(tx: Tx, ctx: Context, colours: { accentLight: string | null; accentDark: string | null }): Promise<string | null> {
  const style = stylesheetOf(colours);
  return style === null ? null : keepFile(tx, ctx, { bytes: Buffer.from(style), ending: "css" });
}

// Earlier files stay: mails that were sent, and copies of pages, name them still.
async function keepFile(tx: Tx, ctx: Context, { bytes, ending }: { bytes: Buffer; ending: string }): Promise<string> {
  const name = `${sha256(bytes)}.${ending}`;
  await tx.insert(brandFiles).values({ name, bytes, createdAt: ctx.now }).onConflictDoNothing();
  return name;
}
