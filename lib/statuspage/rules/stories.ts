import type { ComponentState } from "../../catalog/terms.ts";
import { toIsoWithOffset } from "../../core/time.ts";
import type { AffectedAnswer, ComponentAnswer, IncidentAnswer, IncidentFacts, MaintenanceAnswer, MaintenanceFacts, PageAnswer, StatuspageSite, UpdateAnswer, UpdateFacts } from "../terms.ts";
import { publicId } from "./components.ts";

/** What every story's answer refers to. */
export interface Page {
  site: StatuspageSite;
  zone: string;
  answer: PageAnswer;
  components: ComponentAnswer[];
  byId: ReadonlyMap<string, ComponentAnswer>;
  fullNames: ReadonlyMap<string, string>;
}

type Story = Pick<IncidentFacts, "code" | "title" | "createdAt" | "componentIds" | "updates">;

export function incidentAnswer(incident: IncidentFacts, page: Page): IncidentAnswer {
  const at = (instant: number | null) => (instant === null ? null : toIsoWithOffset(instant, page.zone));
  return {
    id: incident.code,
    name: incident.title,
    // A post-mortem is the last word on what is resolved.
    status: incident.updates[0]?.status ?? "investigating",
    created_at: toIsoWithOffset(incident.createdAt, page.zone),
    updated_at: toIsoWithOffset(lastToldAt(incident), page.zone),
    monitoring_at: at(incident.monitoringAt),
    resolved_at: at(incident.resolvedAt),
    impact: incident.impact,
    shortlink: page.site.incidentUrl(incident.code),
    started_at: toIsoWithOffset(incident.startedAt, page.zone),
    page_id: page.site.pageId,
    incident_updates: updateAnswers(incident, page),
    components: componentsOf(incident, page),
  };
}

export function maintenanceAnswer(work: MaintenanceFacts, page: Page): MaintenanceAnswer {
  const at = (instant: number) => toIsoWithOffset(instant, page.zone);
  return {
    id: work.code,
    name: work.title,
    status: work.state,
    created_at: at(work.createdAt),
    updated_at: at(lastToldAt(work)),
    monitoring_at: null,
    resolved_at: work.endedAt === null ? null : at(work.endedAt),
    impact: "maintenance",
    shortlink: page.site.maintenanceUrl(work.code),
    started_at: at(work.startedAt ?? work.scheduledFor),
    page_id: page.site.pageId,
    incident_updates: updateAnswers(work, page),
    components: componentsOf(work, page),
    scheduled_for: at(work.scheduledFor),
    scheduled_until: at(work.scheduledUntil),
  };
}

/** When a story last said, or corrected, something. */
export function lastToldAt({ createdAt, updates }: Pick<Story, "createdAt" | "updates">): number {
  return Math.max(createdAt, ...updates.map(changedAt));
}

function changedAt({ recordedAt, correctedAt }: UpdateFacts): number {
  return Math.max(recordedAt, correctedAt ?? 0);
}

function componentsOf({ componentIds }: Story, { byId }: Page): ComponentAnswer[] {
  return componentIds.flatMap((id) => byId.get(id) ?? []);
}

function updateAnswers(story: Story, page: Page): UpdateAnswer[] {
  const affected = affectedByUpdate(story, page);
  return story.updates.map((update) => ({
    id: publicId(update),
    status: update.status,
    body: update.body,
    incident_id: story.code,
    created_at: toIsoWithOffset(update.recordedAt, page.zone),
    updated_at: toIsoWithOffset(changedAt(update), page.zone),
    display_at: toIsoWithOffset(update.occurredAt, page.zone),
    affected_components: affected.get(update.id) ?? null,
    deliver_notifications: !update.isQuiet,
    custom_tweet: null,
    tweet_id: null,
  }));
}

/** Every update repeats what all components of its story were before it and are from then on. */
function affectedByUpdate({ updates, componentIds }: Story, page: Page): Map<string, AffectedAnswer[] | null> {
  const states = new Map<string, ComponentState>(componentIds.filter((id) => page.byId.has(id)).map((id) => [id, "operational"]));
  const answers = new Map<string, AffectedAnswer[] | null>();
  for (const { id, states: told, endsImpact } of updates.toReversed()) {
    const before = new Map(states);
    if (endsImpact) for (const componentId of states.keys()) states.set(componentId, "operational");
    for (const { componentId, state } of told) if (states.has(componentId)) states.set(componentId, state);
    const list = [...states].map(([componentId, state]) => ({
      code: page.byId.get(componentId)?.id ?? componentId,
      name: page.fullNames.get(componentId) ?? "",
      old_status: before.get(componentId) ?? "operational",
      new_status: state,
    }));
    answers.set(id, list.length === 0 ? null : list);
  }
  return answers;
}
