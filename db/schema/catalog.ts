import { componentStates, componentVisibilities } from "#lib/catalog/terms";
import { kit as k } from "../kit.ts";

export const componentGroups = k.table("component_groups", {
  id: k.text("id").primaryKey(),
  name: k.text("name").notNull(),
  description: k.text("description").notNull().default(""),
  position: k.int("position").notNull().default(0),
  externalId: k.text("external_id"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("component_groups_external").on(t.externalId)]);

export const components = k.table("components", {
  id: k.text("id").primaryKey(),
  groupId: k.text("group_id").references(() => componentGroups.id, { onDelete: "set null" }),
  name: k.text("name").notNull(),
  description: k.text("description").notNull().default(""),
  position: k.int("position").notNull().default(0),
  state: k.oneOf("state", componentStates).notNull().default("operational"),
  visibility: k.oneOf("visibility", componentVisibilities).notNull().default("public"),
  showsHistory: k.bool("shows_history").notNull().default(true),
  startedAt: k.instant("started_at").notNull(),
  externalId: k.text("external_id"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  archivedAt: k.instant("archived_at"),
}, (t) => [k.index("components_group").on(t.groupId, t.position), k.uniqueIndex("components_external").on(t.externalId)]);
