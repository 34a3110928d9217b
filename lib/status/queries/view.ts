import { and, asc, eq, gte, inArray, isNull, or } from "drizzle-orm";
import { journeyComponents, journeys } from "#db/schema/customers";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { addDays, startOfDay } from "#lib/core/time";
import { listActive } from "#lib/incidents/queries/reach";
import { BAR_DAYS, composeStatus, RECENT_DAYS } from "../rules/compose.ts";
import { worstState } from "../rules/indicator.ts";
import type { IncidentSummary, JourneyView, StatusView } from "../terms.ts";
import { loadCurrentAnnouncements } from "./announcements.ts";
import { type Impact, loadImpacts } from "./impacts.ts";
import { loadIncidents, loadOpenIncidents } from "./incidents.ts";
import { loadComingMaintenances } from "./maintenances.ts";
import { loadSeries } from "./series.ts";
import { type KnownComponent, type KnownComponents, loadKnownComponents, loadZone } from "./scope.ts";

const recentLimit = 500;

/** How things are for one audience, now and over 90 days, from what that audience may see and nothing else. */
export async function getStatusView(ctx: Context): Promise<StatusView> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const current = [...known.values()].filter((component) => !component.isArchived);
  const shown = current.filter((component) => component.isUsed);
  const since = addDays(startOfDay(ctx.now, zone), 1 - BAR_DAYS, zone);
  const [impacts, open, maintenances, recent, owned, announcements, series] = await Promise.all([
    loadImpacts(ctx, { componentIds: current.map((component) => component.id), since }),
    loadOpenIncidents(ctx, known),
    loadComingMaintenances(ctx, known),
    loadRecent(ctx, { known, zone }),
    loadJourneys(ctx),
    loadCurrentAnnouncements(ctx, known),
    loadSeries(ctx, known),
  ]);
  const states = statesNow(current, impacts);
  const theirs = open.filter((incident) => incident.isTheirs);
  const isShown = new Set(shown.map((component) => component.id));
  const composed = composeStatus({
    audience: ctx.audience,
    now: ctx.now,
    zone,
    groups: groupsInOrder(shown),
    components: shown.map((component, position) => ({ ...component, position, state: states.get(component.id) ?? "operational" })),
    intervals: impacts.filter((impact) => isShown.has(impact.componentId)),
    openIncidents: theirs,
    maintenances,
    recentIncidents: recent.filter((incident) => incident.isTheirs),
  });
  const journeyViews = owned.map((journey) => composeJourney(journey, { known, states }));
  const due = theirs.flatMap((incident) => incident.promiseDueAt ?? []);
  return { ...composed, announcements, elsewhere: open.filter((incident) => !incident.isTheirs), series, journeys: journeyViews, nextPromiseAt: due.length > 0 ? Math.min(...due) : null };
}

// The state column of a component is the staff's view of it; what an audience sees is the worst of what it may know of.
function statesNow(components: KnownComponent[], impacts: Impact[]) {
  const going = Map.groupBy(impacts.filter((impact) => impact.until === null), (impact) => impact.componentId);
  return new Map(components.map(({ id }) => [id, worstState((going.get(id) ?? []).map((impact) => impact.state))]));
}

// A customer's own order moves groups too: a group stands where the first of its components does.
function groupsInOrder(components: KnownComponent[]) {
  const names = new Map<string, string>();
  for (const { groupId, groupName } of components) if (groupId !== null && !names.has(groupId)) names.set(groupId, groupName ?? "");
  return [...names].map(([id, name], position) => ({ id, name, description: "", position }));
}

async function loadRecent(ctx: Context, { known, zone }: { known: KnownComponents; zone: string }): Promise<IncidentSummary[]> {
  const since = addDays(startOfDay(ctx.now, zone), 1 - RECENT_DAYS, zone);
  const active = await listActive(ctx, { since: since - 1, limit: recentLimit });
  const recent = await loadIncidents(ctx, { known, where: and(inArray(incidents.id, active), or(isNull(incidents.resolvedAt), gte(incidents.resolvedAt, since))), limit: recentLimit });
  // What was merged is told, and counted, with what it went into.
  return recent.filter((incident) => incident.mergedInto === null);
}

interface Journey extends Omit<JourneyView, "state" | "runsOn"> {
  componentIds: string[];
}

async function loadJourneys(ctx: Context): Promise<Journey[]> {
  if (ctx.audience.kind !== "customer") return [];
  const { id, name, description, criticality } = journeys;
  const rows = await ctx.read
    .select({ id, name, description, criticality, componentId: journeyComponents.componentId })
    .from(journeys)
    .leftJoin(journeyComponents, eq(journeyComponents.journeyId, journeys.id))
    .where(eq(journeys.customerId, ctx.audience.customerId))
    .orderBy(asc(journeys.position), asc(journeys.name), asc(journeys.id));
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const { componentId: _, ...journey } = first;
    return [{ ...journey, componentIds: of.flatMap((row) => row.componentId ?? []) }];
  });
}

function composeJourney({ componentIds, ...journey }: Journey, { known, states }: { known: KnownComponents; states: ReadonlyMap<string, JourneyView["state"]> }): JourneyView {
  const parts = [...known.values()].filter((component) => componentIds.includes(component.id) && !component.isArchived);
  return { ...journey, state: worstState(parts.flatMap((part) => states.get(part.id) ?? [])), runsOn: parts.map((part) => part.name) };
}
