import { eq, inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { brandFiles, brandings } from "#db/schema/branding";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { type Branding, logoTypes, portalOwner } from "./terms.ts";

export type BrandingRow = typeof brandings.$inferSelect;

/** What the pages of an audience are drawn with. */
export async function getBranding(ctx: Context): Promise<Branding> {
  return loadBranding(ctx.read, ctx.audience.kind === "customer" ? ctx.audience.customerId : null);
}

/** The customer's own, where it has chosen; the portal's for the rest. */
export async function loadBranding(read: ReadDb, customerId: string | null): Promise<Branding> {
  const rows = await read.select().from(brandings).where(inArray(brandings.owner, customerId === null ? [portalOwner] : [portalOwner, customerId]));
  const portal = rows.find((row) => row.owner === portalOwner);
  const own = rows.find((row) => row.owner === customerId);
  const logo = [own, portal].find((row) => row?.logo);
  // Colours go together: one theme from here and one from there would be nobody's.
  const colours = [own, portal].find((row) => row?.stylesheet);
  const footer = [own, portal].find((row) => row && (row.footerText !== "" || row.footerLinks.length > 0));
  return {
    logo: logo?.logo ? { path: `/brand/${logo.logo}`, width: logo.logoWidth ?? 1, height: logo.logoHeight ?? 1 } : null,
    stylesheetPath: colours?.stylesheet ? `/brand/${colours.stylesheet}` : null,
    accentLight: colours?.accentLight ?? null,
    accentDark: colours?.accentDark ?? null,
    footerText: footer?.footerText ?? "",
    footerLinks: footer?.footerLinks ?? [],
  };
}

/** What was chosen for one owner alone, for its form. */
export async function findBranding(ctx: Context, owner: string): Promise<BrandingRow | null> {
  requirePermission(ctx, owner === portalOwner ? "portal.manage" : "customers.manage");
  const [row] = await ctx.read.select().from(brandings).where(eq(brandings.owner, owner));
  return row ?? null;
}

/** A logo or a stylesheet. Whoever knows its name has seen a page or a mail that shows it. */
export async function getBrandFile(ctx: Context, name: string): Promise<{ type: string; bytes: Buffer }> {
  const bytes = await findBrandFile(ctx.read, name);
  if (!bytes) throw new Failure("not_found", "There is nothing here.");
  return { type: typeOf(name), bytes };
}

export async function findBrandFile(read: ReadDb, name: string): Promise<Buffer | null> {
  const [file] = await read.select({ bytes: brandFiles.bytes }).from(brandFiles).where(eq(brandFiles.name, name));
  return file ? Buffer.from(file.bytes) : null;
}

function typeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  return ending === "css" ? "text/css; charset=utf-8" : (logoTypes[ending as keyof typeof logoTypes] ?? "application/octet-stream");
}
