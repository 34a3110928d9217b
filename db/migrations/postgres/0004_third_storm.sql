CREATE TABLE "brand_files" (
	"name" text PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brandings" (
	"owner" text PRIMARY KEY NOT NULL,
	"accent_light" text,
	"accent_dark" text,
	"logo" text,
	"logo_width" bigint,
	"logo_height" bigint,
	"stylesheet" text,
	"footer_text" text DEFAULT '' NOT NULL,
	"footer_links" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "update_translations" (
	"update_id" text NOT NULL,
	"language" text NOT NULL,
	"body" text NOT NULL,
	"translated_at" bigint NOT NULL,
	"translated_by" text,
	CONSTRAINT "update_translations_update_id_language_pk" PRIMARY KEY("update_id","language")
);
--> statement-breakpoint
ALTER TABLE "update_translations" ADD CONSTRAINT "update_translations_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE cascade ON UPDATE no action;