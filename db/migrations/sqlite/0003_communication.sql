DROP INDEX `subscribers_email_order`;--> statement-breakpoint
CREATE TABLE `announcement_components` (
	`announcement_id` text NOT NULL,
	`component_id` text NOT NULL,
	PRIMARY KEY(`announcement_id`, `component_id`),
	FOREIGN KEY (`announcement_id`) REFERENCES `announcements`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`component_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `announcement_components_component` ON `announcement_components` (`component_id`);--> statement-breakpoint
CREATE TABLE `announcement_customers` (
	`announcement_id` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`announcement_id`, `customer_id`),
	FOREIGN KEY (`announcement_id`) REFERENCES `announcements`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `announcement_customers_customer` ON `announcement_customers` (`customer_id`);--> statement-breakpoint
CREATE TABLE `announcement_revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`announcement_id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`replaced_at` integer NOT NULL,
	`replaced_by` text,
	FOREIGN KEY (`announcement_id`) REFERENCES `announcements`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `announcement_revisions_announcement` ON `announcement_revisions` (`announcement_id`,`replaced_at`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`visibility` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ends_at` integer,
	`is_quiet` integer DEFAULT false NOT NULL,
	`begun_at` integer,
	`ended_at` integer,
	`withdrawn_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_code` ON `announcements` (`code`);--> statement-breakpoint
CREATE INDEX `announcements_begins` ON `announcements` (`begins_at`,`id`);--> statement-breakpoint
CREATE INDEX `announcements_current` ON `announcements` (`begins_at`,`id`) WHERE ended_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE TABLE `bounce_events` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`external_id` text NOT NULL,
	`kind` text NOT NULL,
	`email` text NOT NULL,
	`delivery_id` text,
	`reason` text DEFAULT '' NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bounce_events_external` ON `bounce_events` (`provider`,`external_id`);--> statement-breakpoint
CREATE INDEX `bounce_events_email` ON `bounce_events` (`email`,`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `bounce_events_delivery` ON `bounce_events` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `embed_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`last_four` text NOT NULL,
	`customer_id` text NOT NULL,
	`label` text NOT NULL,
	`origins` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `embed_tokens_hash` ON `embed_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `embed_tokens_customer` ON `embed_tokens` (`customer_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `embed_tokens_creator` ON `embed_tokens` (`created_by`);--> statement-breakpoint
CREATE TABLE `action_items` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`title` text NOT NULL,
	`owner` text NOT NULL,
	`due_at` integer,
	`done_at` integer,
	`is_internal` integer DEFAULT false NOT NULL,
	`customer_id` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `action_items_incident` ON `action_items` (`incident_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `action_items_due` ON `action_items` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `action_items_customer` ON `action_items` (`customer_id`);--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`draft_id` text NOT NULL,
	`draft_version` integer NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`is_approved` integer,
	`comment` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `approvals_draft` ON `approvals` (`draft_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `approvals_open` ON `approvals` (`asked_at`,`id`) WHERE decided_at is null;--> statement-breakpoint
CREATE TABLE `impact_corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`component_id` text NOT NULL,
	`spans` text NOT NULL,
	`before` text NOT NULL,
	`reason` text NOT NULL,
	`corrected_at` integer NOT NULL,
	`corrected_by` text,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`component_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `impact_corrections_incident` ON `impact_corrections` (`incident_id`,`corrected_at`,`id`);--> statement-breakpoint
CREATE INDEX `impact_corrections_component` ON `impact_corrections` (`component_id`);--> statement-breakpoint
CREATE TABLE `incident_links` (
	`incident_id` text NOT NULL,
	`other_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	PRIMARY KEY(`incident_id`, `other_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`other_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `incident_links_other` ON `incident_links` (`other_id`);--> statement-breakpoint
CREATE TABLE `postmortems` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`author_id` text,
	`review_asked_at` integer,
	`reviewed_at` integer,
	`reviewed_by` text,
	`review_comment` text DEFAULT '' NOT NULL,
	`published_as` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `postmortems_incident` ON `postmortems` (`incident_id`);--> statement-breakpoint
CREATE INDEX `postmortems_in_review` ON `postmortems` (`review_asked_at`,`id`) WHERE state = 'in_review';--> statement-breakpoint
CREATE TABLE `maintenance_replies` (
	`id` text PRIMARY KEY NOT NULL,
	`maintenance_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`person_id` text,
	`sequence` integer NOT NULL,
	`answer` text NOT NULL,
	`comment` text DEFAULT '' NOT NULL,
	`proposed_for` integer,
	`proposed_until` integer,
	`replied_at` integer NOT NULL,
	FOREIGN KEY (`maintenance_id`) REFERENCES `maintenances`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `maintenance_replies_last` ON `maintenance_replies` (`maintenance_id`,`customer_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `maintenance_replies_customer` ON `maintenance_replies` (`customer_id`);--> statement-breakpoint
CREATE INDEX `maintenance_replies_person` ON `maintenance_replies` (`person_id`);--> statement-breakpoint
CREATE TABLE `maintenance_series` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`visibility` text NOT NULL,
	`customer_ids` text NOT NULL,
	`component_ids` text NOT NULL,
	`rrule` text NOT NULL,
	`time_zone` text NOT NULL,
	`first_at` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`settings` text NOT NULL,
	`made_until` integer,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text
);
--> statement-breakpoint
CREATE INDEX `maintenance_series_open` ON `maintenance_series` (`first_at`,`id`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `endpoints` (
	`subscriber_id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`shown` text NOT NULL,
	`sealed_address` text NOT NULL,
	`sealed_secrets` text,
	`old_secret_until` integer,
	`last_sent_at` integer,
	`failing_since` integer,
	`last_failure` text,
	`disabled_at` integer,
	`created_by` text,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `endpoints_failing` ON `endpoints` (`failing_since`) WHERE failing_since is not null and disabled_at is null;--> statement-breakpoint
CREATE INDEX `endpoints_creator` ON `endpoints` (`created_by`);--> statement-breakpoint
CREATE TABLE `templates` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`shortcut` text NOT NULL,
	`title` text DEFAULT '' NOT NULL,
	`body` text NOT NULL,
	`choices` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `templates_shortcut` ON `templates` (`kind`,`shortcut`) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX `templates_kind` ON `templates` (`kind`,`name`,`id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`story_id` text,
	`post_id` text,
	`subscriber_id` text,
	`customer_id` text,
	`address` text NOT NULL,
	`state` text NOT NULL,
	`lane` text DEFAULT '1:' NOT NULL,
	`dedupe_key` text NOT NULL,
	`message` text,
	`rendition_id` text,
	`link_version` integer,
	`batch_id` text,
	`digest_id` text,
	`due_at` integer NOT NULL,
	`token` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_attempt_at` integer,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`provider_id` text,
	`last_error` text,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_deliveries`("id", "kind", "channel", "story_id", "post_id", "subscriber_id", "customer_id", "address", "state", "lane", "dedupe_key", "message", "rendition_id", "link_version", "batch_id", "digest_id", "due_at", "token", "attempts", "first_attempt_at", "created_at", "sent_at", "provider_id", "last_error") SELECT "id", "kind", "channel", "incident_id", "update_id", "subscriber_id", "customer_id", "address", "state", "lane", "dedupe_key", "message", "rendition_id", "link_version", "batch_id", NULL, "due_at", "token", "attempts", "first_attempt_at", "created_at", "sent_at", "provider_id", "last_error" FROM `deliveries`;--> statement-breakpoint
DROP TABLE `deliveries`;--> statement-breakpoint
ALTER TABLE `__new_deliveries` RENAME TO `deliveries`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_dedupe` ON `deliveries` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `deliveries_fresh` ON `deliveries` (`channel`,`lane`,`due_at`,`id`) WHERE state = 'queued' and batch_id is null;--> statement-breakpoint
CREATE INDEX `deliveries_in_hand` ON `deliveries` (`channel`,`due_at`) WHERE state in ('queued', 'sending') and batch_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_asked_for` ON `deliveries` (`address`,`created_at`) WHERE kind = 'personal';--> statement-breakpoint
CREATE INDEX `deliveries_personal` ON `deliveries` (`created_at`) WHERE message is not null;--> statement-breakpoint
CREATE INDEX `deliveries_story` ON `deliveries` (`story_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_post` ON `deliveries` (`post_id`,`channel`,`state`,`sent_at`);--> statement-breakpoint
CREATE INDEX `deliveries_subscriber` ON `deliveries` (`subscriber_id`,`story_id`);--> statement-breakpoint
CREATE INDEX `deliveries_endpoint` ON `deliveries` (`subscriber_id`,`created_at`) WHERE channel <> 'email';--> statement-breakpoint
CREATE INDEX `deliveries_collected` ON `deliveries` (`subscriber_id`,`created_at`) WHERE state = 'collected';--> statement-breakpoint
CREATE INDEX `deliveries_provider` ON `deliveries` (`provider_id`) WHERE provider_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_customer` ON `deliveries` (`customer_id`,`created_at`,`id`) WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_created` ON `deliveries` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_unsent` ON `deliveries` (`state`,`created_at`,`id`) WHERE state in ('queued','superseded','suppressed','dead','unknown');--> statement-breakpoint
CREATE TABLE `__new_delivery_renditions` (
	`id` text PRIMARY KEY NOT NULL,
	`post_id` text NOT NULL,
	`customer_id` text,
	`channel` text DEFAULT 'email' NOT NULL,
	`form` text DEFAULT '' NOT NULL,
	`language` text DEFAULT 'en' NOT NULL,
	`time_zone` text NOT NULL,
	`letter` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_delivery_renditions`("id", "post_id", "customer_id", "channel", "form", "language", "time_zone", "letter", "created_at") SELECT "id", "update_id", "customer_id", 'email', '', 'en', "time_zone", "letter", "created_at" FROM `delivery_renditions`;--> statement-breakpoint
DROP TABLE `delivery_renditions`;--> statement-breakpoint
ALTER TABLE `__new_delivery_renditions` RENAME TO `delivery_renditions`;--> statement-breakpoint
CREATE INDEX `delivery_renditions_post` ON `delivery_renditions` (`post_id`);--> statement-breakpoint
CREATE INDEX `delivery_renditions_customer` ON `delivery_renditions` (`customer_id`);--> statement-breakpoint
DROP INDEX `subscribers_email`;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `channel` text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `form` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_incidents` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_maintenance` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_announcements` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_postmortems` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_statements` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `is_brief` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `min_impact` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `quiet_from` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `quiet_until` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `is_quiet_broken` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `digest_at` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `next_digest_at` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `is_shared` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `subscribers_digest` ON `subscribers` (`next_digest_at`,`id`) WHERE next_digest_at is not null;--> statement-breakpoint
CREATE INDEX `subscribers_email` ON `subscribers` (`email`,`id`);--> statement-breakpoint
ALTER TABLE `staff_members` ADD `hears_reminders` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `delivery_attempts` ADD `answer` text;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `kind` text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `bounces` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `retry_at` integer;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `healed_at` integer;--> statement-breakpoint
CREATE INDEX `suppressions_retry` ON `suppressions` (`retry_at`) WHERE healed_at is null and retry_at is not null;--> statement-breakpoint
CREATE INDEX `suppressions_id` ON `suppressions` (`id`);--> statement-breakpoint
CREATE INDEX `suppressions_created` ON `suppressions` (`created_at`,`id`) WHERE healed_at is null;--> statement-breakpoint
ALTER TABLE `drafts` ADD `is_scheduled` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `drafts_planned` ON `drafts` (`publish_at`,`id`) WHERE published_as is null and publish_at is not null;--> statement-breakpoint
ALTER TABLE `incidents` ADD `ended_as` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `merged_into_id` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `backfilled_at` integer;--> statement-breakpoint
CREATE INDEX `incidents_merged` ON `incidents` (`merged_into_id`) WHERE merged_into_id is not null;--> statement-breakpoint
ALTER TABLE `promises` ADD `action_item_id` text REFERENCES action_items(id) ON DELETE cascade;--> statement-breakpoint
ALTER TABLE `promises` ADD `missed_at` integer;--> statement-breakpoint
CREATE INDEX `promises_action` ON `promises` (`action_item_id`);--> statement-breakpoint
ALTER TABLE `update_revisions` ADD `occurred_at` integer;--> statement-breakpoint
ALTER TABLE `update_revisions` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `updates` ADD `kind` text DEFAULT 'update' NOT NULL;--> statement-breakpoint
ALTER TABLE `updates` ADD `is_quiet` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenance_updates` ADD `kind` text DEFAULT 'note' NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenance_updates` ADD `earlier_for` integer;--> statement-breakpoint
ALTER TABLE `maintenance_updates` ADD `earlier_until` integer;--> statement-breakpoint
ALTER TABLE `maintenance_updates` ADD `author_id` text;--> statement-breakpoint
ALTER TABLE `maintenance_updates` ADD `is_quiet` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `sequence` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `starts_itself` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `completes_itself` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `sets_components` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `tells_plan` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `tells_start` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `tells_end` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `reminders` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `asks_until` integer;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `overrun_at` integer;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `cancelled_at` integer;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `series_id` text REFERENCES maintenance_series(id) ON DELETE cascade;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `occurrence_at` integer;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `created_by` text;--> statement-breakpoint
CREATE UNIQUE INDEX `maintenances_occurrence` ON `maintenances` (`series_id`,`occurrence_at`);