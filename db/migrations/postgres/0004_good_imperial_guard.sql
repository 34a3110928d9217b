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