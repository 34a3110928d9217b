import { inArray } from "drizzle-orm";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { excerpt } from "#lib/core/markdown";
import { findIncidents } from "#lib/incidents/queries/search";
import { countWanted, cutAround, wantedWords } from "#lib/incidents/rules/words";
import type { IncidentSummary, Match, SearchView, UpdateView } from "../terms.ts";
import { loadIncidents } from "./incidents.ts";
import { loadKnownComponents, loadZone } from "./scope.ts";
import { loadUpdates } from "./updates.ts";

const pageSize = 20;
const excerptLength = 240;

/** Incidents whose title, updates or own notes have all the words, and where: told in the words this audience may read. */
export async function searchTimelines(ctx: Context, input: { text: string; cursor?: string | undefined }): Promise<SearchView> {
  const wanted = wantedWords(input.text);
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const { ids, next } = await findIncidents(ctx, { words: wanted, cursor: input.cursor ?? null, limit: pageSize });
  if (ids.length === 0) return { zone, wanted, hits: [], older: null };
  const found = new Map((await loadIncidents(ctx, { known, where: inArray(incidents.id, ids), limit: ids.length })).map((incident) => [incident.id, incident]));
  const timelines = await loadUpdates(ctx, { known, incidentIds: [...found.keys()] });
  const hits = ids.flatMap((id) => {
    const incident = found.get(id);
    return incident ? [{ ...incident, match: matchOf(incident, timelines.get(id) ?? [], wanted) }] : [];
  });
  return { zone, wanted, hits, older: next };
}

function matchOf(incident: IncidentSummary, updates: UpdateView[], wanted: string[]): Match {
  const said = updates.flatMap(({ body, notes, occurredAt }) => [...notes.map((note) => ({ kind: "note" as const, text: note.body, occurredAt })), { kind: "update" as const, text: body, occurredAt }]);
  const best = said.reduce<{ at: (typeof said)[number]; count: number } | null>((before, at) => {
    const count = countWanted(at.text, wanted);
    return count > (before?.count ?? 0) ? { at, count } : before;
  }, null);
  if (!best || countWanted(incident.title, wanted) === wanted.length) return { kind: "title", occurredAt: null, excerpt: updates[0] ? excerpt(updates[0].body, excerptLength) : "" };
  return { kind: best.at.kind, occurredAt: best.at.occurredAt, excerpt: cutAround(excerpt(best.at.text, 20_000), { wanted, length: excerptLength }) };
}
