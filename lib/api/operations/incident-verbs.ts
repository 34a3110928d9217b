import { z } from "zod";
import { componentStates } from "#lib/catalog/terms";
import { correctImpact } from "#lib/incidents/commands/correct-impact";
import { correctTime } from "#lib/incidents/commands/correct-time";
import { declareFalseAlarm } from "#lib/incidents/commands/false-alarm";
import { linkIncidents, unlinkIncidents } from "#lib/incidents/commands/link";
import { mergeIncident } from "#lib/incidents/commands/merge";
import { bodyLimit, reasonLimit } from "#lib/incidents/input";
import { getEditableUpdate } from "#lib/incidents/queries/facts";
import { operation } from "../operation.ts";
import { Id, Version, When } from "./fields.ts";
import { PostedAnswer, toPosted } from "./incidents.ts";

const Reason = z.string().min(1, "Say why. Readers see it with the correction.").max(reasonLimit);
const ComponentState = z.enum(componentStates);
const Changed = z.object({ code: z.string() }).meta({ id: "ChangedIncident" });
const parts = { group: "Incidents", scope: "incidents:write", method: "POST" } as const;

export const incidentVerbOperations = [
  operation({
    ...parts,
    id: "incidents.correct_impact",
    path: "/incidents/{id}/impact",
    summary: "Correct when a component was how bad",
    about: "`line` is the component's whole record in this incident as it shall read. Readers see that and why it was corrected.",
    input: z.strictObject({ baseVersion: Version, componentId: Id, line: z.array(z.strictObject({ state: ComponentState, from: When, until: When.nullable() })).max(100), reason: Reason }),
    answer: Changed,
    run: async (ctx, { id, ...correction }) => ({ code: (await correctImpact(ctx, { incidentId: id, ...correction })).code }),
  }),
  operation({
    ...parts,
    id: "incidents.correct_time",
    path: "/incidents/{id}/updates/{update}/time",
    summary: "Correct when an update happened",
    input: z.strictObject({ baseRevision: Version, occurredAt: When, reason: Reason }),
    answer: Changed,
    run: async (ctx, { id, update, ...correction }) => {
      await getEditableUpdate(ctx, { incidentKey: id, updateId: update });
      return { code: (await correctTime(ctx, { updateId: update, ...correction })).code };
    },
  }),
  operation({
    ...parts,
    id: "incidents.merge",
    path: "/incidents/{id}/merge",
    summary: "Merge an incident into another",
    about: "Whoever sees both is led to the one that goes on; to anybody else this one is resolved.",
    input: z.strictObject({
      baseVersion: Version,
      into: Id.describe("Id or code of the incident that goes on."),
      intoVersion: Version,
      lastWords: z.string().max(bodyLimit).default("").describe("The last words of this one, for who does not see the other."),
      body: z.string().max(bodyLimit).default("").describe("The first post of the other after it."),
      promiseDueAt: When.nullable().default(null),
      components: z.array(z.strictObject({ componentId: Id, state: ComponentState })).max(1_000).default([]),
    }),
    answer: z.object({ code: z.string(), intoCode: z.string() }).meta({ id: "MergedIncident" }),
    run: async (ctx, { id, ...merge }) => {
      const { code, intoCode } = await mergeIncident(ctx, { incidentId: id, ...merge });
      return { code, intoCode };
    },
  }),
  operation({
    ...parts,
    id: "incidents.declare_false_alarm",
    path: "/incidents/{id}/false-alarm",
    summary: "Declare a false alarm",
    about: "Nothing was wrong: it ends, and counts nowhere.",
    input: z.strictObject({ baseVersion: Version, body: z.string().min(1, "Write what readers should know.").max(bodyLimit) }),
    answer: PostedAnswer,
    run: async (ctx, { id, ...words }) => toPosted(await declareFalseAlarm(ctx, { incidentId: id, ...words })),
  }),
  operation({
    ...parts,
    id: "incidents.link",
    path: "/incidents/{id}/related",
    summary: "Link two incidents",
    input: z.strictObject({ otherId: Id.describe("Id or code of the other.") }),
    answer: Changed,
    run: async (ctx, { id, otherId }) => ({ code: (await linkIncidents(ctx, { incidentId: id, otherId })).code }),
  }),
  operation({
    ...parts,
    id: "incidents.unlink",
    path: "/incidents/{id}/related/remove",
    summary: "Take the link between two incidents away",
    input: z.strictObject({ otherId: Id }),
    answer: Changed,
    run: async (ctx, { id, otherId }) => ({ code: (await unlinkIncidents(ctx, { incidentId: id, otherId })).code }),
  }),
];
