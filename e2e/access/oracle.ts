import type { Policy } from "#lib/access/policy";
import type { Permission } from "#lib/access/permissions";
import type { Reader } from "./canaries.ts";

/**
 * Who may do what, written a second time and on purpose: this table is compared with what the portal does,
 * so a slip in lib/access/permissions.ts does not pass as a rule.
 */
const staffMay = {
  viewer: ["console.read", "customer.read", "own.manage"],
  responder: ["console.read", "customer.read", "own.manage", "incidents.post", "maintenance.post", "announcements.post"],
  manager: [
    "console.read", "customer.read", "own.manage", "incidents.post", "maintenance.post", "announcements.post",
    "incidents.edit", "templates.manage", "catalog.manage", "customers.manage", "customers.import", "slos.manage", "subscribers.manage", "deliveries.replay",
  ],
  admin: [
    "console.read", "customer.read", "own.manage", "incidents.post", "maintenance.post", "announcements.post",
    "incidents.edit", "templates.manage", "catalog.manage", "customers.manage", "customers.import", "slos.manage", "subscribers.manage", "deliveries.replay",
    "people.manage", "portal.manage",
  ],
} satisfies Record<string, Permission[]>;

const memberMay = {
  viewer: ["customer.read", "customer.subscribe", "customer.reply", "own.manage"],
  owner: ["customer.read", "customer.subscribe", "customer.reply", "customer.manage_members", "own.manage"],
} satisfies Record<string, Permission[]>;

export interface ActorRole {
  name: string;
  staff?: keyof typeof staffMay;
  member?: { of: "A" | "B"; as: keyof typeof memberMay };
  /** Sends a feed's or a subscriber's token, or an API key, where a session would be: worth nothing anywhere. */
  bearer?: "subscriber" | "api key";
}

export const actorRoles: ActorRole[] = [
  { name: "anonymous" },
  { name: "viewer of A", member: { of: "A", as: "viewer" } },
  { name: "owner of A", member: { of: "A", as: "owner" } },
  { name: "owner of B", member: { of: "B", as: "owner" } },
  { name: "staff viewer", staff: "viewer" },
  { name: "responder", staff: "responder" },
  { name: "manager", staff: "manager" },
  { name: "admin", staff: "admin" },
  { name: "subscriber by token", bearer: "subscriber" },
  { name: "API key", bearer: "api key" },
];

/** The groups of readers an actor is in, wherever it looks. */
export function readersOf(actor: ActorRole): Reader[] {
  const own = `person:${actor.name}`;
  if (actor.staff) return ["public", "A", "A.owner", "B", "B.owner", "staff", own, ...(actor.staff === "admin" ? ["admin"] : [])];
  if (!actor.member) return ["public"];
  const { of, as } = actor.member;
  return ["public", of, own, ...(as === "owner" ? [`${of}.owner`] : [])];
}

export type Decision = "allowed" | "sign in" | "not found" | "no key";

/** What the table of policies means for an actor; `of` is the customer in the address. */
export function decide(policy: Policy, actor: ActorRole, of: "A" | "B" | null): Decision {
  const { requirement } = policy;
  const isSignedIn = Boolean(actor.staff ?? actor.member);
  switch (requirement.who) {
    case "anyone":
    case "subscriber":
    case "feed":
    case "provider":
    case "embed":
    case "share":
      return "allowed";
    // None of these actors holds a key: neither a session nor another token opens what is for programs.
    case "key":
      return "no key";
    case "person":
      return isSignedIn ? "allowed" : "sign in";
    case "staff":
      return isSignedIn ? verdict(actor.staff, requirement.permission) : "sign in";
    case "customer": {
      if (!isSignedIn) return "sign in";
      const isMember = actor.member && actor.member.of === of;
      return isMember ? has(memberMay[actor.member?.as ?? "viewer"], requirement.permission) : verdict(of && actor.staff, requirement.permission);
    }
  }
}

function verdict(role: keyof typeof staffMay | null | undefined, permission: Permission): Decision {
  return role ? has(staffMay[role], permission) : "not found";
}

function has(list: readonly Permission[], permission: Permission): Decision {
  return list.includes(permission) ? "allowed" : "not found";
}
