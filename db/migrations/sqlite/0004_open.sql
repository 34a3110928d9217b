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
ALTER TABLE `sessions` ADD `parent_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `only_customer_id` text;--> statement-breakpoint
CREATE INDEX `sessions_parent` ON `sessions` (`parent_id`);--> statement-breakpoint
ALTER TABLE `announcements` ADD `external_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_external` ON `announcements` (`external_id`);--> statement-breakpoint
ALTER TABLE `drafts` ADD `prepared_by` text;