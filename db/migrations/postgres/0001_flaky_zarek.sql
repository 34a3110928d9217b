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
DROP INDEX "deliveries_due";--> statement-breakpoint
DROP INDEX "deliveries_batch";--> statement-breakpoint
DROP INDEX "deliveries_subscriber";--> statement-breakpoint
DROP INDEX "subscriptions_incident";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "lane" text DEFAULT '1:' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "rendition_id" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "link_version" bigint;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD CONSTRAINT "delivery_renditions_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD CONSTRAINT "delivery_renditions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_renditions_update" ON "delivery_renditions" USING btree ("update_id");--> statement-breakpoint
CREATE INDEX "delivery_renditions_customer" ON "delivery_renditions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "deliveries_fresh" ON "deliveries" USING btree ("lane","due_at","id") WHERE state = 'queued' and batch_id is null;--> statement-breakpoint
CREATE INDEX "deliveries_in_hand" ON "deliveries" USING btree ("due_at") WHERE state in ('queued', 'sending') and batch_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_failed" ON "deliveries" USING btree ("created_at","id") WHERE state in ('dead', 'unknown');--> statement-breakpoint
CREATE INDEX "deliveries_asked_for" ON "deliveries" USING btree ("address","created_at") WHERE kind = 'personal';--> statement-breakpoint
CREATE INDEX "deliveries_personal" ON "deliveries" USING btree ("created_at") WHERE message is not null;--> statement-breakpoint
CREATE INDEX "subscribers_audience" ON "subscribers" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_subscriber" ON "deliveries" USING btree ("subscriber_id","incident_id");--> statement-breakpoint
CREATE INDEX "subscriptions_incident" ON "subscriptions" USING btree ("incident_id","subscriber_id");