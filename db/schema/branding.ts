import type { FooterLink } from "#lib/branding/terms";
import { kit as k } from "../kit.ts";

/** How the portal looks (`owner` is "portal"), or one customer's pages (the customer's id), as far as that was chosen. */
export const brandings = k.table("brandings", {
  owner: k.text("owner").primaryKey(),
  /** #rrggbb. */
  accentLight: k.text("accent_light"),
  accentDark: k.text("accent_dark"),
  /** Name of a file; so is the stylesheet that the colours make. */
  logo: k.text("logo"),
  logoWidth: k.int("logo_width"),
  logoHeight: k.int("logo_height"),
  stylesheet: k.text("stylesheet"),
  footerText: k.text("footer_text").notNull().default(""),
  footerLinks: k.json<FooterLink[]>("footer_links").notNull(),
  version: k.int("version").notNull().default(1),
  updatedAt: k.instant("updated_at").notNull(),
});

/** Files that pages and mails name by what is in them: one is never changed. */
export const brandFiles = k.table("brand_files", {
  /** Hash and ending: "3f…9c.png". */
  name: k.text("name").primaryKey(),
  bytes: k.bytes("bytes").notNull(),
  createdAt: k.instant("created_at").notNull(),
});
