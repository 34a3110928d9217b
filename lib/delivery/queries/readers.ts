import { isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { loadBranding } from "#lib/branding/queries";
import type { MailBrand } from "#lib/branding/terms";
import type { Audience } from "#lib/access/terms";

export interface MailCustomer {
  id: string;
  slug: string;
  name: string;
}

/** With what the mails of an audience are drawn: addresses whole, since a mail is read elsewhere. */
export async function findMailBrand(read: ReadDb, { customerId, portalUrl }: { customerId: string | null; portalUrl: string }): Promise<MailBrand> {
  const { logo, accentLight, accentDark, footerText, footerLinks } = await loadBranding(read, customerId);
  return { logo: logo && { ...logo, url: `${portalUrl}${logo.path}` }, accentLight, accentDark, footerText, footerLinks };
}

export async function listMailCustomers(read: ReadDb): Promise<Map<string, MailCustomer>> {
  const rows = await read.select({ id: customers.id, slug: customers.slug, name: customers.name }).from(customers).where(isNull(customers.archivedAt));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Null is the public. */
export function audienceOf(customerId: string | null): Audience {
  return customerId === null ? { kind: "public" } : { kind: "customer", customerId };
}
