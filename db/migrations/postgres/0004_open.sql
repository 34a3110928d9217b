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
CREATE TABLE "impact_disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"words" text NOT NULL,
	"claimed_failed" bigint,
	"measured_failed" bigint,
	"measured_total" bigint,
	"raised_at" bigint NOT NULL,
	"raised_by" text,
	"raised_by_name" text NOT NULL,
	"answer" text,
	"agreed_failed" bigint,
	"answered_at" bigint,
	"answered_by" text,
	"answered_by_name" text
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
CREATE TABLE "contracts" (
	"customer_id" text PRIMARY KEY NOT NULL,
	"terms" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"saved_at" bigint NOT NULL,
	"saved_by_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statement_blobs" (
	"statement_id" text NOT NULL,
	"file" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "statement_blobs_statement_id_file_pk" PRIMARY KEY("statement_id","file")
);
--> statement-breakpoint
CREATE TABLE "statement_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text,
	"created_at" bigint NOT NULL,
	"retired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "statement_shares" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"statement_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"label" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	"created_by_name" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"kind" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"state" text NOT NULL,
	"identity" text NOT NULL,
	"amends_id" text,
	"reason" text DEFAULT '' NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"document" text NOT NULL,
	"made_at" bigint NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"release_due_at" bigint,
	"number" bigint,
	"seal" text,
	"signature" text,
	"key_id" text,
	"document_hash" text,
	"released_at" bigint,
	"released_by_name" text,
	"credit_confirmed_at" bigint,
	"credit_confirmed_by_name" text
);
--> statement-breakpoint
CREATE TABLE "sli_batches" (
	"source_id" text NOT NULL,
	"key" text NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "sli_batches_source_id_key_pk" PRIMARY KEY("source_id","key")
);
--> statement-breakpoint
CREATE TABLE "sli_days" (
	"at" bigint NOT NULL,
	"series" bigint NOT NULL,
	"good" bigint NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "sli_days_at_series_pk" PRIMARY KEY("at","series")
);
--> statement-breakpoint
CREATE TABLE "sli_minutes" (
	"at" bigint NOT NULL,
	"series" bigint NOT NULL,
	"good" bigint NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "sli_minutes_at_series_pk" PRIMARY KEY("at","series")
);
--> statement-breakpoint
CREATE TABLE "sli_points" (
	"stream" bigint NOT NULL,
	"minute" bigint NOT NULL,
	"points" jsonb NOT NULL,
	"increase" bigint NOT NULL,
	CONSTRAINT "sli_points_stream_minute_pk" PRIMARY KEY("stream","minute")
);
--> statement-breakpoint
CREATE TABLE "sli_quarters" (
	"at" bigint NOT NULL,
	"series" bigint NOT NULL,
	"good" bigint NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "sli_quarters_at_series_pk" PRIMARY KEY("at","series")
);
--> statement-breakpoint
CREATE TABLE "sli_routes" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"metric" text NOT NULL,
	"matchers" jsonb NOT NULL,
	"side" text NOT NULL,
	"counting" text NOT NULL,
	"customer_label" text,
	"sli_key" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sli_series" (
	"number" bigint PRIMARY KEY NOT NULL,
	"sli_id" text NOT NULL,
	"source_id" text,
	"query" jsonb,
	"first_minute" bigint,
	"last_minute" bigint,
	"read_through" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sli_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secret" text,
	"key_hash" text,
	"key_last_four" text,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	"archived_at" bigint,
	"due_at" bigint,
	"last_ok_at" bigint,
	"failing_since" bigint,
	"last_error" text,
	"unrouted" jsonb
);
--> statement-breakpoint
CREATE TABLE "sli_streams" (
	"number" bigint PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"fingerprint" text NOT NULL,
	"series" bigint NOT NULL,
	"side" text NOT NULL,
	"counting" text NOT NULL,
	"labels" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slis" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text,
	"journey_id" text,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"definition" text NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"archived_at" bigint
);
--> statement-breakpoint
CREATE TABLE "slo_alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"slo_id" text NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"sentence" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"resolved_at" bigint
);
--> statement-breakpoint
CREATE TABLE "slo_exclusions" (
	"id" text PRIMARY KEY NOT NULL,
	"slo_id" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"effect" text NOT NULL,
	"category" text NOT NULL,
	"reason" text NOT NULL,
	"clause" text DEFAULT '' NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	"created_by_name" text NOT NULL,
	"approved_at" bigint,
	"approved_by" text,
	"approved_by_name" text,
	"withdrawn_at" bigint,
	"withdrawn_by_name" text,
	"disputed_at" bigint,
	"disputed_by_name" text,
	"dispute" text,
	"dispute_settled_at" bigint,
	"dispute_answer" text
);
--> statement-breakpoint
CREATE TABLE "slo_parts" (
	"slo_id" text NOT NULL,
	"sli_id" text NOT NULL,
	"weight" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "slo_parts_slo_id_sli_id_pk" PRIMARY KEY("slo_id","sli_id")
);
--> statement-breakpoint
CREATE TABLE "slo_states" (
	"slo_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"since" bigint NOT NULL,
	"good" bigint NOT NULL,
	"total" bigint NOT NULL,
	"left_ppm" bigint,
	"burn_milli" bigint,
	"checked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slo_thresholds" (
	"slo_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"left_ppm" bigint NOT NULL,
	"set_by_name" text NOT NULL,
	"set_at" bigint NOT NULL,
	"told_at" bigint,
	CONSTRAINT "slo_thresholds_slo_id_customer_id_pk" PRIMARY KEY("slo_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "slo_versions" (
	"slo_id" text NOT NULL,
	"number" bigint NOT NULL,
	"effective_from" bigint NOT NULL,
	"binds_from" bigint NOT NULL,
	"definition" jsonb NOT NULL,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	CONSTRAINT "slo_versions_slo_id_number_pk" PRIMARY KEY("slo_id","number")
);
--> statement-breakpoint
CREATE TABLE "slos" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text,
	"name" text NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"archived_at" bigint
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
ALTER TABLE "impact_disputes" ADD CONSTRAINT "impact_disputes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_disputes" ADD CONSTRAINT "impact_disputes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_disputes" ADD CONSTRAINT "impact_disputes_raised_by_people_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_disputes" ADD CONSTRAINT "impact_disputes_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_translations" ADD CONSTRAINT "update_translations_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_blobs" ADD CONSTRAINT "statement_blobs_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_shares" ADD CONSTRAINT "statement_shares_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_shares" ADD CONSTRAINT "statement_shares_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_shares" ADD CONSTRAINT "statement_shares_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_key_id_statement_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."statement_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_batches" ADD CONSTRAINT "sli_batches_source_id_sli_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sli_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_points" ADD CONSTRAINT "sli_points_stream_sli_streams_number_fk" FOREIGN KEY ("stream") REFERENCES "public"."sli_streams"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_routes" ADD CONSTRAINT "sli_routes_source_id_sli_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sli_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_series" ADD CONSTRAINT "sli_series_sli_id_slis_id_fk" FOREIGN KEY ("sli_id") REFERENCES "public"."slis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_series" ADD CONSTRAINT "sli_series_source_id_sli_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sli_sources"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_sources" ADD CONSTRAINT "sli_sources_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_streams" ADD CONSTRAINT "sli_streams_source_id_sli_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sli_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sli_streams" ADD CONSTRAINT "sli_streams_series_sli_series_number_fk" FOREIGN KEY ("series") REFERENCES "public"."sli_series"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slis" ADD CONSTRAINT "slis_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slis" ADD CONSTRAINT "slis_journey_id_journeys_id_fk" FOREIGN KEY ("journey_id") REFERENCES "public"."journeys"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_alerts" ADD CONSTRAINT "slo_alerts_slo_id_slos_id_fk" FOREIGN KEY ("slo_id") REFERENCES "public"."slos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_exclusions" ADD CONSTRAINT "slo_exclusions_slo_id_slos_id_fk" FOREIGN KEY ("slo_id") REFERENCES "public"."slos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_exclusions" ADD CONSTRAINT "slo_exclusions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_exclusions" ADD CONSTRAINT "slo_exclusions_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_parts" ADD CONSTRAINT "slo_parts_slo_id_slos_id_fk" FOREIGN KEY ("slo_id") REFERENCES "public"."slos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_parts" ADD CONSTRAINT "slo_parts_sli_id_slis_id_fk" FOREIGN KEY ("sli_id") REFERENCES "public"."slis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_states" ADD CONSTRAINT "slo_states_slo_id_slos_id_fk" FOREIGN KEY ("slo_id") REFERENCES "public"."slos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_thresholds" ADD CONSTRAINT "slo_thresholds_slo_id_slos_id_fk" FOREIGN KEY ("slo_id") REFERENCES "public"."slos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_thresholds" ADD CONSTRAINT "slo_thresholds_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_versions" ADD CONSTRAINT "slo_versions_slo_id_slos_id_fk" FOREIGN KEY ("slo_id") REFERENCES "public"."slos"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slo_versions" ADD CONSTRAINT "slo_versions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slos" ADD CONSTRAINT "slos_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
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
CREATE INDEX "impact_disputes_incident" ON "impact_disputes" USING btree ("incident_id","raised_at","id");--> statement-breakpoint
CREATE INDEX "impact_disputes_customer" ON "impact_disputes" USING btree ("customer_id","raised_at");--> statement-breakpoint
CREATE INDEX "impact_disputes_raiser" ON "impact_disputes" USING btree ("raised_by");--> statement-breakpoint
CREATE INDEX "impact_disputes_answerer" ON "impact_disputes" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "impact_disputes_answered" ON "impact_disputes" USING btree ("answered_at","raised_at","id");--> statement-breakpoint
CREATE INDEX "statement_keys_created" ON "statement_keys" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_shares_hash" ON "statement_shares" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "statement_shares_statement" ON "statement_shares" USING btree ("statement_id","created_at");--> statement-breakpoint
CREATE INDEX "statement_shares_customer" ON "statement_shares" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "statement_shares_creator" ON "statement_shares" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "statements_identity" ON "statements" USING btree ("identity");--> statement-breakpoint
CREATE UNIQUE INDEX "statements_number" ON "statements" USING btree ("customer_id","number");--> statement-breakpoint
CREATE INDEX "statements_customer" ON "statements" USING btree ("customer_id","state","until_at","id");--> statement-breakpoint
CREATE INDEX "statements_state" ON "statements" USING btree ("state","until_at","id");--> statement-breakpoint
CREATE INDEX "statements_key" ON "statements" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "statements_due" ON "statements" USING btree ("release_due_at") WHERE state = 'draft' and release_due_at is not null;--> statement-breakpoint
CREATE INDEX "sli_batches_created" ON "sli_batches" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "sli_points_minute" ON "sli_points" USING btree ("minute");--> statement-breakpoint
CREATE INDEX "sli_routes_source" ON "sli_routes" USING btree ("source_id","metric");--> statement-breakpoint
CREATE UNIQUE INDEX "sli_series_source" ON "sli_series" USING btree ("sli_id","source_id");--> statement-breakpoint
CREATE INDEX "sli_series_of_source" ON "sli_series" USING btree ("source_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sli_sources_key" ON "sli_sources" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "sli_sources_due" ON "sli_sources" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "sli_sources_name" ON "sli_sources" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "sli_sources_creator" ON "sli_sources" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "sli_streams_fingerprint" ON "sli_streams" USING btree ("source_id","fingerprint");--> statement-breakpoint
CREATE INDEX "sli_streams_series" ON "sli_streams" USING btree ("series");--> statement-breakpoint
CREATE UNIQUE INDEX "slis_key" ON "slis" USING btree ("customer_id","key");--> statement-breakpoint
CREATE INDEX "slis_word" ON "slis" USING btree ("key");--> statement-breakpoint
CREATE INDEX "slis_journey" ON "slis" USING btree ("journey_id");--> statement-breakpoint
CREATE INDEX "slo_alerts_slo" ON "slo_alerts" USING btree ("slo_id","opened_at");--> statement-breakpoint
CREATE INDEX "slo_alerts_open" ON "slo_alerts" USING btree ("resolved_at","opened_at");--> statement-breakpoint
CREATE INDEX "slo_exclusions_slo" ON "slo_exclusions" USING btree ("slo_id","from_at");--> statement-breakpoint
CREATE INDEX "slo_exclusions_author" ON "slo_exclusions" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "slo_exclusions_approver" ON "slo_exclusions" USING btree ("approved_by");--> statement-breakpoint
CREATE INDEX "slo_exclusions_disputed" ON "slo_exclusions" USING btree ("disputed_at");--> statement-breakpoint
CREATE INDEX "slo_parts_sli" ON "slo_parts" USING btree ("sli_id");--> statement-breakpoint
CREATE INDEX "slo_states_left" ON "slo_states" USING btree ("left_ppm");--> statement-breakpoint
CREATE INDEX "slo_thresholds_customer" ON "slo_thresholds" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "slo_versions_author" ON "slo_versions" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "slos_customer" ON "slos" USING btree ("customer_id","name");--> statement-breakpoint
CREATE INDEX "slos_name" ON "slos" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "sessions_parent" ON "sessions" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "announcements_external" ON "announcements" USING btree ("external_id");