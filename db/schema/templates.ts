import { sql } from "drizzle-orm";
import { templateKinds } from "#lib/templates/terms";
import { kit as k } from "../kit.ts";

/** Words and choices prepared for a quiet hour, used from the composer in a loud one. */
export const templates = k.table("templates", {
  id: k.text("id").primaryKey(),
  kind: k.oneOf("kind", templateKinds).notNull(),
  name: k.text("name").notNull(),
  /** What is typed after a slash in the composer. */
  shortcut: k.text("shortcut").notNull(),
  title: k.text("title").notNull().default(""),
  body: k.text("body").notNull(),
  /** State, visibility, customers, components with states, promise: what else it fills in. */
  choices: k.json<Record<string, unknown>>("choices").notNull(),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  updatedAt: k.instant("updated_at").notNull(),
  archivedAt: k.instant("archived_at"),
}, (t) => [k.uniqueIndex("templates_shortcut").on(t.kind, t.shortcut).where(sql`archived_at is null`), k.index("templates_kind").on(t.kind, t.name, t.id)]);
