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
CREATE TABLE `update_translations` (
	`update_id` text NOT NULL,
	`language` text NOT NULL,
	`body` text NOT NULL,
	`translated_at` integer NOT NULL,
	`translated_by` text,
	PRIMARY KEY(`update_id`, `language`),
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE cascade
);
