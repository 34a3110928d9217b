import { Failure } from "#lib/core/failure";
import type { MemberRole, StaffRole } from "./terms.ts";

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

/** Throws `forbidden`, which the edge answers as 404 to whoever may not even know the thing exists. */
export function requirePermission(ctx: { permissions: ReadonlySet<Permission> }, permission: Permission): void {
  if (!ctx.permissions.has(permission)) throw new Failure("forbidden", "Your role does not allow this. Ask an admin of your team for it.");
}
