import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { beginAnnouncement, finishAnnouncement } from "./commands/announcements.ts";

const Due = z.object({ announcementId: z.string(), version: z.number() });

/** `announcement.begin_due` */
export async function beginDue({ db, now }: { db: Db; now: number }, payload: unknown): Promise<void> {
  await beginAnnouncement(asClock({ db, now }, "announcement.begin_due"), Due.parse(payload));
}

/** `announcement.end_due` */
export async function endDue({ db, now }: { db: Db; now: number }, payload: unknown): Promise<void> {
  await finishAnnouncement(asClock({ db, now }, "announcement.end_due"), Due.parse(payload));
}

function asClock({ db, now }: { db: Db; now: number }, job: string): Context {
  return mintContext({ db, now, actor: { kind: "system", job }, audience: { kind: "staff" }, permissions: [], requestId: `job:${job}` });
}
