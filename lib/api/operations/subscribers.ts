import { z } from "zod";
import type { Context } from "#lib/access/context";
import { writeCsv } from "#lib/core/csv";
import { Failure } from "#lib/core/failure";
import { languages } from "#lib/customers/terms";
import { importSubscribers } from "#lib/subscriptions/commands/import";
import { removeSubscriber } from "#lib/subscriptions/commands/remove";
import { shareSubscriber } from "#lib/subscriptions/commands/share";
import { ApplySubscribers, importModes } from "#lib/subscriptions/input";
import { previewSubscribers } from "#lib/subscriptions/queries/import-plan";
import { listSubscribers, type SubscriberRow } from "#lib/subscriptions/queries/list";
import { channels, kindsOfPost, subscriberStates } from "#lib/subscriptions/terms";
import { operation } from "../operation.ts";
import { asForm, CursorField, Instant, iso, Nothing, pageOf, toPageAnswer } from "./fields.ts";

const Subscriber = z.object({ id: z.string(), channel: z.enum(channels), address: z.string().describe("Of mail; of another channel it is masked."), state: z.enum(subscriberStates), isShared: z.boolean().describe("Several people read it."), customer: z.string().nullable().describe("Whose page it hears of, by name; null for the public page."), createdAt: Instant }).meta({ id: "Subscriber" });

const consent = {
  mode: z.enum(importModes).describe("`invite`: each is asked by mail first. `confirmed`: they hear at once, as they agreed before."),
  consent: z.string().max(500).default("").describe("With `confirmed`: where and when they agreed. It is kept in the record."),
};
const SubscriberFields = z.strictObject({
  ...consent,
  email: z.string().min(3, "Name the address.").max(254),
  customer: z.string().max(48).default("").describe("The slug of the customer whose page they are a member of; empty for the public page."),
  components: z.array(z.string().min(1).max(120)).max(300).default([]).describe("By name; empty for everything."),
  kinds: z.array(z.enum(kindsOfPost)).default([]).describe("Empty for every kind."),
  language: z.enum(languages).optional(),
  timeZone: z.string().max(64).default(""),
  isShared: z.boolean().optional(),
});

const parts = { group: "Subscribers" } as const;
const writing = { ...parts, method: "POST", scope: "subscribers:write" } as const;
const columns = ["email", "customer", "components", "kinds", "language", "time_zone", "shared"];

function toSubscriber({ id, channel, shown, email, state, isShared, customerName, createdAt }: SubscriberRow): z.input<typeof Subscriber> {
  return { id, channel, address: channel === "email" ? email : (shown ?? ""), state, isShared, customer: customerName, createdAt: iso(createdAt) };
}

async function bring(ctx: Context, input: { mode: z.infer<typeof consent.mode>; consent: string; text: string }) {
  const { plan, seal } = await previewSubscribers(ctx, input);
  return { plan, apply: () => importSubscribers(ctx, asForm(ApplySubscribers, { ...input, seal })) };
}

async function addOne(ctx: Context, { mode, consent: words, ...wanted }: z.output<typeof SubscriberFields>): Promise<z.input<typeof Subscriber>> {
  const { email, customer, components, kinds, language = "", timeZone, isShared } = wanted;
  const row = [email, customer, components.join("; "), kinds.join("; "), language, timeZone, isShared === undefined ? "" : isShared ? "yes" : "no"];
  const { plan, apply } = await bring(ctx, { mode, consent: words, text: writeCsv(columns, [row]) });
  const [problem] = plan.problems;
  if (problem) {
    const [, column = "email", sentence = problem.reason] = /^(\w+): (.*)$/s.exec(problem.reason) ?? [];
    throw new Failure("invalid", "This cannot be saved yet. See the fields.", { [named[column] ?? column]: sentence });
  }
  await apply();
  const address = plan.rows[0]?.values;
  const { rows } = await listSubscribers(ctx, { find: address?.email ?? email, cursor: null });
  const added = rows.find((each) => each.email === address?.email && each.channel === "email" && (each.customerName === null) === (address.customerId === null));
  if (!added) throw new Error("The subscriber that was added was not found.");
  return toSubscriber(added);
}

const named: Readonly<Record<string, string>> = { time_zone: "timeZone", shared: "isShared" };

export const subscriberOperations = [
  operation({
    ...parts,
    id: "subscribers.list",
    method: "GET",
    path: "/subscribers",
    scope: "subscribers:read",
    summary: "List subscribers, newest first",
    input: z.strictObject({ search: z.string().max(254).default("").describe("The beginning of an address, or of its domain with an @ in front; the list is then by address."), cursor: CursorField }),
    answer: pageOf(Subscriber),
    run: async (ctx, { search, cursor }) => {
      const { rows, next } = await listSubscribers(ctx, { find: search, cursor: cursor ?? null });
      return toPageAnswer(rows.map(toSubscriber), next);
    },
  }),
  operation({ ...writing, id: "subscribers.add", path: "/subscribers", summary: "Add a subscriber by mail", about: "Or change what one hears of. Whoever stopped their mails can only start them themselves.", input: SubscriberFields, answer: Subscriber, status: 201, run: addOne }),
  operation({
    ...writing,
    id: "subscribers.import",
    path: "/subscribers/import",
    summary: "Add many from a CSV",
    about: "Columns as in docs/import.md. Lines with a problem are left out and named.",
    input: z.strictObject({ ...consent, text: z.string().min(1, "Send the file's text.").max(900_000), isRehearsal: z.boolean().default(false).describe("Say what it would come to, and write nothing.") }),
    answer: z.object({ isWritten: z.boolean(), created: z.int(), changed: z.int(), unchanged: z.int(), problems: z.array(z.object({ line: z.int(), reason: z.string() })) }).meta({ id: "SubscriberImport" }),
    run: async (ctx, { isRehearsal, ...input }) => {
      const { plan, apply } = await bring(ctx, input);
      if (!isRehearsal) await apply();
      const count = (verdict: string) => plan.rows.filter((row) => row.verdict === verdict).length;
      return { isWritten: !isRehearsal, created: count("create"), changed: count("change"), unchanged: count("same"), problems: plan.problems };
    },
  }),
  operation({
    ...writing,
    id: "subscribers.stop",
    path: "/subscribers/{id}/stop",
    summary: "Stop an address for good",
    about: "As somebody asked for it. The record of what was sent stays.",
    input: Nothing,
    answer: z.object({ id: z.string(), state: z.literal("stopped") }).meta({ id: "StoppedSubscriber" }),
    run: async (ctx, { id }) => {
      await removeSubscriber(ctx, { id });
      return { id, state: "stopped" as const };
    },
  }),
  operation({
    ...writing,
    id: "subscribers.share",
    path: "/subscribers/{id}/share",
    summary: "Say whether several people read a mailbox",
    input: z.strictObject({ isShared: z.boolean() }),
    answer: z.object({ id: z.string(), isShared: z.boolean() }).meta({ id: "SharedSubscriber" }),
    run: async (ctx, { id, isShared }) => {
      await shareSubscriber(ctx, { id, shared: isShared });
      return { id, isShared };
    },
  }),
];
