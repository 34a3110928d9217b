-- Written by hand: drizzle-kit knows neither this column, these expressions nor derived rows.
-- Words come folded and parted by blanks (lib/incidents/rules/words.ts), so there is no configuration of PostgreSQL's to depend on.
ALTER TABLE "incident_texts" ADD COLUMN "document" tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array("words", ' '))) STORED;
--> statement-breakpoint
CREATE INDEX "incident_texts_document" ON "incident_texts" USING gin ("document") WITH (fastupdate = off);
--> statement-breakpoint
CREATE INDEX "subscribers_mail_domain" ON "subscribers" ((substr("email", strpos("email", '@') + 1)) COLLATE "C", ("email" COLLATE "C"), "id");
--> statement-breakpoint
CREATE INDEX "subscribers_email_order" ON "subscribers" ("email" COLLATE "C", "id");
--> statement-breakpoint
CREATE INDEX "customers_current" ON "customers" ((lower("name")) COLLATE "C", "id") WHERE "archived_at" IS NULL;
--> statement-breakpoint
CREATE INDEX "customers_archived" ON "customers" ((lower("name")) COLLATE "C", "id") WHERE "archived_at" IS NOT NULL;
--> statement-breakpoint
INSERT INTO "incident_reach" ("incident_id", "key", "started_at", "active_until", "told_at")
SELECT "who"."incident_id", "who"."key", "i"."started_at",
	CASE WHEN "i"."resolved_at" IS NULL OR EXISTS (SELECT 1 FROM "impact_intervals" "open" WHERE "open"."incident_id" = "i"."id" AND "open"."until_at" IS NULL) THEN 9007199254740991
	ELSE greatest("i"."resolved_at", coalesce((SELECT max("last"."until_at") FROM "impact_intervals" "last" WHERE "last"."incident_id" = "i"."id"), 0)) END,
	(SELECT max("u"."recorded_at") FROM "updates" "u" WHERE "u"."incident_id" = "i"."id" AND "u"."external_id" IS NULL)
FROM (
	SELECT "id" AS "incident_id", 'staff' AS "key" FROM "incidents"
	UNION SELECT "id", 'public' FROM "incidents" WHERE "visibility" = 'public'
	UNION SELECT "c"."incident_id", "c"."customer_id" FROM "incident_customers" "c" JOIN "incidents" "s" ON "s"."id" = "c"."incident_id" WHERE "s"."visibility" = 'selected'
	UNION SELECT "t"."incident_id", "t"."component_id" FROM "incident_components" "t" JOIN "incidents" "a" ON "a"."id" = "t"."incident_id" WHERE "a"."visibility" = 'affected'
) "who" JOIN "incidents" "i" ON "i"."id" = "who"."incident_id";
