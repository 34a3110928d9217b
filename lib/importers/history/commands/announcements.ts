import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { announcementRevisions, announcements } from "#db/schema/announcements";
import type { Context } from "#lib/access/context";
import { newId } from "#lib/core/ids";
import { loadAnnouncements } from "../queries/stored.ts";
import type { AnnouncementFacts } from "../rules/facts.ts";
import type { ImportPlan } from "../rules/planned.ts";
import type { ImportReport } from "../terms.ts";
import { insertAll, raised } from "./rows.ts";
import { settle } from "./settle.ts";

export async function importAnnouncements(tx: Tx, ctx: Context, { plan, report }: { plan: ImportPlan; report: ImportReport }): Promise<void> {
  const stored = await loadAnnouncements(tx);
  const wanted = plan.announcements.map((planned) => ({ ...planned, code: stored.get(planned.externalId)?.facts.code ?? planned.code }));
  const { create, change } = await settle<AnnouncementFacts>(tx, report, { kind: "announcements", wanted, stored, nameOf: (facts) => facts.title });
  // It was read there when it began, so nobody is told of it here.
  await insertAll(tx, announcements, create.map((facts) => ({ ...facts, id: newId("ann", ctx.now), visibility: "public" as const, endsAt: facts.endedAt, begunAt: facts.beginsAt, isQuiet: true, createdAt: facts.beginsAt })));
  for (const { id, before, after } of change) await changeAnnouncement(tx, ctx, { id, before, after });
}

async function changeAnnouncement(tx: Tx, ctx: Context, { id, before, after }: { id: string; before: AnnouncementFacts; after: AnnouncementFacts }): Promise<void> {
  const { title, body, beginsAt, endedAt } = after;
  if (title !== before.title || body !== before.body) await tx.insert(announcementRevisions).values({ id: newId("rev", ctx.now), announcementId: id, title: before.title, body: before.body, replacedAt: ctx.now });
  await tx.update(announcements).set({ title, body, beginsAt, endedAt, endsAt: endedAt, begunAt: beginsAt, version: raised(announcements.version) }).where(eq(announcements.id, id));
}
