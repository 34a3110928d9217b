import { and, eq, exists, or, sql, type SQL } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents } from "#db/schema/customers";
import type { Audience } from "#lib/access/terms";

/** The condition on `components` that holds for what an audience may know of: a `users` component exists only for its users. */
export function visibleComponents(read: ReadDb, audience: Audience): SQL {
  const isPublic = eq(components.visibility, "public");
  if (audience.kind === "staff") return sql`1 = 1`;
  if (audience.kind === "public") return isPublic;
  const uses = read
    .select({ one: sql`1` })
    .from(customerComponents)
    .where(and(eq(customerComponents.componentId, components.id), eq(customerComponents.customerId, audience.customerId)));
  return or(isPublic, exists(uses)) ?? isPublic;
}
