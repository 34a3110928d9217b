ALTER TABLE "announcements" ADD COLUMN "external_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "announcements_external" ON "announcements" USING btree ("external_id");