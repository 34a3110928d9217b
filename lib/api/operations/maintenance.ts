import { z } from "zod";
import type { Context } from "#lib/access/context";
import { extendMaintenance, moveMaintenance } from "#lib/maintenance/commands/change-times";
import { editMaintenance } from "#lib/maintenance/commands/edit";
import { cancelMaintenance, completeMaintenance, postMaintenanceNote, startMaintenance, verifyMaintenance } from "#lib/maintenance/commands/progress";
import { scheduleMaintenance } from "#lib/maintenance/commands/schedule";
import { listMaintenances, listOpenMaintenances, type MaintenanceItem } from "#lib/maintenance/queries/console";
import { getMaintenanceFacts } from "#lib/maintenance/queries/facts";
import { maintenanceAnswers, maintenanceStates, maintenanceUpdateKinds } from "#lib/maintenance/terms";
import { bodyLimit, titleLimit } from "#lib/incidents/input";
import { visibilities } from "#lib/incidents/terms";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { operation } from "../operation.ts";
import { CursorField, found, Id, Instant, iso, isoOrNull, Nothing, pageOf, toPageAnswer, Version, When } from "./fields.ts";

const Settings = z.strictObject({
  startsItself: z.boolean().default(true).describe("It starts by the clock."),
  completesItself: z.boolean().default(true),
  setsComponents: z.boolean().default(true).describe("Its components are under maintenance while it goes on."),
  tellsPlan: z.boolean().default(true),
  tellsStart: z.boolean().default(true),
  tellsEnd: z.boolean().default(true),
  reminders: z.array(z.int().positive()).max(10).default([]).describe("Minutes before the start."),
});

export const AboutFields = Settings.extend({
  title: z.string().min(1, "Give the work a title.").max(titleLimit),
  visibility: z.enum(visibilities),
  customerIds: z.array(Id).max(1_000).default([]),
  componentIds: z.array(Id).max(1_000).default([]),
  asksUntil: When.nullable().default(null).describe("Until when customers are asked whether the time suits them."),
  acceptsOverlap: z.boolean().default(false).describe("Planned all the same, where other work on the same components overlaps."),
});

export const PlanFields = AboutFields.extend({ body: z.string().min(1, "Write what is done, and what readers will notice.").max(bodyLimit), scheduledFor: When, scheduledUntil: When });
const ChangeFields = z.strictObject({ baseVersion: Version, body: z.string().max(bodyLimit).default("").describe("Words for it; left empty, the portal's own."), isQuiet: z.boolean().default(false).describe("Tell nobody.") });

const summary = { id: z.string(), code: z.string(), title: z.string(), state: z.enum(maintenanceStates), visibility: z.enum(visibilities), scheduledFor: Instant, scheduledUntil: Instant, overrunAt: Instant.nullable().describe("Since when its planned end is missed."), seriesId: z.string().nullable() };
const MaintenanceSummary = z.object({ ...summary, components: z.array(z.string()).describe("By name.") }).meta({ id: "MaintenanceSummary" });
const Maintenance = z.object({
  ...summary,
  version: z.int(),
  asksUntil: Instant.nullable(),
  startedAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  cancelledAt: Instant.nullable(),
  customerIds: z.array(z.string()),
  componentIds: z.array(z.string()),
  updates: z.array(z.object({ id: z.string(), kind: z.enum(maintenanceUpdateKinds), state: z.enum(maintenanceStates), body: z.string(), occurredAt: Instant, recordedAt: Instant })).describe("Newest first."),
  answers: z.array(z.object({ customerId: z.string(), answer: z.enum(maintenanceAnswers).nullable(), comment: z.string(), proposedFor: Instant.nullable(), proposedUntil: Instant.nullable(), repliedAt: Instant.nullable() })).describe("What the customers that are asked said to the times as they are now."),
}).meta({ id: "Maintenance" });

const reading = { group: "Maintenance", method: "GET", scope: "maintenance:read" } as const;
const writing = { group: "Maintenance", method: "POST", scope: "maintenance:write" } as const;

function toSummary({ id, code, title, state, visibility, scheduledFor, scheduledUntil, overrunAt, seriesId, components }: MaintenanceItem): z.input<typeof MaintenanceSummary> {
  return { id, code, title, state, visibility, scheduledFor: iso(scheduledFor), scheduledUntil: iso(scheduledUntil), overrunAt: isoOrNull(overrunAt), seriesId, components };
}

async function readMaintenance(ctx: Context, key: string): Promise<z.input<typeof Maintenance>> {
  const { row, reach, answers } = await getMaintenanceFacts(ctx, key);
  const view = found(await findMaintenanceView(ctx, row.code), "This maintenance does not exist.");
  const { id, code, title, state, visibility, seriesId, version } = row;
  return {
    id,
    code,
    title,
    state,
    visibility,
    seriesId,
    version,
    scheduledFor: iso(row.scheduledFor),
    scheduledUntil: iso(row.scheduledUntil),
    overrunAt: isoOrNull(row.overrunAt),
    asksUntil: isoOrNull(row.asksUntil),
    startedAt: isoOrNull(row.startedAt),
    completedAt: isoOrNull(row.completedAt),
    cancelledAt: isoOrNull(row.cancelledAt),
    customerIds: [...reach.customerIds],
    componentIds: [...reach.componentIds],
    updates: view.updates.map((update) => ({ id: update.id, kind: update.kind, state: update.state, body: update.body, occurredAt: iso(update.occurredAt), recordedAt: iso(update.recordedAt) })),
    answers: answers.map((each) => ({ customerId: each.customerId, answer: each.answer, comment: each.comment, proposedFor: isoOrNull(each.proposedFor), proposedUntil: isoOrNull(each.proposedUntil), repliedAt: isoOrNull(each.repliedAt) })),
  };
}

/** A verb that needs no more than the version and perhaps words. */
function step(id: string, { verb, summary: says, command }: { verb: string; summary: string; command: typeof startMaintenance }) {
  return operation({
    ...writing,
    id: `maintenance.${id}`,
    path: `/maintenance/{id}/${verb}`,
    summary: says,
    input: ChangeFields,
    answer: Maintenance,
    run: async (ctx, { id: key, ...change }) => readMaintenance(ctx, (await command(ctx, { maintenanceId: key, ...change })).code),
  });
}

export const maintenanceOperations = [
  operation({
    ...reading,
    id: "maintenance.list",
    path: "/maintenance",
    summary: "List planned work",
    input: z.strictObject({ state: z.enum(["open", "over", "all"]).default("open").describe("`open`: what is not over, soonest first, at most 200. `over` and `all`: the latest first."), cursor: CursorField }),
    answer: pageOf(MaintenanceSummary),
    run: async (ctx, { state, cursor }) => {
      if (state === "open") return toPageAnswer((await listOpenMaintenances(ctx)).map(toSummary), null);
      const { rows, next } = await listMaintenances(ctx, { before: cursor ?? null, isOver: state === "over" });
      return toPageAnswer(rows.map(toSummary), next);
    },
  }),
  operation({ ...reading, id: "maintenance.get", path: "/maintenance/{id}", summary: "Read planned work", about: "By its id or its code.", input: Nothing, answer: Maintenance, run: async (ctx, { id }) => readMaintenance(ctx, id) }),
  operation({ ...writing, id: "maintenance.plan", path: "/maintenance", summary: "Plan work", input: PlanFields, answer: Maintenance, status: 201, run: async (ctx, input) => readMaintenance(ctx, (await scheduleMaintenance(ctx, input)).code) }),
  operation({ ...writing, id: "maintenance.edit", path: "/maintenance/{id}", summary: "Change what it is, for whom, and how it goes", about: "Whole: what is left out has its default. Times are changed by `move` and `extend`.", input: AboutFields.extend({ baseVersion: Version }), answer: Maintenance, run: async (ctx, { id, ...about }) => readMaintenance(ctx, (await editMaintenance(ctx, { maintenanceId: id, ...about })).code) }),
  operation({
    ...writing,
    id: "maintenance.move",
    path: "/maintenance/{id}/move",
    summary: "Move it to another time",
    input: ChangeFields.extend({ scheduledFor: When, scheduledUntil: When, asksUntil: When.nullable().default(null), acceptsOverlap: z.boolean().default(false) }),
    answer: Maintenance,
    run: async (ctx, { id, ...times }) => readMaintenance(ctx, (await moveMaintenance(ctx, { maintenanceId: id, ...times })).code),
  }),
  operation({ ...writing, id: "maintenance.extend", path: "/maintenance/{id}/extend", summary: "Give it a later end", input: ChangeFields.extend({ scheduledUntil: When }), answer: Maintenance, run: async (ctx, { id, ...times }) => readMaintenance(ctx, (await extendMaintenance(ctx, { maintenanceId: id, ...times })).code) }),
  step("start", { verb: "start", summary: "Start it", command: startMaintenance }),
  step("verify", { verb: "verify", summary: "Say that the work is done and is being verified", command: verifyMaintenance }),
  step("complete", { verb: "complete", summary: "Complete it", command: completeMaintenance }),
  step("cancel", { verb: "cancel", summary: "Cancel it", command: cancelMaintenance }),
  operation({
    ...writing,
    id: "maintenance.post_note",
    path: "/maintenance/{id}/notes",
    summary: "Tell its readers something",
    input: ChangeFields.extend({ body: z.string().min(1, "Write what readers should know.").max(bodyLimit) }),
    answer: Maintenance,
    status: 201,
    run: async (ctx, { id, ...note }) => readMaintenance(ctx, (await postMaintenanceNote(ctx, { maintenanceId: id, ...note })).code),
  }),
];
