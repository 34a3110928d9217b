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
DROP INDEX `deliveries_due`;--> statement-breakpoint
DROP INDEX `deliveries_batch`;--> statement-breakpoint
DROP INDEX `deliveries_subscriber`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `lane` text DEFAULT '1:' NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `rendition_id` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `link_version` integer;--> statement-breakpoint
CREATE INDEX `deliveries_fresh` ON `deliveries` (`lane`,`due_at`,`id`) WHERE state = 'queued' and batch_id is null;--> statement-breakpoint
CREATE INDEX `deliveries_in_hand` ON `deliveries` (`due_at`) WHERE state in ('queued', 'sending') and batch_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_failed` ON `deliveries` (`created_at`,`id`) WHERE state in ('dead', 'unknown');--> statement-breakpoint
CREATE INDEX `deliveries_asked_for` ON `deliveries` (`address`,`created_at`) WHERE kind = 'personal';--> statement-breakpoint
CREATE INDEX `deliveries_personal` ON `deliveries` (`created_at`) WHERE message is not null;--> statement-breakpoint
CREATE INDEX `deliveries_subscriber` ON `deliveries` (`subscriber_id`,`incident_id`);--> statement-breakpoint
DROP INDEX `subscriptions_incident`;--> statement-breakpoint
CREATE INDEX `subscriptions_incident` ON `subscriptions` (`incident_id`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `subscribers_audience` ON `subscribers` (`customer_id`,`id`);