CREATE TABLE `update_translations` (
	`update_id` text NOT NULL,
	`language` text NOT NULL,
	`body` text NOT NULL,
	`translated_at` integer NOT NULL,
	`translated_by` text,
	PRIMARY KEY(`update_id`, `language`),
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE cascade
);
