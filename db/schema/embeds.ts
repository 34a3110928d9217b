import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { customers } from "./customers.ts";

/** A customer's status in its own portal: read only, that customer's scope, in pages of the named origins only. */
export const embedTokens = k.table("embed_tokens", {
  id: k.text("id").primaryKey(),
  tokenHash: k.text("token_hash").notNull(),
  lastFour: k.text("last_four").notNull(),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  label: k.text("label").notNull(),
  /** Of the pages that may frame or fetch it, each as a browser spells it. */
  origins: k.json<string[]>("origins").notNull(),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
  lastUsedAt: k.instant("last_used_at"),
  revokedAt: k.instant("revoked_at"),
}, (t) => [k.uniqueIndex("embed_tokens_hash").on(t.tokenHash), k.index("embed_tokens_customer").on(t.customerId, t.createdAt), k.index("embed_tokens_creator").on(t.createdBy)]);
