CREATE TABLE "api_answers" (
	"key_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" bigint NOT NULL,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "api_answers_key_id_idempotency_key_pk" PRIMARY KEY("key_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"name" text NOT NULL,
	"person_id" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
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
CREATE TABLE "hosts" (
	"id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"customer_id" text,
	"challenge" text NOT NULL,
	"state" text NOT NULL,
	"finding" jsonb,
	"checked_at" bigint,
	"verified_at" bigint,
	"lost_at" bigint,
	"created_at" bigint NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "senders" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text,
	"sender" text NOT NULL,
	"selector" text NOT NULL,
	"is_ready" boolean DEFAULT false NOT NULL,
	"finding" jsonb,
	"checked_at" bigint,
	"created_at" bigint NOT NULL
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
ALTER TABLE "sessions" ADD COLUMN "parent_id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "only_customer_id" text;--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "prepared_by" text;--> statement-breakpoint
ALTER TABLE "api_answers" ADD CONSTRAINT "api_answers_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "senders" ADD CONSTRAINT "senders_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_translations" ADD CONSTRAINT "update_translations_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_answers_created" ON "api_answers" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "api_keys_created" ON "api_keys" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "api_keys_person" ON "api_keys" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "hosts_host" ON "hosts" USING btree ("host");--> statement-breakpoint
CREATE INDEX "hosts_customer" ON "hosts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "hosts_checked" ON "hosts" USING btree ("checked_at");--> statement-breakpoint
CREATE INDEX "hosts_creator" ON "hosts" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "senders_customer" ON "senders" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "senders_checked" ON "senders" USING btree ("checked_at");--> statement-breakpoint
CREATE INDEX "sessions_parent" ON "sessions" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "announcements_external" ON "announcements" USING btree ("external_id");