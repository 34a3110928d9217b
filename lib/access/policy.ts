import { consolePolicies } from "./policy/console.ts";
import { machinePolicies } from "./policy/machines.ts";
import { readerPolicies } from "./policy/readers.ts";
import type { Policy } from "./policy/requirement.ts";

export type { Policy, Requirement } from "./policy/requirement.ts";

/**
 * Who may call what. The table is enforced (`route`, the gates) and turned into the access matrix test;
 * a route in the build that is missing here fails that test.
 */
export const policies = { ...readerPolicies, ...consolePolicies, ...machinePolicies };

export type PolicyId = keyof typeof policies;

export function policyOf(id: PolicyId): Policy {
  return policies[id];
}
