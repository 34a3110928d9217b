import { kit as k } from "../kit.ts";
import { people } from "./access.ts";

/** What a program proves itself with. It acts for its maker, with the role the maker has then, and no further than its scopes. */
export const apiKeys = k.table("api_keys", {
  id: k.text("id").primaryKey(),
  tokenHash: k.text("token_hash").notNull(),
  lastFour: k.text("last_four").notNull(),
  name: k.text("name").notNull(),
  personId: k.text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  scopes: k.json<string[]>("scopes").notNull(),
  createdAt: k.instant("created_at").notNull(),
  expiresAt: k.instant("expires_at").notNull(),
  lastUsedAt: k.instant("last_used_at"),
  revokedAt: k.instant("revoked_at"),
}, (t) => [k.uniqueIndex("api_keys_hash").on(t.tokenHash), k.index("api_keys_created").on(t.createdAt, t.id), k.index("api_keys_person").on(t.personId)]);

/** What a write by a key was answered, by the caller's own name for the request: written in the transaction of the write. */
export const apiAnswers = k.table("api_answers", {
  keyId: k.text("key_id").notNull().references(() => apiKeys.id, { onDelete: "cascade" }),
  idempotencyKey: k.text("idempotency_key").notNull(),
  /** Of the operation, its path and its body. */
  requestHash: k.text("request_hash").notNull(),
  status: k.int("status").notNull(),
  body: k.text("body").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.primaryKey({ columns: [t.keyId, t.idempotencyKey] }), k.index("api_answers_created").on(t.createdAt)]);
