ALTER TABLE `delivery_attempts` ADD `answer` text;--> statement-breakpoint
CREATE INDEX `deliveries_endpoint` ON `deliveries` (`subscriber_id`,`created_at`) WHERE channel <> 'email';