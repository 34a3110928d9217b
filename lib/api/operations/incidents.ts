import { z } from "zod";
import { componentStates } from "#lib/catalog/terms";
import { languages } from "#lib/core/language";
import type { ConsoleIncident } from "#lib/incidents/queries/console";
import { listOpenByStart, listResolvedIncidents } from "#lib/incidents/queries/console";
import { getEditableUpdate, getIncidentFacts } from "#lib/incidents/queries/facts";
import { backfillIncident } from "#lib/incidents/commands/backfill";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { openIncident } from "#lib/incidents/commands/open-incident";
import type { Posted } from "#lib/incidents/commands/post";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { bodyLimit, titleLimit } from "#lib/incidents/input";
import { incidentEndings, incidentImpacts, incidentStates, promiseKinds, updateKinds, visibilities } from "#lib/incidents/terms";
import { findIncidentView } from "#lib/status/queries/incident";
import type { UpdateView } from "#lib/status/terms";
import { operation } from "../operation.ts";
import { CursorField, found, Id, Instant, iso, isoOrNull, Nothing, pageOf, toPageAnswer, Version, When } from "./fields.ts";

const State = z.enum(incidentStates);
const ComponentState = z.enum(componentStates);
const Body = z.string().min(1, "Write what readers should know.").max(bodyLimit).describe("Markdown. Everybody who sees the incident reads it.");
const Note = z.strictObject({ customerId: Id, body: z.string().min(1).max(bodyLimit) });
const Language = z.enum(languages);
const TranslationField = z.strictObject({ language: Language, body: z.string().min(1).max(bodyLimit) });
const NamedComponent = z.strictObject({ componentId: Id, state: ComponentState });

export const Whom = z.strictObject({
  title: z.string().min(1, "Give the incident a title.").max(titleLimit),
  visibility: z.enum(visibilities).describe("`public`: everybody. `affected`: customers that use a component it touches. `selected`: the customers named. `internal`: staff."),
  customerIds: z.array(Id).max(1_000).default([]).describe("For `selected`: the customers."),
});

const PostFields = z.strictObject({
  state: State,
  body: Body,
  notes: z.array(Note).max(1_000).default([]).describe("Words that only the named customer reads, beside the body."),
  translations: z.array(TranslationField).max(languages.length).default([]).describe("The body in other languages."),
  components: z.array(NamedComponent).max(1_000).default([]).describe("States that components have from this post on."),
  promiseDueAt: When.nullable().default(null).describe("By when the next update is promised. Readers see whether it was kept."),
  postmortemDueAt: When.nullable().default(null).describe("With `resolved` only: by when the post-mortem is promised."),
  occurredAt: When.nullable().default(null).describe("When it happened, where that was before now."),
});

export const OpenFields = PostFields.extend(Whom.shape);
export const UpdateFields = PostFields.extend({
  baseVersion: Version,
  title: Whom.shape.title.optional().describe("A new title; left out, it stays."),
  visibility: Whom.shape.visibility.optional().describe("Other readers; left out, they stay."),
  customerIds: z.array(Id).max(1_000).optional(),
  isReopening: z.boolean().default(false).describe("Said explicitly to open a resolved incident again."),
});

const EditFields = z.strictObject({
  baseRevision: Version,
  body: Body,
  notes: z.array(z.strictObject({ customerId: Id, body: z.string().max(bodyLimit) })).max(1_000).default([]),
  translations: z.array(z.strictObject({ language: Language, body: z.string().max(bodyLimit), fits: z.boolean().default(false).describe("As it stands it says what the body says now.") })).max(languages.length).default([]),
});

export const PostedAnswer = z.object({ incidentId: z.string(), code: z.string().describe("In the addresses of its pages: /incidents/<code>."), updateId: z.string(), version: z.int() }).meta({ id: "Posted" });

const summary = {
  id: z.string(),
  code: z.string(),
  title: z.string(),
  state: State,
  impact: z.enum(incidentImpacts),
  visibility: z.enum(visibilities),
  startedAt: Instant,
  resolvedAt: Instant.nullable(),
  endedAs: z.enum(incidentEndings).nullable().describe("Merged into another, or a false alarm; null for what was simply resolved, or is open."),
  promiseDueAt: Instant.nullable().describe("When the next update is due, while that is promised."),
};
const IncidentSummary = z.object(summary).meta({ id: "IncidentSummary" });

const Translation = z.object({ language: Language, body: z.string(), isOlder: z.boolean().describe("The body was edited since.") }).meta({ id: "Translation" });

const Update = z.object({
  id: z.string(),
  kind: z.enum(updateKinds),
  state: State,
  body: z.string(),
  notes: z.array(z.object({ customerId: z.string(), body: z.string() })),
  translations: z.array(Translation),
  components: z.array(z.object({ componentId: z.string(), name: z.string(), state: ComponentState })),
  occurredAt: Instant.describe("When it happened."),
  recordedAt: Instant.describe("When it was written down."),
  isEdited: z.boolean(),
  promises: z.array(z.object({ kind: z.enum(promiseKinds), dueAt: Instant, settledAt: Instant.nullable(), isMissed: z.boolean() })),
}).meta({ id: "IncidentUpdate" });

const Incident = z.object({
  ...summary,
  version: z.int().describe("To be sent as baseVersion with a change."),
  customerIds: z.array(z.string()),
  componentIds: z.array(z.string()).describe("Every component it ever touched."),
  updates: z.array(Update).describe("Newest first."),
  impacts: z.array(z.object({ componentId: z.string(), name: z.string(), state: ComponentState, from: Instant, until: Instant.nullable() })),
}).meta({ id: "Incident" });

const EditableUpdate = z.object({ id: z.string(), incidentId: z.string(), body: z.string(), revision: z.int().describe("To be sent as baseRevision with an edit."), occurredAt: Instant, recordedAt: Instant, notes: z.array(z.object({ customerId: z.string(), body: z.string() })), translations: z.array(Translation) }).meta({ id: "EditableUpdate" });

function toSummary(incident: ConsoleIncident): z.input<typeof IncidentSummary> {
  return { ...incident, startedAt: iso(incident.startedAt), resolvedAt: isoOrNull(incident.resolvedAt), promiseDueAt: isoOrNull(incident.promiseDueAt) };
}

function toUpdate({ id, kind, state, body, notes, translations, changes, occurredAt, recordedAt, earlier, promises }: UpdateView): z.input<typeof Update> {
  return {
    id,
    kind,
    state,
    body,
    notes: notes.map((note) => ({ customerId: note.customerId, body: note.body })),
    translations,
    components: changes.map((change) => ({ componentId: change.componentId, name: change.component, state: change.state })),
    occurredAt: iso(occurredAt),
    recordedAt: iso(recordedAt),
    isEdited: earlier.length > 0,
    promises: promises.map((promise) => ({ kind: promise.kind, dueAt: iso(promise.dueAt), settledAt: isoOrNull(promise.settledAt), isMissed: promise.isMissed })),
  };
}

export function toPosted({ incidentId, code, updateId, version }: Posted): z.input<typeof PostedAnswer> {
  return { incidentId, code, updateId, version };
}

const incidentParts = { group: "Incidents" } as const;

export const incidentOperations = [
  operation({
    ...incidentParts,
    id: "incidents.list",
    method: "GET",
    path: "/incidents",
    scope: "incidents:read",
    summary: "List incidents, newest first",
    input: z.strictObject({ state: z.enum(["open", "resolved"]).default("open").describe("What is going on, or what is over."), cursor: CursorField }),
    answer: pageOf(IncidentSummary),
    run: async (ctx, { state, cursor }) => {
      const { rows, next } = await (state === "open" ? listOpenByStart : listResolvedIncidents)(ctx, { cursor });
      return toPageAnswer(rows.map(toSummary), next);
    },
  }),
  operation({
    ...incidentParts,
    id: "incidents.get",
    method: "GET",
    path: "/incidents/{id}",
    scope: "incidents:read",
    summary: "Read an incident with its timeline",
    about: "By its id or its code.",
    input: Nothing,
    answer: Incident,
    run: async (ctx, { id: key }) => {
      const facts = await getIncidentFacts(ctx, key);
      const view = found(await findIncidentView(ctx, facts.code), "This incident does not exist.");
      const { id, code, title, visibility, version, state, endedAs, customerIds, componentIds } = facts;
      const impacts = view.impacts.map((impact) => ({ componentId: impact.componentId, name: impact.component, state: impact.state, from: iso(impact.from), until: isoOrNull(impact.until) }));
      return { id, code, title, visibility, version, state, endedAs, customerIds, componentIds, impact: view.impact, startedAt: iso(view.startedAt), resolvedAt: isoOrNull(view.resolvedAt), promiseDueAt: isoOrNull(view.promiseDueAt), updates: view.updates.map(toUpdate), impacts };
    },
  }),
  operation({
    ...incidentParts,
    id: "incidents.open",
    method: "POST",
    path: "/incidents",
    scope: "incidents:write",
    summary: "Open an incident",
    about: "It is published at once: readers are told. Where the portal asks for a second person, the answer is 409: save a draft and ask for approval instead.",
    input: OpenFields,
    answer: PostedAnswer,
    status: 201,
    run: async (ctx, input) => toPosted(await openIncident(ctx, input)),
  }),
  operation({
    ...incidentParts,
    id: "incidents.post_update",
    method: "POST",
    path: "/incidents/{id}/updates",
    scope: "incidents:write",
    summary: "Post an update, or resolve",
    about: "Published at once. With the state `resolved` the incident is over, and what it held down is operational again.",
    input: UpdateFields,
    answer: PostedAnswer,
    status: 201,
    run: async (ctx, { id, title, visibility, customerIds, ...post }) => toPosted(await postUpdate(ctx, { ...post, incidentId: id, ...(title === undefined ? {} : { title }), ...(visibility === undefined ? {} : { visibility }), ...(customerIds === undefined ? {} : { customerIds }) })),
  }),
  operation({
    ...incidentParts,
    id: "incidents.get_update",
    method: "GET",
    path: "/incidents/{id}/updates/{update}",
    scope: "incidents:write",
    summary: "Read an update to edit it",
    input: Nothing,
    answer: EditableUpdate,
    run: async (ctx, input) => readEditable(ctx, input),
  }),
  operation({
    ...incidentParts,
    id: "incidents.edit_update",
    method: "POST",
    path: "/incidents/{id}/updates/{update}/edit",
    scope: "incidents:write",
    summary: "Correct the words of an update",
    about: "Nobody is told; what it said stays readable. A note or translation left out stays, an empty one goes. For new facts, post a new update.",
    input: EditFields,
    answer: EditableUpdate,
    run: async (ctx, { id, update, ...edit }) => {
      await getEditableUpdate(ctx, { incidentKey: id, updateId: update });
      await editUpdate(ctx, { updateId: update, ...edit });
      return readEditable(ctx, { id, update });
    },
  }),
  operation({
    ...incidentParts,
    id: "incidents.backfill",
    method: "POST",
    path: "/incidents/backfill",
    scope: "incidents:write",
    summary: "Write down an incident that is over",
    about: "Its pages say when it was written down. Nobody is told unless `isTold`.",
    input: Whom.extend({
      posts: z.array(z.strictObject({ state: State, body: Body, occurredAt: When, components: z.array(NamedComponent).max(1_000).default([]) })).min(1, "Write at least one post.").max(50),
      isTold: z.boolean().default(false),
    }),
    answer: PostedAnswer,
    status: 201,
    run: async (ctx, input) => toPosted(await backfillIncident(ctx, input)),
  }),
];

async function readEditable(ctx: Parameters<typeof getEditableUpdate>[0], { id, update }: { id: string; update: string }): Promise<z.input<typeof EditableUpdate>> {
  const { notes, occurredAt, recordedAt, ...rest } = await getEditableUpdate(ctx, { incidentKey: id, updateId: update });
  return { ...rest, occurredAt: iso(occurredAt), recordedAt: iso(recordedAt), notes: notes.map(({ customerId, body }) => ({ customerId, body })) };
}
