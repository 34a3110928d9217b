import type { Actor, MemberRole, StaffRole } from "#lib/access/terms";
import { DAY, MINUTE } from "#lib/core/time";

/** A sign-in link and its code. */
export const linkLifeMs = 15 * MINUTE;
export const codeTries = 5;
/** Mails to one address: enough to try again, too few to bury a mailbox or to guess a code by asking often. */
export const mailsPerLinkLife = 3;
export const mailsPerDay = 10;

export const sessionLifeMs = 30 * DAY;
/** From the portal's own name to another of its names. */
export const ticketLifeMs = MINUTE;
export const setupLinkLifeMs = DAY;

/** Where somebody lands who asked for no page in particular. */
export const defaultReturnPath = "/switch";

const nowhere = "http://portal.invalid";
const neverReturnTo = /^\/(api|sign-in|sign-out|setup)(\/|$|\?|#)/;

/**
 * The path to go on to after signing in, or the default for anything that is not a plain path of this portal.
 * What a browser would read as another host (`//x`, `/\x`, a tab in the middle) is caught by reading it as a browser does.
 */
export function safeReturnPath(text: string | null | undefined): string {
  if (!text || text.length > 500 || !/^\/(?![/\\])/.test(text) || /[^\u0021-\u007e]|\\/.test(text)) return defaultReturnPath;
  if (!URL.canParse(text, nowhere)) return defaultReturnPath;
  const url = new URL(text, nowhere);
  // After `..` is resolved the path may begin with two slashes, which a browser reads as a host.
  if (url.origin !== nowhere || url.pathname.startsWith("//") || neverReturnTo.test(url.pathname)) return defaultReturnPath;
  return `${url.pathname}${url.search}${url.hash}`;
}

export interface Standing {
  staffRole: StaffRole | null;
  memberships: readonly { slug: string; customerName: string; role: MemberRole }[];
}

export interface Place {
  name: string;
  role: StaffRole | MemberRole;
  href: string;
}

/** Everything a person may open: the console first, then their customers. */
export function placesOf(standing: Standing, portalName: string): Place[] {
  const customers = standing.memberships.map(({ slug, customerName, role }) => ({ name: customerName, role, href: `/c/${slug}` }));
  return standing.staffRole ? [{ name: `${portalName} console`, role: standing.staffRole, href: "/admin" }, ...customers] : customers;
}

/** Who invites, as the invitation says it; null when it was the portal itself. */
export function inviterOf(actor: Actor): string | null {
  return actor.kind === "person" ? actor.name : null;
}

/** What portal.js shows of whoever looks. */
export function describeMe(person: Standing & { name: string }) {
  const customers = person.memberships.flatMap(({ slug, customerName, role }) => [
    { name: customerName, href: `/c/${slug}` },
    ...(role === "owner" ? [{ name: `${customerName}: members`, href: `/c/${slug}/settings` }] : []),
  ]);
  return { name: person.name, customers, staff: person.staffRole !== null, accountHref: "/account" };
}

const roles: Record<StaffRole | MemberRole, string> = { viewer: "a viewer", owner: "an owner", responder: "a responder", manager: "a manager", admin: "an admin" };

/** A role as it stands in a sentence. */
export function roleInWords(role: StaffRole | MemberRole): string {
  return roles[role];
}

/** The words of a provider's claims that count. */
export interface Claims {
  /** In the one form of lib/core/email-address, or null. */
  address: string | null;
  isVerified: boolean;
}

export interface KnownPerson {
  id: string;
  isDisabled: boolean;
  isStaff: boolean;
  /** Of the customer whose provider vouches. */
  isMember: boolean;
}

export interface IdentityFacts {
  kind: "staff" | "customer";
  claims: Claims;
  isDomainVouched: boolean;
  /** Whoever this issuer and subject stood for before. */
  linked: KnownPerson | null;
  /** Whoever has the verified address. */
  addressee: KnownPerson | null;
}

export type IdentityVerdict = { verdict: "admit" | "link"; personId: string } | { verdict: "create" } | { verdict: "refuse"; reason: string };

/**
 * Whether an identity opens this portal, and as whom. A customer's provider speaks for that customer only: never for staff, never for
 * somebody who is not (or no longer) a member, never for an address outside the customer's own domains. Staff are never made by it.
 */
export function judgeIdentity(facts: IdentityFacts): IdentityVerdict {
  const refuse = (reason: string): IdentityVerdict => ({ verdict: "refuse", reason });
  if (!facts.claims.address) return refuse("no usable address");
  if (!facts.claims.isVerified) return refuse("the address is not verified");
  if (!facts.isDomainVouched) return refuse("the domain is not vouched for");
  const person = facts.linked ?? facts.addressee;
  if (!person) return facts.kind === "customer" ? { verdict: "create" } : refuse("not on the team");
  if (person.isDisabled) return refuse("disabled");
  if (facts.kind === "staff" && !person.isStaff) return refuse("not on the team");
  if (facts.kind === "customer" && person.isStaff) return refuse("staff do not sign in through a customer");
  if (facts.kind === "customer" && !person.isMember) return refuse("not a member");
  return { verdict: facts.linked ? "admit" : "link", personId: person.id };
}

/** The address that a provider sends people back to; it must be registered there. */
export function callbackUrlOf(appUrl: string, providerId: string): string {
  return new URL(`/api/auth/callback/${providerId}`, appUrl).href;
}

/** A customer's own sign-in page. Its id cannot be guessed, so nobody can try whose provider is set up here. */
export function companySignInPath(providerId: string): string {
  return `/sign-in/company/${providerId}`;
}

export const staffProviderId = "staff";

/** One-click sign-ins exist for the demo's cast alone, on a portal that only its own machine can reach. */
export function isDemoSignInOpen(input: { isDemo: boolean; isLoopback: boolean }): boolean {
  return input.isDemo && input.isLoopback;
}

/** The cast lives under a domain that no mailbox can have, so a real person's record can never be opened with one click. */
export function isDemoAddress(address: string): boolean {
  return address.endsWith(".example");
}

/** "Firefox on Linux": enough to recognise a session by. */
export function describeDevice(userAgent: string): string {
  const browser = /Edg\//.test(userAgent) ? "Edge" : /OPR\//.test(userAgent) ? "Opera" : /Firefox\//.test(userAgent) ? "Firefox" : /Chrome\//.test(userAgent) ? "Chrome" : /Safari\//.test(userAgent) ? "Safari" : null;
  const system = /iPhone|iPad/.test(userAgent) ? "iOS" : /Android/.test(userAgent) ? "Android" : /Windows/.test(userAgent) ? "Windows" : /Mac OS X/.test(userAgent) ? "macOS" : /Linux/.test(userAgent) ? "Linux" : null;
  if (!browser && !system) return "Unknown device";
  return [browser ?? "A browser", system && `on ${system}`].filter(Boolean).join(" ");
}

export function timeZoneOptions(): { value: string; label: string }[] {
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
  return [{ value: "", label: "Same as the page" }, ...zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))];
}

export const staffRoleOptions: { value: StaffRole; label: string }[] = [
  { value: "viewer", label: "Viewer: sees the console" },
  { value: "responder", label: "Responder: posts incidents and maintenance" },
  { value: "manager", label: "Manager: also edits, components and customers" },
  { value: "admin", label: "Admin: also people and the portal" },
];
