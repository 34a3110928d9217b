import type { Audience } from "../../access/terms.ts";
import type { Visibility } from "../terms.ts";

/** What one customer has to do with an incident or a maintenance. */
export interface Concern {
  usesAffected: boolean;
  isSelected: boolean;
}

const unconcerned: Concern = { usesAffected: false, isSelected: false };

/** Staff see everything, everybody sees what is public, a customer what concerns it. Every query filters by this rule in SQL. */
export function canSee(visibility: Visibility, audience: Audience, concern: Concern = unconcerned): boolean {
  if (audience.kind === "staff") return true;
  switch (visibility) {
    case "public": return true;
    case "affected": return audience.kind === "customer" && concern.usesAffected;
    case "selected": return audience.kind === "customer" && concern.isSelected;
    case "internal": return false;
  }
}

export interface Addressed {
  visibility: Visibility;
  /** Every component it ever touched. */
  componentIds: readonly string[];
  /** The customers a `selected` one names. */
  customerIds: readonly string[];
}

export interface ComponentUser {
  id: string;
  usedComponentIds: readonly string[];
}

export function concernOf(incident: Addressed, customer: ComponentUser): Concern {
  const used = new Set(customer.usedComponentIds);
  return { usesAffected: incident.componentIds.some((id) => used.has(id)), isSelected: incident.customerIds.includes(customer.id) };
}

/** The customers that will see it, for the composer's live list and as the oracle of tests. */
export function visibleTo<T extends ComponentUser>(incident: Addressed, customers: readonly T[]): T[] {
  return customers.filter((customer) => canSee(incident.visibility, { kind: "customer", customerId: customer.id }, concernOf(incident, customer)));
}
