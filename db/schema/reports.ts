import { sql } from "drizzle-orm";
import { statementFiles, statementKinds, statementStates } from "#lib/reports/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { customers } from "./customers.ts";

/** Keys that sign statements; the newest that is not retired signs. Public ones are kept for ever, since what they signed is. */
export const statementKeys = k.table("statement_keys", {
  id: k.text("id").primaryKey(),
  publicKey: k.text("public_key").notNull(),
  /** Sealed; null for one that comes from the environment. */
  privateKey: k.text("private_key"),
  createdAt: k.instant("created_at").notNull(),
  retiredAt: k.instant("retired_at"),
}, (t) => [k.index("statement_keys_created").on(t.createdAt, t.id)]);

/** A customer's report on a period. A draft may be made anew; a released one is never changed. */
export const statements = k.table("statements", {
  id: k.text("id").primaryKey(),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  kind: k.oneOf("kind", statementKinds).notNull(),
  from: k.instant("from_at").notNull(),
  until: k.instant("until_at").notNull(),
  state: k.oneOf("state", statementStates).notNull(),
  /** Customer, period and which amendment it is: a second job for the same month adds nothing. */
  identity: k.text("identity").notNull(),
  /** The statement it takes the place of. */
  amendsId: k.text("amends_id"),
  reason: k.text("reason").notNull().default(""),
  comment: k.text("comment").notNull().default(""),
  /** The canonical text, never parsed and written again. */
  document: k.text("document").notNull(),
  madeAt: k.instant("made_at").notNull(),
  version: k.int("version").notNull().default(1),
  /** When it is released by itself; null: by hand only. */
  releaseDueAt: k.instant("release_due_at"),
  number: k.int("number"),
  seal: k.text("seal"),
  signature: k.text("signature"),
  keyId: k.text("key_id").references(() => statementKeys.id),
  documentHash: k.text("document_hash"),
  releasedAt: k.instant("released_at"),
  releasedByName: k.text("released_by_name"),
  creditConfirmedAt: k.instant("credit_confirmed_at"),
  creditConfirmedByName: k.text("credit_confirmed_by_name"),
}, (t) => [
  k.uniqueIndex("statements_identity").on(t.identity),
  k.uniqueIndex("statements_number").on(t.customerId, t.number),
  k.index("statements_customer").on(t.customerId, t.state, t.until, t.id),
  k.index("statements_state").on(t.state, t.until, t.id),
  k.index("statements_key").on(t.keyId),
  k.index("statements_due").on(t.releaseDueAt).where(sql`state = 'draft' and release_due_at is not null`),
]);

/** Evidence (gzip of its canonical text) and PDF, apart from the rows that lists read. */
export const statementBlobs = k.table("statement_blobs", {
  statementId: k.text("statement_id").notNull().references(() => statements.id, { onDelete: "cascade" }),
  file: k.oneOf("file", statementFiles).notNull(),
  bytes: k.bytes("bytes").notNull(),
}, (t) => [k.primaryKey({ columns: [t.statementId, t.file] })]);

/** A link by which somebody without an account reads one statement, until it expires or is revoked. */
export const statementShares = k.table("statement_shares", {
  id: k.text("id").primaryKey(),
  tokenHash: k.text("token_hash").notNull(),
  lastFour: k.text("last_four").notNull(),
  statementId: k.text("statement_id").notNull().references(() => statements.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  label: k.text("label").notNull(),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
  createdByName: k.text("created_by_name").notNull(),
  expiresAt: k.instant("expires_at").notNull(),
  revokedAt: k.instant("revoked_at"),
}, (t) => [k.uniqueIndex("statement_shares_hash").on(t.tokenHash), k.index("statement_shares_statement").on(t.statementId, t.createdAt), k.index("statement_shares_customer").on(t.customerId), k.index("statement_shares_creator").on(t.createdBy)]);

/** What was agreed on with a customer about service credits, one contract a customer. */
export const contracts = k.table("contracts", {
  customerId: k.text("customer_id").primaryKey().references(() => customers.id, { onDelete: "cascade" }),
  terms: k.json<unknown>("terms").notNull(),
  version: k.int("version").notNull().default(1),
  savedAt: k.instant("saved_at").notNull(),
  savedByName: k.text("saved_by_name").notNull(),
});
