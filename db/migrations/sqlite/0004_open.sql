CREATE TABLE `api_answers` (
	`key_id` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`key_id`, `idempotency_key`),
	FOREIGN KEY (`key_id`) REFERENCES `api_keys`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `api_answers_created` ON `api_answers` (`created_at`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`last_four` text NOT NULL,
	`name` text NOT NULL,
	`person_id` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`token_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_created` ON `api_keys` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `api_keys_person` ON `api_keys` (`person_id`);--> statement-breakpoint
CREATE TABLE `brand_files` (
	`name` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `brandings` (
	`owner` text PRIMARY KEY NOT NULL,
	`accent_light` text,
	`accent_dark` text,
	`logo` text,
	`logo_width` integer,
	`logo_height` integer,
	`stylesheet` text,
	`footer_text` text DEFAULT '' NOT NULL,
	`footer_links` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hosts` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`customer_id` text,
	`challenge` text NOT NULL,
	`state` text NOT NULL,
	`finding` text,
	`checked_at` integer,
	`verified_at` integer,
	`lost_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hosts_host` ON `hosts` (`host`);--> statement-breakpoint
CREATE INDEX `hosts_customer` ON `hosts` (`customer_id`);--> statement-breakpoint
CREATE INDEX `hosts_checked` ON `hosts` (`checked_at`);--> statement-breakpoint
CREATE INDEX `hosts_creator` ON `hosts` (`created_by`);--> statement-breakpoint
CREATE TABLE `senders` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text,
	`sender` text NOT NULL,
	`selector` text NOT NULL,
	`is_ready` integer DEFAULT false NOT NULL,
	`finding` text,
	`checked_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `senders_customer` ON `senders` (`customer_id`);--> statement-breakpoint
CREATE INDEX `senders_checked` ON `senders` (`checked_at`);--> statement-breakpoint
CREATE TABLE `impact_disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`words` text NOT NULL,
	`claimed_failed` integer,
	`measured_failed` integer,
	`measured_total` integer,
	`raised_at` integer NOT NULL,
	`raised_by` text,
	`raised_by_name` text NOT NULL,
	`answer` text,
	`agreed_failed` integer,
	`answered_at` integer,
	`answered_by` text,
	`answered_by_name` text,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`raised_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `impact_disputes_incident` ON `impact_disputes` (`incident_id`,`raised_at`,`id`);--> statement-breakpoint
CREATE INDEX `impact_disputes_customer` ON `impact_disputes` (`customer_id`,`raised_at`);--> statement-breakpoint
CREATE INDEX `impact_disputes_raiser` ON `impact_disputes` (`raised_by`);--> statement-breakpoint
CREATE INDEX `impact_disputes_answerer` ON `impact_disputes` (`answered_by`);--> statement-breakpoint
CREATE INDEX `impact_disputes_answered` ON `impact_disputes` (`answered_at`,`raised_at`,`id`);--> statement-breakpoint
CREATE TABLE `update_translations` (
	`update_id` text NOT NULL,
	`language` text NOT NULL,
	`body` text NOT NULL,
	`translated_at` integer NOT NULL,
	`translated_by` text,
	PRIMARY KEY(`update_id`, `language`),
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `contracts` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`terms` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by_name` text NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `statement_blobs` (
	`statement_id` text NOT NULL,
	`file` text NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`statement_id`, `file`),
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `statement_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`public_key` text NOT NULL,
	`private_key` text,
	`created_at` integer NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE INDEX `statement_keys_created` ON `statement_keys` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `statement_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`last_four` text NOT NULL,
	`statement_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`label` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`created_by_name` text NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statement_shares_hash` ON `statement_shares` (`token_hash`);--> statement-breakpoint
CREATE INDEX `statement_shares_statement` ON `statement_shares` (`statement_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `statement_shares_customer` ON `statement_shares` (`customer_id`);--> statement-breakpoint
CREATE INDEX `statement_shares_creator` ON `statement_shares` (`created_by`);--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`state` text NOT NULL,
	`identity` text NOT NULL,
	`amends_id` text,
	`reason` text DEFAULT '' NOT NULL,
	`comment` text DEFAULT '' NOT NULL,
	`document` text NOT NULL,
	`made_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`release_due_at` integer,
	`number` integer,
	`seal` text,
	`signature` text,
	`key_id` text,
	`document_hash` text,
	`released_at` integer,
	`released_by_name` text,
	`credit_confirmed_at` integer,
	`credit_confirmed_by_name` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`key_id`) REFERENCES `statement_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statements_identity` ON `statements` (`identity`);--> statement-breakpoint
CREATE UNIQUE INDEX `statements_number` ON `statements` (`customer_id`,`number`);--> statement-breakpoint
CREATE INDEX `statements_customer` ON `statements` (`customer_id`,`state`,`until_at`,`id`);--> statement-breakpoint
CREATE INDEX `statements_state` ON `statements` (`state`,`until_at`,`id`);--> statement-breakpoint
CREATE INDEX `statements_key` ON `statements` (`key_id`);--> statement-breakpoint
CREATE INDEX `statements_due` ON `statements` (`release_due_at`) WHERE state = 'draft' and release_due_at is not null;--> statement-breakpoint
CREATE TABLE `sli_batches` (
	`source_id` text NOT NULL,
	`key` text NOT NULL,
	`answer` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`source_id`, `key`),
	FOREIGN KEY (`source_id`) REFERENCES `sli_sources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sli_batches_created` ON `sli_batches` (`created_at`);--> statement-breakpoint
CREATE TABLE `sli_days` (
	`at` integer NOT NULL,
	`series` integer NOT NULL,
	`good` integer NOT NULL,
	`total` integer NOT NULL,
	PRIMARY KEY(`at`, `series`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sli_minutes` (
	`at` integer NOT NULL,
	`series` integer NOT NULL,
	`good` integer NOT NULL,
	`total` integer NOT NULL,
	PRIMARY KEY(`at`, `series`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sli_points` (
	`stream` integer NOT NULL,
	`minute` integer NOT NULL,
	`points` text NOT NULL,
	`increase` integer NOT NULL,
	PRIMARY KEY(`stream`, `minute`),
	FOREIGN KEY (`stream`) REFERENCES `sli_streams`(`number`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sli_points_minute` ON `sli_points` (`minute`);--> statement-breakpoint
CREATE TABLE `sli_quarters` (
	`at` integer NOT NULL,
	`series` integer NOT NULL,
	`good` integer NOT NULL,
	`total` integer NOT NULL,
	PRIMARY KEY(`at`, `series`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sli_routes` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`metric` text NOT NULL,
	`matchers` text NOT NULL,
	`side` text NOT NULL,
	`counting` text NOT NULL,
	`customer_label` text,
	`sli_key` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sli_sources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sli_routes_source` ON `sli_routes` (`source_id`,`metric`);--> statement-breakpoint
CREATE TABLE `sli_series` (
	`number` integer PRIMARY KEY NOT NULL,
	`sli_id` text NOT NULL,
	`source_id` text,
	`query` text,
	`first_minute` integer,
	`last_minute` integer,
	`read_through` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`sli_id`) REFERENCES `slis`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`source_id`) REFERENCES `sli_sources`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sli_series_source` ON `sli_series` (`sli_id`,`source_id`);--> statement-breakpoint
CREATE INDEX `sli_series_of_source` ON `sli_series` (`source_id`);--> statement-breakpoint
CREATE TABLE `sli_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`settings` text NOT NULL,
	`secret` text,
	`key_hash` text,
	`key_last_four` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`archived_at` integer,
	`due_at` integer,
	`last_ok_at` integer,
	`failing_since` integer,
	`last_error` text,
	`unrouted` text,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sli_sources_key` ON `sli_sources` (`key_hash`);--> statement-breakpoint
CREATE INDEX `sli_sources_due` ON `sli_sources` (`due_at`);--> statement-breakpoint
CREATE INDEX `sli_sources_name` ON `sli_sources` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `sli_sources_creator` ON `sli_sources` (`created_by`);--> statement-breakpoint
CREATE TABLE `sli_streams` (
	`number` integer PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`series` integer NOT NULL,
	`side` text NOT NULL,
	`counting` text NOT NULL,
	`labels` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sli_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`series`) REFERENCES `sli_series`(`number`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sli_streams_fingerprint` ON `sli_streams` (`source_id`,`fingerprint`);--> statement-breakpoint
CREATE INDEX `sli_streams_series` ON `sli_streams` (`series`);--> statement-breakpoint
CREATE TABLE `slis` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text,
	`journey_id` text,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`definition` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`journey_id`) REFERENCES `journeys`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `slis_key` ON `slis` (`customer_id`,`key`);--> statement-breakpoint
CREATE INDEX `slis_word` ON `slis` (`key`);--> statement-breakpoint
CREATE INDEX `slis_journey` ON `slis` (`journey_id`);--> statement-breakpoint
CREATE TABLE `slo_alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`slo_id` text NOT NULL,
	`rule` text NOT NULL,
	`severity` text NOT NULL,
	`sentence` text NOT NULL,
	`opened_at` integer NOT NULL,
	`resolved_at` integer,
	FOREIGN KEY (`slo_id`) REFERENCES `slos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `slo_alerts_slo` ON `slo_alerts` (`slo_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `slo_alerts_open` ON `slo_alerts` (`resolved_at`,`opened_at`);--> statement-breakpoint
CREATE TABLE `slo_exclusions` (
	`id` text PRIMARY KEY NOT NULL,
	`slo_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`effect` text NOT NULL,
	`category` text NOT NULL,
	`reason` text NOT NULL,
	`clause` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`created_by_name` text NOT NULL,
	`approved_at` integer,
	`approved_by` text,
	`approved_by_name` text,
	`withdrawn_at` integer,
	`withdrawn_by_name` text,
	`disputed_at` integer,
	`disputed_by_name` text,
	`dispute` text,
	`dispute_settled_at` integer,
	`dispute_answer` text,
	FOREIGN KEY (`slo_id`) REFERENCES `slos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`approved_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `slo_exclusions_slo` ON `slo_exclusions` (`slo_id`,`from_at`);--> statement-breakpoint
CREATE INDEX `slo_exclusions_author` ON `slo_exclusions` (`created_by`);--> statement-breakpoint
CREATE INDEX `slo_exclusions_approver` ON `slo_exclusions` (`approved_by`);--> statement-breakpoint
CREATE INDEX `slo_exclusions_disputed` ON `slo_exclusions` (`disputed_at`);--> statement-breakpoint
CREATE TABLE `slo_parts` (
	`slo_id` text NOT NULL,
	`sli_id` text NOT NULL,
	`weight` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`slo_id`, `sli_id`),
	FOREIGN KEY (`slo_id`) REFERENCES `slos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`sli_id`) REFERENCES `slis`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `slo_parts_sli` ON `slo_parts` (`sli_id`);--> statement-breakpoint
CREATE TABLE `slo_states` (
	`slo_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`good` integer NOT NULL,
	`total` integer NOT NULL,
	`left_ppm` integer,
	`burn_milli` integer,
	`checked_at` integer NOT NULL,
	FOREIGN KEY (`slo_id`) REFERENCES `slos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `slo_states_left` ON `slo_states` (`left_ppm`);--> statement-breakpoint
CREATE TABLE `slo_thresholds` (
	`slo_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`left_ppm` integer NOT NULL,
	`set_by_name` text NOT NULL,
	`set_at` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`slo_id`, `customer_id`),
	FOREIGN KEY (`slo_id`) REFERENCES `slos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `slo_thresholds_customer` ON `slo_thresholds` (`customer_id`);--> statement-breakpoint
CREATE TABLE `slo_versions` (
	`slo_id` text NOT NULL,
	`number` integer NOT NULL,
	`effective_from` integer NOT NULL,
	`binds_from` integer NOT NULL,
	`definition` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	PRIMARY KEY(`slo_id`, `number`),
	FOREIGN KEY (`slo_id`) REFERENCES `slos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `slo_versions_author` ON `slo_versions` (`created_by`);--> statement-breakpoint
CREATE TABLE `slos` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text,
	`name` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `slos_customer` ON `slos` (`customer_id`,`name`);--> statement-breakpoint
CREATE INDEX `slos_name` ON `slos` (`name`,`id`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `parent_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `only_customer_id` text;--> statement-breakpoint
CREATE INDEX `sessions_parent` ON `sessions` (`parent_id`);--> statement-breakpoint
ALTER TABLE `announcements` ADD `external_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_external` ON `announcements` (`external_id`);--> statement-breakpoint
ALTER TABLE `drafts` ADD `prepared_by` text;