import { memberRoles, staffRoles } from "#lib/access/terms";
import { kit as k } from "../kit.ts";
import { customers } from "./customers.ts";

export const people = k.table("people", {
  id: k.text("id").primaryKey(),
  email: k.text("email").notNull(),
  name: k.text("name").notNull(),
  timeZone: k.text("time_zone"),
  emailVerifiedAt: k.instant("email_verified_at"),
  createdAt: k.instant("created_at").notNull(),
  disabledAt: k.instant("disabled_at"),
}, (t) => [k.uniqueIndex("people_email").on(t.email)]);

export const staffMembers = k.table("staff_members", {
  personId: k.text("person_id").primaryKey().references(() => people.id, { onDelete: "cascade" }),
  role: k.oneOf("role", staffRoles).notNull(),
  /** Whether they are mailed when a promise is due or overdue, or an open incident is silent. */
  hearsReminders: k.bool("hears_reminders").notNull().default(true),
  createdAt: k.instant("created_at").notNull(),
});

export const memberships = k.table("memberships", {
  id: k.text("id").primaryKey(),
  personId: k.text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  role: k.oneOf("role", memberRoles).notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("memberships_person_customer").on(t.personId, t.customerId), k.index("memberships_customer").on(t.customerId, t.createdAt, t.id)]);

/** An identity at an OpenID Connect provider, keyed by issuer and subject, never by address. */
export const identities = k.table("identities", {
  id: k.text("id").primaryKey(),
  personId: k.text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  provider: k.text("provider").notNull(),
  issuer: k.text("issuer").notNull(),
  subject: k.text("subject").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("identities_provider_subject").on(t.provider, t.issuer, t.subject), k.index("identities_person").on(t.personId)]);

export const sessions = k.table("sessions", {
  id: k.text("id").primaryKey(),
  tokenHash: k.text("token_hash").notNull(),
  personId: k.text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  userAgent: k.text("user_agent").notNull().default(""),
  method: k.text("method").notNull().default(""),
  createdAt: k.instant("created_at").notNull(),
  lastSeenAt: k.instant("last_seen_at").notNull(),
  expiresAt: k.instant("expires_at").notNull(),
  /** Of the session it was opened from, under a customer's own name: they end together. */
  parentId: k.text("parent_id"),
  /** All it opens, where it was opened under a customer's own name: whoever rules that name could read its cookies. */
  onlyCustomerId: k.text("only_customer_id"),
}, (t) => [k.uniqueIndex("sessions_token").on(t.tokenHash), k.index("sessions_parent").on(t.parentId), k.index("sessions_person").on(t.personId, t.lastSeenAt), k.index("sessions_expiry").on(t.expiresAt)]);

/** The tokens of next-auth's e-mail provider; only their hashes are stored. */
export const verificationTokens = k.table("verification_tokens", {
  identifier: k.text("identifier").notNull(),
  tokenHash: k.text("token_hash").notNull(),
  expiresAt: k.instant("expires_at").notNull(),
}, (t) => [k.primaryKey({ columns: [t.identifier, t.tokenHash] })]);

/** A request for a sign-in link, bound to the browser that asked; the code confirms it where the link cannot be opened. */
export const signInRequests = k.table("sign_in_requests", {
  id: k.text("id").primaryKey(),
  email: k.text("email").notNull(),
  browserHash: k.text("browser_hash").notNull(),
  /** When its link and code were made, which only happens for an address that may sign in. */
  armedAt: k.instant("armed_at"),
  returnTo: k.text("return_to").notNull().default("/"),
  tries: k.int("tries").notNull().default(0),
  createdAt: k.instant("created_at").notNull(),
  expiresAt: k.instant("expires_at").notNull(),
  usedAt: k.instant("used_at"),
}, (t) => [k.index("sign_in_requests_email").on(t.email, t.createdAt), k.index("sign_in_requests_expiry").on(t.expiresAt)]);

/** A customer's own OpenID Connect provider. */
export const identityProviders = k.table("identity_providers", {
  id: k.text("id").primaryKey(),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  issuer: k.text("issuer").notNull(),
  clientId: k.text("client_id").notNull(),
  sealedSecret: k.text("sealed_secret").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("identity_providers_customer").on(t.customerId)]);

/** One-time links: the first admin of an empty portal, invitations. */
export const invitations = k.table("invitations", {
  id: k.text("id").primaryKey(),
  tokenHash: k.text("token_hash").notNull(),
  purpose: k.oneOf("purpose", ["setup"]).notNull(),
  createdAt: k.instant("created_at").notNull(),
  expiresAt: k.instant("expires_at").notNull(),
  usedAt: k.instant("used_at"),
}, (t) => [k.uniqueIndex("invitations_token").on(t.tokenHash)]);

/** What somebody typed into a form that was refused, so that the page can show it again without script. */
export const refusedForms = k.table("refused_forms", {
  id: k.text("id").primaryKey(),
  browserHash: k.text("browser_hash").notNull(),
  values: k.json<Record<string, string | string[]>>("values").notNull(),
  sentence: k.text("sentence").notNull(),
  fields: k.json<Record<string, string>>("fields").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("refused_forms_created").on(t.createdAt)]);
