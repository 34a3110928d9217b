import { z } from "zod";
import type { Context } from "#lib/access/context";
import { endAnnouncement, publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "#lib/announcements/commands/announcements";
import { type AnnouncementItem, getAnnouncement, listAnnouncements } from "#lib/announcements/queries/console";
import { announcementStates } from "#lib/announcements/terms";
import { bodyLimit, titleLimit } from "#lib/incidents/input";
import { visibilities } from "#lib/incidents/terms";
import { operation } from "../operation.ts";
import { Id, Instant, iso, isoOrNull, Listed, Nothing, pageOf, toPageAnswer, Version, When } from "./fields.ts";

const Fields = z.strictObject({
  title: z.string().min(1, "Give the announcement a title.").max(titleLimit),
  body: z.string().min(1, "Write what readers should know.").max(bodyLimit),
  visibility: z.enum(visibilities),
  customerIds: z.array(Id).max(1_000).default([]),
  componentIds: z.array(Id).max(1_000).default([]).describe("What it is about. No state is changed."),
  beginsAt: When.optional().describe("When readers see it first. Left out, or past: at once."),
  endsAt: When.nullable().default(null).describe("When it leaves the status page; null: somebody ends it."),
  isQuiet: z.boolean().default(false).describe("Nobody is told when it begins."),
});

const summary = { id: z.string(), code: z.string(), title: z.string(), state: z.enum(announcementStates), visibility: z.enum(visibilities), beginsAt: Instant, endsAt: Instant.nullable() };
const AnnouncementSummary = z.object(summary).meta({ id: "AnnouncementSummary" });
const Announcement = z.object({
  ...summary,
  version: z.int(),
  body: z.string(),
  isQuiet: z.boolean(),
  customerIds: z.array(z.string()),
  componentIds: z.array(z.string()),
  revisions: z.array(z.object({ title: z.string(), body: z.string(), replacedAt: Instant, replacedBy: z.string().nullable() })).describe("What readers saw before, the latest first."),
}).meta({ id: "Announcement" });

const reading = { group: "Announcements", method: "GET", scope: "announcements:read" } as const;
const writing = { group: "Announcements", method: "POST", scope: "announcements:write" } as const;

function toSummary({ id, code, title, state, visibility, beginsAt, endsAt }: AnnouncementItem): z.input<typeof AnnouncementSummary> {
  return { id, code, title, state, visibility, beginsAt: iso(beginsAt), endsAt: isoOrNull(endsAt) };
}

async function readAnnouncement(ctx: Context, id: string): Promise<z.input<typeof Announcement>> {
  const announcement = await getAnnouncement(ctx, { id });
  const { version, body, isQuiet, customerIds, componentIds, revisions } = announcement;
  return { ...toSummary(announcement), version, body, isQuiet, customerIds, componentIds, revisions: revisions.map((each) => ({ title: each.title, body: each.body, replacedAt: iso(each.replacedAt), replacedBy: each.replacedBy })) };
}

/** A verb that needs nothing but what it is about. */
function step(verb: "end" | "withdraw", { summary: says, about, command }: { summary: string; about: string; command: typeof endAnnouncement }) {
  return operation({
    ...writing,
    id: `announcements.${verb}`,
    path: `/announcements/{id}/${verb}`,
    summary: says,
    about,
    input: Nothing,
    answer: Announcement,
    run: async (ctx, { id }) => {
      await command(ctx, { id });
      return readAnnouncement(ctx, id);
    },
  });
}

export const announcementOperations = [
  operation({
    ...reading,
    id: "announcements.list",
    path: "/announcements",
    summary: "List announcements, the latest to begin first",
    input: Listed,
    answer: pageOf(AnnouncementSummary),
    run: async (ctx, { cursor = null }) => {
      const { rows, next } = await listAnnouncements(ctx, { before: cursor });
      return toPageAnswer(rows.map(toSummary), next);
    },
  }),
  operation({ ...reading, id: "announcements.get", path: "/announcements/{id}", summary: "Read an announcement", about: "By its id or its code.", input: Nothing, answer: Announcement, run: async (ctx, { id }) => readAnnouncement(ctx, id) }),
  operation({ ...writing, id: "announcements.publish", path: "/announcements", summary: "Publish an announcement", about: "News that is no outage: it touches no component's state.", input: Fields, answer: Announcement, status: 201, run: async (ctx, { beginsAt = ctx.now, ...words }) => readAnnouncement(ctx, (await publishAnnouncement(ctx, { beginsAt, ...words })).id) }),
  operation({
    ...writing,
    id: "announcements.save",
    path: "/announcements/{id}",
    summary: "Change an announcement",
    about: "Whole: what is left out has its default. What readers have seen stays readable; when it began stays what it was.",
    input: Fields.extend({ baseVersion: Version, beginsAt: When.optional().describe("Left out, it stays."), tellsAgain: z.boolean().default(false).describe("Subscribers hear of the changed words.") }),
    answer: Announcement,
    run: async (ctx, { id, baseVersion, ...words }) => {
      const { beginsAt } = await getAnnouncement(ctx, { id });
      await saveAnnouncement(ctx, { id, version: baseVersion, ...words, beginsAt: words.beginsAt ?? beginsAt });
      return readAnnouncement(ctx, id);
    },
  }),
  step("end", { summary: "End an announcement", about: "Before its time, or where it has none. It stays in the history.", command: endAnnouncement }),
  step("withdraw", { summary: "Take an announcement back", about: "Its page says so; what it said stays readable for who has read it.", command: withdrawAnnouncement }),
];
