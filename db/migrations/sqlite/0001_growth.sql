CREATE TABLE `delivery_renditions` (
	`id` text PRIMARY KEY NOT NULL,
	`update_id` text NOT NULL,
	`customer_id` text,
	`time_zone` text NOT NULL,
	`letter` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `delivery_renditions_update` ON `delivery_renditions` (`update_id`);--> statement-breakpoint
CREATE INDEX `delivery_renditions_customer` ON `delivery_renditions` (`customer_id`);--> statement-breakpoint
CREATE TABLE `mail_paces` (
	`provider` text PRIMARY KEY NOT NULL,
	`turn_at` real NOT NULL,
	`free_at` real NOT NULL,
	`quiet_until` real DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `incident_reach` (
	`incident_id` text NOT NULL,
	`key` text NOT NULL,
	`started_at` integer NOT NULL,
	`active_until` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`incident_id`, `key`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `incident_reach_started` ON `incident_reach` (`key`,`started_at`,`incident_id`);--> statement-breakpoint
CREATE INDEX `incident_reach_active` ON `incident_reach` (`key`,`active_until`,`incident_id`);--> statement-breakpoint
CREATE INDEX `incident_reach_told` ON `incident_reach` (`key`,`told_at`,`incident_id`);--> statement-breakpoint
CREATE TABLE `incident_texts` (
	`position` integer PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`customer_id` text,
	`words` text NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `incident_texts_incident` ON `incident_texts` (`incident_id`,`customer_id`);--> statement-breakpoint
DROP INDEX `deliveries_due`;--> statement-breakpoint
DROP INDEX `deliveries_batch`;--> statement-breakpoint
DROP INDEX `deliveries_subscriber`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `lane` text DEFAULT '1:' NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `rendition_id` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `link_version` integer;--> statement-breakpoint
CREATE INDEX `deliveries_fresh` ON `deliveries` (`lane`,`due_at`,`id`) WHERE state = 'queued' and batch_id is null;--> statement-breakpoint
CREATE INDEX `deliveries_in_hand` ON `deliveries` (`due_at`) WHERE state in ('queued', 'sending') and batch_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_asked_for` ON `deliveries` (`address`,`created_at`) WHERE kind = 'personal';--> statement-breakpoint
CREATE INDEX `deliveries_personal` ON `deliveries` (`created_at`) WHERE message is not null;--> statement-breakpoint
CREATE INDEX `deliveries_unsent` ON `deliveries` (`state`,`created_at`,`id`) WHERE state in ('queued','superseded','suppressed','dead','unknown');--> statement-breakpoint
CREATE INDEX `deliveries_subscriber` ON `deliveries` (`subscriber_id`,`incident_id`);--> statement-breakpoint
DROP INDEX `drafts_updated`;--> statement-breakpoint
CREATE INDEX `drafts_open` ON `drafts` (`updated_at`,`id`) WHERE published_as is null;--> statement-breakpoint
DROP INDEX `memberships_customer`;--> statement-breakpoint
CREATE INDEX `memberships_customer` ON `memberships` (`customer_id`,`created_at`,`id`);--> statement-breakpoint
DROP INDEX `sessions_person`;--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`,`last_seen_at`);--> statement-breakpoint
DROP INDEX `audit_entries_entity`;--> statement-breakpoint
CREATE INDEX `audit_entries_action` ON `audit_entries` (`action`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_actor` ON `audit_entries` (`actor_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_customer` ON `audit_entries` (`customer_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_request` ON `audit_entries` (`request_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_entity` ON `audit_entries` (`entity_id`,`at`,`id`);--> statement-breakpoint
DROP INDEX `customers_name`;--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (`name`,`id`);--> statement-breakpoint
DROP INDEX `impact_intervals_incident`;--> statement-breakpoint
CREATE INDEX `impact_intervals_open` ON `impact_intervals` (`component_id`) WHERE until_at is null;--> statement-breakpoint
CREATE INDEX `impact_intervals_incident` ON `impact_intervals` (`incident_id`,`until_at`);--> statement-breakpoint
DROP INDEX `incidents_open`;--> statement-breakpoint
CREATE INDEX `incidents_resolved` ON `incidents` (`started_at`,`id`) WHERE resolved_at is not null;--> statement-breakpoint
CREATE INDEX `incidents_imported` ON `incidents` (`started_at`,`id`) WHERE external_url is not null;--> statement-breakpoint
CREATE INDEX `incidents_open` ON `incidents` (`started_at`,`id`) WHERE resolved_at is null;--> statement-breakpoint
DROP INDEX `promises_open`;--> statement-breakpoint
CREATE INDEX `promises_open` ON `promises` (`due_at`,`id`) WHERE settled_at is null;--> statement-breakpoint
DROP INDEX `maintenances_scheduled`;--> statement-breakpoint
CREATE INDEX `maintenances_coming` ON `maintenances` (`scheduled_for`,`id`) WHERE state in ('scheduled','in_progress','verifying');--> statement-breakpoint
CREATE INDEX `maintenances_scheduled` ON `maintenances` (`scheduled_for`,`id`);--> statement-breakpoint
DROP INDEX `subscriptions_incident`;--> statement-breakpoint
CREATE INDEX `subscriptions_incident` ON `subscriptions` (`incident_id`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`created_at`) WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX `subscribers_audience` ON `subscribers` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `subscribers_created` ON `subscribers` (`created_at`,`id`);