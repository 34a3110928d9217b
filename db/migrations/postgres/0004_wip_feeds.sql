CREATE TABLE "embed_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"customer_id" text NOT NULL,
	"label" text NOT NULL,
	"origins" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
ALTER TABLE "embed_tokens" ADD CONSTRAINT "embed_tokens_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embed_tokens" ADD CONSTRAINT "embed_tokens_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "embed_tokens_hash" ON "embed_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "embed_tokens_customer" ON "embed_tokens" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "embed_tokens_creator" ON "embed_tokens" USING btree ("created_by");