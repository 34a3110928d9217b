import { kit as k } from "../kit.ts";

export const auditEntries = k.table("audit_entries", {
  id: k.text("id").primaryKey(),
  at: k.instant("at").notNull(),
  actorKind: k.text("actor_kind").notNull(),
  actorId: k.text("actor_id"),
  action: k.text("action").notNull(),
  entityId: k.text("entity_id").notNull(),
  customerId: k.text("customer_id"),
  before: k.json<unknown>("before"),
  after: k.json<unknown>("after"),
  requestId: k.text("request_id").notNull(),
}, (t) => [k.index("audit_entries_at").on(t.at, t.id), k.index("audit_entries_entity").on(t.entityId, t.at, t.id), k.index("audit_entries_action").on(t.action, t.at, t.id), k.index("audit_entries_actor").on(t.actorId, t.at, t.id), k.index("audit_entries_customer").on(t.customerId, t.at, t.id), k.index("audit_entries_request").on(t.requestId, t.at, t.id)]);

/** Raised in the transaction that changes anything the audience can see; `everybody` counts for all. */
export const audienceRevisions = k.table("audience_revisions", {
  audience: k.text("audience").primaryKey(),
  revision: k.int("revision").notNull(),
});
