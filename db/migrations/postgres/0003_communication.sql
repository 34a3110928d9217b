CREATE TABLE "announcement_components" (
	"announcement_id" text NOT NULL,
	"component_id" text NOT NULL,
	CONSTRAINT "announcement_components_announcement_id_component_id_pk" PRIMARY KEY("announcement_id","component_id")
);
--> statement-breakpoint
CREATE TABLE "announcement_customers" (
	"announcement_id" text NOT NULL,
	"customer_id" text NOT NULL,
	CONSTRAINT "announcement_customers_announcement_id_customer_id_pk" PRIMARY KEY("announcement_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "announcement_revisions" (
	"id" text PRIMARY KEY NOT NULL,
	"announcement_id" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"replaced_at" bigint NOT NULL,
	"replaced_by" text
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"visibility" text NOT NULL,
	"begins_at" bigint NOT NULL,
	"ends_at" bigint,
	"is_quiet" boolean DEFAULT false NOT NULL,
	"begun_at" bigint,
	"ended_at" bigint,
	"withdrawn_at" bigint,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "bounce_events" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"delivery_id" text,
	"reason" text DEFAULT '' NOT NULL,
	"occurred_at" bigint NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embed_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"customer_id" text NOT NULL,
	"label" text NOT NULL,
	"origins" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "action_items" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"title" text NOT NULL,
	"owner" text NOT NULL,
	"due_at" bigint,
	"done_at" bigint,
	"is_internal" boolean DEFAULT false NOT NULL,
	"customer_id" text,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"draft_id" text NOT NULL,
	"draft_version" bigint NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"is_approved" boolean,
	"comment" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "impact_corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"component_id" text NOT NULL,
	"spans" jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"reason" text NOT NULL,
	"corrected_at" bigint NOT NULL,
	"corrected_by" text
);
--> statement-breakpoint
CREATE TABLE "incident_links" (
	"incident_id" text NOT NULL,
	"other_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	CONSTRAINT "incident_links_incident_id_other_id_pk" PRIMARY KEY("incident_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "postmortems" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"author_id" text,
	"review_asked_at" bigint,
	"reviewed_at" bigint,
	"reviewed_by" text,
	"review_comment" text DEFAULT '' NOT NULL,
	"published_as" text,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "maintenance_replies" (
	"id" text PRIMARY KEY NOT NULL,
	"maintenance_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"person_id" text,
	"sequence" bigint NOT NULL,
	"answer" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"proposed_for" bigint,
	"proposed_until" bigint,
	"replied_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "maintenance_series" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"visibility" text NOT NULL,
	"customer_ids" jsonb NOT NULL,
	"component_ids" jsonb NOT NULL,
	"rrule" text NOT NULL,
	"time_zone" text NOT NULL,
	"first_at" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	"settings" jsonb NOT NULL,
	"made_until" bigint,
	"ended_at" bigint,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "endpoints" (
	"subscriber_id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"shown" text NOT NULL,
	"sealed_address" text NOT NULL,
	"sealed_secrets" text,
	"old_secret_until" bigint,
	"last_sent_at" bigint,
	"failing_since" bigint,
	"last_failure" text,
	"disabled_at" bigint,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"shortcut" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"body" text NOT NULL,
	"choices" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"archived_at" bigint
);
--> statement-breakpoint
ALTER TABLE "deliveries" RENAME COLUMN "incident_id" TO "story_id";--> statement-breakpoint
ALTER TABLE "deliveries" RENAME COLUMN "update_id" TO "post_id";--> statement-breakpoint
ALTER TABLE "delivery_renditions" RENAME COLUMN "update_id" TO "post_id";--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_update_id_updates_id_fk";
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_incident_id_incidents_id_fk";
--> statement-breakpoint
ALTER TABLE "delivery_renditions" DROP CONSTRAINT "delivery_renditions_update_id_updates_id_fk";
--> statement-breakpoint
DROP INDEX "deliveries_incident";--> statement-breakpoint
DROP INDEX "deliveries_update";--> statement-breakpoint
DROP INDEX "delivery_renditions_update";--> statement-breakpoint
DROP INDEX "deliveries_fresh";--> statement-breakpoint
DROP INDEX "deliveries_in_hand";--> statement-breakpoint
DROP INDEX "deliveries_subscriber";--> statement-breakpoint
DROP INDEX "subscribers_email";--> statement-breakpoint
ALTER TABLE "staff_members" ADD COLUMN "hears_reminders" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "digest_id" text;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD COLUMN "channel" text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD COLUMN "form" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_renditions" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "kind" text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "bounces" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "retry_at" bigint;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "healed_at" bigint;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "is_scheduled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "ended_as" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "merged_into_id" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "backfilled_at" bigint;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "action_item_id" text;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "missed_at" bigint;--> statement-breakpoint
ALTER TABLE "update_revisions" ADD COLUMN "occurred_at" bigint;--> statement-breakpoint
ALTER TABLE "update_revisions" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "kind" text DEFAULT 'update' NOT NULL;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "is_quiet" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance_updates" ADD COLUMN "kind" text DEFAULT 'note' NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance_updates" ADD COLUMN "earlier_for" bigint;--> statement-breakpoint
ALTER TABLE "maintenance_updates" ADD COLUMN "earlier_until" bigint;--> statement-breakpoint
ALTER TABLE "maintenance_updates" ADD COLUMN "author_id" text;--> statement-breakpoint
ALTER TABLE "maintenance_updates" ADD COLUMN "is_quiet" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "sequence" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "starts_itself" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "completes_itself" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "sets_components" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "tells_plan" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "tells_start" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "tells_end" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "reminders" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "asks_until" bigint;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "overrun_at" bigint;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "cancelled_at" bigint;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "series_id" text;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "occurrence_at" bigint;--> statement-breakpoint
ALTER TABLE "maintenances" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "channel" text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "form" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "hears_incidents" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "hears_maintenance" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "hears_announcements" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "hears_postmortems" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "hears_statements" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "is_brief" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "min_impact" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quiet_from" bigint;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quiet_until" bigint;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "is_quiet_broken" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "digest_at" bigint;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "next_digest_at" bigint;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "is_shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "announcement_components" ADD CONSTRAINT "announcement_components_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_components" ADD CONSTRAINT "announcement_components_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_customers" ADD CONSTRAINT "announcement_customers_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_customers" ADD CONSTRAINT "announcement_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_revisions" ADD CONSTRAINT "announcement_revisions_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embed_tokens" ADD CONSTRAINT "embed_tokens_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embed_tokens" ADD CONSTRAINT "embed_tokens_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_items" ADD CONSTRAINT "action_items_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_items" ADD CONSTRAINT "action_items_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_corrections" ADD CONSTRAINT "impact_corrections_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_corrections" ADD CONSTRAINT "impact_corrections_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_links" ADD CONSTRAINT "incident_links_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_links" ADD CONSTRAINT "incident_links_other_id_incidents_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postmortems" ADD CONSTRAINT "postmortems_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_replies" ADD CONSTRAINT "maintenance_replies_maintenance_id_maintenances_id_fk" FOREIGN KEY ("maintenance_id") REFERENCES "public"."maintenances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_replies" ADD CONSTRAINT "maintenance_replies_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_replies" ADD CONSTRAINT "maintenance_replies_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_subscriber_id_subscribers_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscribers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announcement_components_component" ON "announcement_components" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "announcement_customers_customer" ON "announcement_customers" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "announcement_revisions_announcement" ON "announcement_revisions" USING btree ("announcement_id","replaced_at");--> statement-breakpoint
CREATE UNIQUE INDEX "announcements_code" ON "announcements" USING btree ("code");--> statement-breakpoint
CREATE INDEX "announcements_begins" ON "announcements" USING btree ("begins_at","id");--> statement-breakpoint
CREATE INDEX "announcements_current" ON "announcements" USING btree ("begins_at","id") WHERE ended_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bounce_events_external" ON "bounce_events" USING btree ("provider","external_id");--> statement-breakpoint
CREATE INDEX "bounce_events_email" ON "bounce_events" USING btree ("email","received_at","id");--> statement-breakpoint
CREATE INDEX "bounce_events_delivery" ON "bounce_events" USING btree ("delivery_id");--> statement-breakpoint
CREATE UNIQUE INDEX "embed_tokens_hash" ON "embed_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "embed_tokens_customer" ON "embed_tokens" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "embed_tokens_creator" ON "embed_tokens" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "action_items_incident" ON "action_items" USING btree ("incident_id","created_at");--> statement-breakpoint
CREATE INDEX "action_items_due" ON "action_items" USING btree ("due_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "action_items_customer" ON "action_items" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "approvals_draft" ON "approvals" USING btree ("draft_id","asked_at");--> statement-breakpoint
CREATE INDEX "approvals_open" ON "approvals" USING btree ("asked_at","id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "impact_corrections_incident" ON "impact_corrections" USING btree ("incident_id","corrected_at","id");--> statement-breakpoint
CREATE INDEX "impact_corrections_component" ON "impact_corrections" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "incident_links_other" ON "incident_links" USING btree ("other_id");--> statement-breakpoint
CREATE UNIQUE INDEX "postmortems_incident" ON "postmortems" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "postmortems_in_review" ON "postmortems" USING btree ("review_asked_at","id") WHERE state = 'in_review';--> statement-breakpoint
CREATE UNIQUE INDEX "maintenance_replies_last" ON "maintenance_replies" USING btree ("maintenance_id","customer_id","sequence");--> statement-breakpoint
CREATE INDEX "maintenance_replies_customer" ON "maintenance_replies" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "maintenance_replies_person" ON "maintenance_replies" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "maintenance_series_open" ON "maintenance_series" USING btree ("first_at","id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "endpoints_failing" ON "endpoints" USING btree ("failing_since") WHERE failing_since is not null and disabled_at is null;--> statement-breakpoint
CREATE INDEX "endpoints_creator" ON "endpoints" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "templates_shortcut" ON "templates" USING btree ("kind","shortcut") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "templates_kind" ON "templates" USING btree ("kind","name","id");--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_action_item_id_action_items_id_fk" FOREIGN KEY ("action_item_id") REFERENCES "public"."action_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenances" ADD CONSTRAINT "maintenances_series_id_maintenance_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."maintenance_series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_story" ON "deliveries" USING btree ("story_id","created_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_post" ON "deliveries" USING btree ("post_id","channel","state","sent_at");--> statement-breakpoint
CREATE INDEX "deliveries_endpoint" ON "deliveries" USING btree ("subscriber_id","created_at") WHERE channel <> 'email';--> statement-breakpoint
CREATE INDEX "deliveries_collected" ON "deliveries" USING btree ("subscriber_id","created_at") WHERE state = 'collected';--> statement-breakpoint
CREATE INDEX "deliveries_provider" ON "deliveries" USING btree ("provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_customer" ON "deliveries" USING btree ("customer_id","created_at","id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "delivery_renditions_post" ON "delivery_renditions" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "suppressions_retry" ON "suppressions" USING btree ("retry_at") WHERE healed_at is null and retry_at is not null;--> statement-breakpoint
CREATE INDEX "suppressions_id" ON "suppressions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "suppressions_created" ON "suppressions" USING btree ("created_at","id") WHERE healed_at is null;--> statement-breakpoint
CREATE INDEX "drafts_planned" ON "drafts" USING btree ("publish_at","id") WHERE published_as is null and publish_at is not null;--> statement-breakpoint
CREATE INDEX "incidents_merged" ON "incidents" USING btree ("merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE INDEX "promises_action" ON "promises" USING btree ("action_item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "maintenances_occurrence" ON "maintenances" USING btree ("series_id","occurrence_at");--> statement-breakpoint
CREATE INDEX "subscribers_digest" ON "subscribers" USING btree ("next_digest_at","id") WHERE next_digest_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_fresh" ON "deliveries" USING btree ("channel","lane","due_at","id") WHERE state = 'queued' and batch_id is null;--> statement-breakpoint
CREATE INDEX "deliveries_in_hand" ON "deliveries" USING btree ("channel","due_at") WHERE state in ('queued', 'sending') and batch_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_subscriber" ON "deliveries" USING btree ("subscriber_id","story_id");--> statement-breakpoint
CREATE INDEX "subscribers_email" ON "subscribers" USING btree ("email","id");