import { eq, inArray, isNull, and } from "drizzle-orm";
import { componentGroups, components } from "#db/schema/catalog";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { DAY } from "#lib/core/time";
import { listNewestResolved, listStillActive } from "#lib/incidents/queries/reach";
import { loadImpacts, type Impact } from "#lib/status/queries/impacts";
import { loadIncidents } from "#lib/status/queries/incidents";
import { type KnownComponents, loadKnownComponents, loadZone } from "#lib/status/queries/scope";
import { pageStatus, worstState } from "#lib/status/rules/indicator";
import type { IncidentSummary } from "#lib/status/terms";
import type { ComponentFacts, GroupFacts, StatuspageFacts } from "../terms.ts";
import { listMaintenanceFacts } from "./maintenances.ts";
import { incidentFacts } from "./stories.ts";

/** As many as Statuspage answers with. */
const storiesAtMost = 50;
const activeAtMost = 200;
/** How far back a component's last change is looked for. */
const changeDays = 90;

/** What one audience may know, from the reads that its pages are made from; `code` asks for one incident instead of the newest. */
export async function loadStatuspageFacts(ctx: Context, { code }: { code?: string } = {}): Promise<StatuspageFacts> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const current = [...known.values()].filter((component) => !component.isArchived);
  const [catalog, impacts, open, resolved, maintenances] = await Promise.all([
    loadCatalog(ctx, known),
    loadImpacts(ctx, { componentIds: current.map((component) => component.id), since: ctx.now - changeDays * DAY }),
    loadOpen(ctx, known),
    code === undefined ? loadResolved(ctx, known) : loadIncidents(ctx, { known, where: eq(incidents.code, code), limit: 1 }),
    listMaintenanceFacts(ctx, { known, limit: storiesAtMost }),
  ]);
  const facts = componentFacts(known, { catalog, impacts });
  const states = facts.filter((component) => component.isShown).map((component) => component.state);
  const listed = code === undefined ? newest([...open, ...resolved]) : resolved;
  return {
    zone,
    status: pageStatus(states, open.filter((incident) => incident.isTheirs).map((incident) => incident.impact)),
    components: facts,
    groups: catalog.groups,
    incidents: await incidentFacts(ctx, { known, summaries: listed }),
    maintenances,
  };
}

async function loadOpen(ctx: Context, known: KnownComponents): Promise<IncidentSummary[]> {
  const active = await listStillActive(ctx, { limit: activeAtMost });
  return loadIncidents(ctx, { known, where: and(inArray(incidents.id, active), isNull(incidents.resolvedAt)), limit: storiesAtMost });
}

async function loadResolved(ctx: Context, known: KnownComponents): Promise<IncidentSummary[]> {
  const ids = await listNewestResolved(ctx, { before: null, limit: storiesAtMost });
  return loadIncidents(ctx, { known, where: inArray(incidents.id, ids), limit: storiesAtMost });
}

function newest(summaries: IncidentSummary[]): IncidentSummary[] {
  return summaries.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)).slice(0, storiesAtMost);
}

interface Catalog {
  stored: ReadonlyMap<string, { externalId: string | null; createdAt: number }>;
  groups: GroupFacts[];
}

// Only of components that the audience has a name for, and of the groups these are in.
async function loadCatalog(ctx: Context, known: KnownComponents): Promise<Catalog> {
  const componentIds = [...known.keys()];
  const groupIds = [...new Set([...known.values()].flatMap((component) => component.groupId ?? []))];
  const rows = componentIds.length === 0 ? [] : await ctx.read.select({ id: components.id, externalId: components.externalId, createdAt: components.createdAt }).from(components).where(inArray(components.id, componentIds));
  const { id, externalId, name, description, createdAt } = componentGroups;
  const groups = groupIds.length === 0 ? [] : await ctx.read.select({ id, externalId, name, description, createdAt }).from(componentGroups).where(inArray(id, groupIds));
  return { stored: new Map(rows.map((row) => [row.id, row])), groups };
}

function componentFacts(known: KnownComponents, { catalog, impacts }: { catalog: Catalog; impacts: readonly Impact[] }): ComponentFacts[] {
  const impactsOn = Map.groupBy(impacts, (impact) => impact.componentId);
  return [...known.values()].map(({ id, name, description, showsHistory, startedAt, groupId, isArchived, isUsed }) => {
    const own = impactsOn.get(id) ?? [];
    const { externalId = null, createdAt = startedAt } = catalog.stored.get(id) ?? {};
    const changedAt = Math.max(createdAt, ...own.flatMap(({ from, until }) => (until === null ? [from] : [from, until])));
    const state = worstState(own.filter((impact) => impact.until === null).map((impact) => impact.state));
    return { id, externalId, name, description, state, showsHistory, startedAt, createdAt, changedAt, groupId, isShown: isUsed && !isArchived };
  });
}
