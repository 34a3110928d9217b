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
CREATE INDEX `embed_tokens_creator` ON `embed_tokens` (`created_by`);