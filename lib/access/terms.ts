export const staffRoles = ["viewer", "responder", "manager", "admin"] as const;
export type StaffRole = (typeof staffRoles)[number];

export const memberRoles = ["viewer", "owner"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** For whom something is read. Every read takes one; there is no default. */
export type Audience = { kind: "public" } | { kind: "customer"; customerId: string } | { kind: "staff" };

export type Actor =
  | { kind: "anonymous" }
  | { kind: "person"; personId: string; name: string }
  | { kind: "subscriber"; subscriberId: string }
  | { kind: "system"; job: string };

/** The key of an audience's revision row and of everything kept per audience. */
export function audienceKey(audience: Audience): string {
  return audience.kind === "customer" ? `customer:${audience.customerId}` : audience.kind;
}
