DROP INDEX `subscribers_digest`;--> statement-breakpoint
CREATE INDEX `subscribers_digest` ON `subscribers` (`next_digest_at`,`id`) WHERE next_digest_at is not null;