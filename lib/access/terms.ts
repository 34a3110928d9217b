export const staffRoles = ["viewer", "responder", "manager", "admin"] as const;
export type StaffRole = (typeof staffRoles)[number];

export const memberRoles = ["viewer", "owner"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** What a key opens. To write is to read too. */
export const scopes = [
  "incidents:read",
  "incidents:write",
  "maintenance:read",
  "maintenance:write",
  "announcements:read",
  "announcements:write",
  "templates:read",
  "templates:write",
  "components:read",
  "components:write",
  "customers:read",
  "customers:write",
  "subscribers:read",
  "subscribers:write",
  "deliveries:read",
  "deliveries:write",
] as const;
export type Scope = (typeof scopes)[number];

/** Calls that one key may make. */
export const callsPerMinute = 600;

/** For whom something is read. Every read takes one; there is no default. */
export type Audience = { kind: "public" } | { kind: "customer"; customerId: string } | { kind: "staff" };

export type Actor =
  | { kind: "anonymous" }
  /** With a key, it is the program that the person gave it to. */
  | { kind: "person"; personId: string; name: string; key?: { id: string; name: string } }
  | { kind: "subscriber"; subscriberId: string }
  | { kind: "system"; job: string };

/** The key of an audience's revision row and of everything kept per audience. */
export function audienceKey(audience: Audience): string {
  return audience.kind === "customer" ? `customer:${audience.customerId}` : audience.kind;
}
