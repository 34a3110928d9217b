import type { DnsFinding, SenderFinding } from "#lib/hosts/terms";
import { hostStates } from "#lib/hosts/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { customers } from "./customers.ts";

/** A name of somebody's own under which the public page (no customer) or one customer's portal is shown, once DNS says that it is theirs. */
export const hosts = k.table("hosts", {
  id: k.text("id").primaryKey(),
  /** As a browser spells it: lower case, punycode, no port. */
  host: k.text("host").notNull(),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  /** What the TXT record has to say. No secret: everybody may read DNS. */
  challenge: k.text("challenge").notNull(),
  state: k.oneOf("state", hostStates).notNull(),
  finding: k.json<DnsFinding>("finding"),
  checkedAt: k.instant("checked_at"),
  verifiedAt: k.instant("verified_at"),
  /** Since when a verified name's record is gone; the name goes on for a while. */
  lostAt: k.instant("lost_at"),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
}, (t) => [k.uniqueIndex("hosts_host").on(t.host), k.index("hosts_customer").on(t.customerId), k.index("hosts_checked").on(t.checkedAt), k.index("hosts_creator").on(t.createdBy)]);

/** Whom mails about the public page (no customer) or to one customer come from, used once its domain's records are right. */
export const senders = k.table("senders", {
  id: k.text("id").primaryKey(),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  /** As MAIL_FROM is written. */
  sender: k.text("sender").notNull(),
  /** Of the DKIM key. */
  selector: k.text("selector").notNull(),
  isReady: k.bool("is_ready").notNull().default(false),
  finding: k.json<SenderFinding>("finding"),
  checkedAt: k.instant("checked_at"),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("senders_customer").on(t.customerId), k.index("senders_checked").on(t.checkedAt)]);
