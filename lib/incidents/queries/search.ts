import { type SQL, sql } from "drizzle-orm";
import { matchingTexts } from "#db/full-text";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { decodeCursor, toPage } from "#lib/core/pages";
import { noteMark, readerMark } from "../rules/words.ts";
import { loadReachKeys } from "./reach.ts";
import { visibleIncidents } from "./visible.ts";

/** Incidents in whose words all of these stand, as this audience reads them, newest first. What it may not read finds nothing. */
export async function findIncidents(ctx: Context, input: { words: readonly string[]; cursor: string | null; limit: number }): Promise<{ ids: string[]; next: string | null }> {
  if (input.words.length === 0) return { ids: [], next: null };
  const marks = await listMarks(ctx);
  const matching = matchingTexts({ marks, words: input.words, before: decodeCursor(input.cursor)?.at ?? Number.MAX_SAFE_INTEGER });
  const rows = await ctx.read.rows<{ position: number; incident_id: string }>(sql`
    select texts.position, texts.incident_id from ${matching} as texts
    join ${incidents} on ${incidents.id} = texts.incident_id
    where ${visibleIncidents(ctx.read, ctx.audience)} and ${isTheirText(ctx.audience)}
    order by texts.position desc limit ${input.limit + 1}`);
  const page = toPage(rows, input.limit, (row) => ({ at: row.position, id: row.incident_id }));
  return { ids: page.rows.map((row) => row.incident_id), next: page.next };
}

async function listMarks(ctx: Context): Promise<string[]> {
  const keys = await loadReachKeys(ctx.read, ctx.audience);
  return [...keys.map(readerMark), ...noteMarks(ctx.audience)];
}

// Where a customer has notes, the text with them has all the common words too: the other would be the same incident again.
function isTheirText(audience: Audience): SQL {
  if (audience.kind !== "customer") return sql`1 = 1`;
  const { customerId } = audience;
  return sql`(texts.customer_id = ${customerId} or not exists (select 1 from incident_texts as own where own.incident_id = texts.incident_id and own.customer_id = ${customerId}))`;
}

function noteMarks(audience: Audience): string[] {
  return audience.kind === "customer" ? [noteMark(audience.customerId)] : [];
}
