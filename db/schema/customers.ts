import { customerTiers, journeyCriticalities, languages } from "#lib/customers/terms";
import { kit as k } from "../kit.ts";
import { components } from "./catalog.ts";

export const customers = k.table("customers", {
  id: k.text("id").primaryKey(),
  slug: k.text("slug").notNull(),
  name: k.text("name").notNull(),
  tier: k.oneOf("tier", customerTiers).notNull(),
  timeZone: k.text("time_zone").notNull(),
  language: k.oneOf("language", languages).notNull().default("en"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  archivedAt: k.instant("archived_at"),
}, (t) => [k.uniqueIndex("customers_slug").on(t.slug), k.index("customers_name").on(t.name, t.id)]);

/** What a customer uses, under its own name and in its own order where it has set them. */
export const customerComponents = k.table("customer_components", {
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
  ownName: k.text("own_name"),
  position: k.int("position"),
}, (t) => [k.primaryKey({ columns: [t.customerId, t.componentId] }), k.index("customer_components_component").on(t.componentId)]);

export const journeys = k.table("journeys", {
  id: k.text("id").primaryKey(),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  name: k.text("name").notNull(),
  description: k.text("description").notNull().default(""),
  criticality: k.oneOf("criticality", journeyCriticalities).notNull(),
  position: k.int("position").notNull().default(0),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("journeys_customer").on(t.customerId, t.position)]);

export const journeyComponents = k.table("journey_components", {
  journeyId: k.text("journey_id").notNull().references(() => journeys.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.journeyId, t.componentId] }), k.index("journey_components_component").on(t.componentId)]);

/** Domains whose verified addresses a customer's own sign-in may vouch for. */
export const emailDomains = k.table("email_domains", {
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  domain: k.text("domain").notNull(),
}, (t) => [k.primaryKey({ columns: [t.customerId, t.domain] }), k.uniqueIndex("email_domains_domain").on(t.domain)]);
