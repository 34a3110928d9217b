CREATE TABLE "delivery_renditions" (
	"id" text PRIMARY KEY NOT NULL,
	"update_id" text NOT NULL,
	"customer_id" text,
	"time_zone" text NOT NULL,
	"letter" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_paces" (
	"provider" text PRIMARY KEY NOT NULL,
	"turn_at" double precision NOT NULL,
	"free_at" double precision NOT NULL,
	"quiet_until" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_reach" (
	"incident_id" text NOT NULL,
	"key" text NOT NULL,
	"started_at" bigint NOT NULL,
	"active_until" bigint NOT NULL,
	"told_at" bigint,
	CONSTRAINT "incident_reach_incident_id_key_pk" PRIMARY KEY("incident_id","key")
);
--> statement-breakpoint
CREATE TABLE "incident_texts" (
	"position" bigint PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"customer_id" text,
	"words" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "deliveries_due";--> statement-breakpoint
DROP INDEX "deliveries_batch";--> statement-breakpoint
DROP INDEX "drafts_updated";--> statement-breakpoint
DROP INDEX "memberships_customer";--> statement-breakpoint
DROP INDEX "sessions_person";--> statement-breakpoint
DROP INDEX "audit_entries_entity";--> statement-breakpoint
DROP INDEX "customers_name";--> statement-breakpoint
DROP INDEX "deliveries_subscriber";--> statement-breakpoint
DROP INDEX "impact_intervals_incident";--> statement-breakpoint
DROP INDEX "incidents_open";--> statement-breakpoint
DROP INDEX "promises_open";--> statement-breakpoint
DROP INDEX "maintenances_scheduled";--> statement-breakpoint
DROP INDEX "subscriptions_incident";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "lane" text DEFAULT '1:' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "rendition_id" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "link_version" bigint;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD CONSTRAINT "delivery_renditions_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD CONSTRAINT "delivery_renditions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_reach" ADD CONSTRAINT "incident_reach_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_texts" ADD CONSTRAINT "incident_texts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_texts" ADD CONSTRAINT "incident_texts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_renditions_update" ON "delivery_renditions" USING btree ("update_id");--> statement-breakpoint
CREATE INDEX "delivery_renditions_customer" ON "delivery_renditions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "incident_reach_started" ON "incident_reach" USING btree ("key","started_at","incident_id");--> statement-breakpoint
CREATE INDEX "incident_reach_active" ON "incident_reach" USING btree ("key","active_until","incident_id");--> statement-breakpoint
CREATE INDEX "incident_reach_told" ON "incident_reach" USING btree ("key","told_at","incident_id");--> statement-breakpoint
CREATE INDEX "incident_texts_incident" ON "incident_texts" USING btree ("incident_id","customer_id");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_customer" ON "audit_entries" USING btree ("customer_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_request" ON "audit_entries" USING btree ("request_id","at","id");--> statement-breakpoint
CREATE INDEX "deliveries_fresh" ON "deliveries" USING btree ("lane","due_at","id") WHERE state = 'queued' and batch_id is null;--> statement-breakpoint
CREATE INDEX "deliveries_in_hand" ON "deliveries" USING btree ("due_at") WHERE state in ('queued', 'sending') and batch_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_asked_for" ON "deliveries" USING btree ("address","created_at") WHERE kind = 'personal';--> statement-breakpoint
CREATE INDEX "deliveries_personal" ON "deliveries" USING btree ("created_at") WHERE message is not null;--> statement-breakpoint
CREATE INDEX "deliveries_unsent" ON "deliveries" USING btree ("state","created_at","id") WHERE state in ('queued','superseded','suppressed','dead','unknown');--> statement-breakpoint
CREATE INDEX "drafts_open" ON "drafts" USING btree ("updated_at","id") WHERE published_as is null;--> statement-breakpoint
CREATE INDEX "impact_intervals_open" ON "impact_intervals" USING btree ("component_id") WHERE until_at is null;--> statement-breakpoint
CREATE INDEX "incidents_resolved" ON "incidents" USING btree ("started_at","id") WHERE resolved_at is not null;--> statement-breakpoint
CREATE INDEX "incidents_imported" ON "incidents" USING btree ("started_at","id") WHERE external_url is not null;--> statement-breakpoint
CREATE INDEX "maintenances_coming" ON "maintenances" USING btree ("scheduled_for","id") WHERE state in ('scheduled','in_progress','verifying');--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("created_at") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "subscribers_audience" ON "subscribers" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "subscribers_created" ON "subscribers" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "memberships_customer" ON "memberships" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id","last_seen_at");--> statement-breakpoint
CREATE INDEX "audit_entries_entity" ON "audit_entries" USING btree ("entity_id","at","id");--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "deliveries_subscriber" ON "deliveries" USING btree ("subscriber_id","incident_id");--> statement-breakpoint
CREATE INDEX "impact_intervals_incident" ON "impact_intervals" USING btree ("incident_id","until_at");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("started_at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "promises_open" ON "promises" USING btree ("due_at","id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "maintenances_scheduled" ON "maintenances" USING btree ("scheduled_for","id");--> statement-breakpoint
CREATE INDEX "subscriptions_incident" ON "subscriptions" USING btree ("incident_id","subscriber_id");