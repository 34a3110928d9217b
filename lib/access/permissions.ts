import { Failure } from "#lib/core/failure";
import type { MemberRole, Scope, StaffRole } from "./terms.ts";

/** What a role may do. Pages, commands and the UI ask here; nothing else decides. */
export const permissions = [
  "console.read",
  "incidents.post",
  "incidents.edit",
  "maintenance.post",
  "announcements.post",
  "templates.manage",
  "catalog.manage",
  "customers.manage",
  "customers.import",
  "slos.manage",
  "subscribers.manage",
  "deliveries.replay",
  "people.manage",
  "portal.manage",
  "customer.read",
  "customer.subscribe",
  "customer.reply",
  "customer.manage_members",
  "own.manage",
] as const;
export type Permission = (typeof permissions)[number];

const viewer: Permission[] = ["console.read", "customer.read", "own.manage"];
const responder: Permission[] = [...viewer, "incidents.post", "maintenance.post", "announcements.post"];
const manager: Permission[] = [...responder, "incidents.edit", "templates.manage", "catalog.manage", "customers.manage", "customers.import", "slos.manage", "subscribers.manage", "deliveries.replay"];
const admin: Permission[] = [...manager, "people.manage", "portal.manage"];

export const staffPermissions: Record<StaffRole, readonly Permission[]> = { viewer, responder, manager, admin };

export const memberPermissions: Record<MemberRole, readonly Permission[]> = {
  viewer: ["customer.read", "customer.subscribe", "customer.reply", "own.manage"],
  owner: ["customer.read", "customer.subscribe", "customer.reply", "customer.manage_members", "own.manage"],
};

/** What each scope lets a key do, beside reading the console. Nothing of a person's own, and nothing that only admins do. */
const scopePermissions: Record<Scope, readonly Permission[]> = {
  "incidents:read": [],
  "incidents:write": ["incidents.post", "incidents.edit"],
  "maintenance:read": [],
  "maintenance:write": ["maintenance.post"],
  "announcements:read": [],
  "announcements:write": ["announcements.post"],
  "templates:read": [],
  "templates:write": ["templates.manage"],
  "components:read": [],
  "components:write": ["catalog.manage"],
  "customers:read": [],
  "customers:write": ["customers.manage"],
  "subscribers:read": [],
  "subscribers:write": ["subscribers.manage"],
  "deliveries:read": [],
  "deliveries:write": ["deliveries.replay"],
};

/** What a key may do: what its scopes name, of what its maker's role allows now. */
export function keyPermissions(role: StaffRole | null, granted: readonly Scope[]): readonly Permission[] {
  if (role === null) return [];
  const wanted = new Set<Permission>(["console.read", ...granted.flatMap((scope) => scopePermissions[scope])]);
  return staffPermissions[role].filter((permission) => wanted.has(permission));
}

/** Whether a key with these scopes may be asked for something that needs this one. */
export function opens(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || (needed.endsWith(":read") && granted.includes(needed.replace(":read", ":write") as Scope));
}

/** Throws `forbidden`, which the edge answers as 404 to whoever may not even know the thing exists. */
export function requirePermission(ctx: { permissions: ReadonlySet<Permission> }, permission: Permission): void {
  if (!ctx.permissions.has(permission)) throw new Failure("forbidden", "Your role does not allow this. Ask an admin of your team for it.");
}
