ALTER TABLE `announcements` ADD `external_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_external` ON `announcements` (`external_id`);