import { z } from "zod";
import type { Context } from "#lib/access/context";
import { toPage } from "#lib/core/pages";
import { replayDelivery } from "#lib/delivery/commands/replay";
import { type DeliveryRow, getDelivery, listDeliveries } from "#lib/delivery/queries/ledger";
import { channels, deliveryKinds, deliveryStates } from "#lib/delivery/terms";
import { operation } from "../operation.ts";
import { CursorField, cursorOf, Id, Instant, iso, isoOrNull, Nothing, pageOf, toPageAnswer } from "./fields.ts";

const pageSize = 50;

const summary = { id: z.string(), kind: z.enum(deliveryKinds), channel: z.enum(channels), state: z.enum(deliveryStates), address: z.string(), customer: z.string().nullable(), storyId: z.string().nullable().describe("The incident, maintenance or announcement that it tells of."), storyTitle: z.string().nullable(), postId: z.string().nullable(), attempts: z.int(), createdAt: Instant, sentAt: Instant.nullable(), lastError: z.string().nullable() };
const DeliverySummary = z.object(summary).meta({ id: "DeliverySummary" });
const Delivery = z.object({
  ...summary,
  subject: z.string().nullable().describe("Null for a personal mail, which may hold a sign-in link."),
  text: z.string().nullable(),
  providerId: z.string().nullable(),
  tries: z.array(z.object({ attempt: z.int(), at: Instant, outcome: z.string(), reason: z.string() })),
  reports: z.array(z.object({ kind: z.string(), reason: z.string(), at: Instant })).describe("What the provider told after it had left."),
}).meta({ id: "Delivery" });
const parts = { group: "Deliveries" } as const;

function toSummary({ customerName, createdAt, sentAt, id, kind, channel, state, address, storyId, storyTitle, postId, attempts, lastError }: DeliveryRow): z.input<typeof DeliverySummary> {
  return { id, kind, channel, state, address, storyId, storyTitle, postId, attempts, lastError, customer: customerName, createdAt: iso(createdAt), sentAt: isoOrNull(sentAt) };
}

async function readDelivery(ctx: Context, id: string): Promise<z.input<typeof Delivery>> {
  const { subject, text, providerId, tries, reports, ...row } = await getDelivery(ctx, id);
  return { ...toSummary(row), subject, text, providerId, tries: tries.map((each) => ({ ...each, at: iso(each.at) })), reports: reports.map((each) => ({ ...each, at: iso(each.at) })) };
}

export const deliveryOperations = [
  operation({
    ...parts,
    id: "deliveries.list",
    method: "GET",
    path: "/deliveries",
    scope: "deliveries:read",
    summary: "List deliveries, newest first",
    input: z.strictObject({ state: z.enum(deliveryStates).optional(), story: Id.optional().describe("Of one incident, maintenance or announcement, by its id."), cursor: CursorField }),
    answer: pageOf(DeliverySummary),
    run: async (ctx, { state = null, story = null, cursor }) => {
      const { rows, next } = toPage(await listDeliveries(ctx, { state, story, before: cursorOf(cursor), limit: pageSize + 1 }), pageSize, (row) => ({ at: row.createdAt, id: row.id }));
      return toPageAnswer(rows.map(toSummary), next);
    },
  }),
  operation({ ...parts, id: "deliveries.get", method: "GET", path: "/deliveries/{id}", scope: "deliveries:read", summary: "Read a delivery with its attempts", input: Nothing, answer: Delivery, run: async (ctx, { id }) => readDelivery(ctx, id) }),
  operation({
    ...parts,
    id: "deliveries.replay",
    method: "POST",
    path: "/deliveries/{id}/replay",
    scope: "deliveries:write",
    summary: "Send a delivery that was given up once more",
    about: "Of one whose outcome is unknown, a second copy may arrive.",
    input: Nothing,
    answer: Delivery,
    run: async (ctx, { id }) => {
      await getDelivery(ctx, id);
      await replayDelivery(ctx, { id });
      return readDelivery(ctx, id);
    },
  }),
];
