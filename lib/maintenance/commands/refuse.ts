import type { ReadDb } from "#db/open";
import type { Context } from "#lib/access/context";
import { DAY } from "#lib/core/time";
import { listViewers, refuseUnknown } from "#lib/incidents/queries/for-change";
import type { Addressed } from "#lib/incidents/rules/audience";
import { describeOverlap, findTimeZone, listAsked, listOverlaps } from "../queries/for-change.ts";
import { invalid, personOf } from "./accept.ts";

const longestMs = 31 * DAY;

interface Times {
  scheduledFor: number;
  scheduledUntil: number;
}

/** Times that would not mean what their author thinks. */
export function refuseTimes({ scheduledFor, scheduledUntil }: Times, now: number): void {
  if (scheduledUntil <= scheduledFor) throw invalid({ ends: "The end must be after the start." });
  if (scheduledUntil <= now) throw invalid({ ends: "This has passed already: choose a time to come." });
  if (scheduledUntil - scheduledFor > longestMs) throw invalid({ ends: "This is longer than a month. Plan it in parts." });
}

/** Readers that are nobody, components that are gone, a question nobody could answer. */
export async function refuseReach(read: ReadDb, reach: Addressed, { asksUntil, scheduledFor, now }: { asksUntil: number | null; scheduledFor: number; now: number }): Promise<void> {
  const { visibility, customerIds, componentIds } = reach;
  if (visibility === "selected" && customerIds.length === 0) throw invalid({ customers: "Choose at least one customer, or make it for staff only." });
  await refuseUnknown(read, { componentIds: [...componentIds], customerIds: [...customerIds] });
  if (visibility === "affected" && (await listViewers(read, reach)).length === 0) throw invalid({ visibility: "No customer uses the components chosen here, so nobody would see this. Choose components, or another audience." });
  if (asksUntil === null) return;
  if (asksUntil >= scheduledFor) throw invalid({ asks: "Let customers answer before the work begins." });
  if (asksUntil <= now) throw invalid({ asks: "This has passed already: choose a time to come, or do not ask." });
  if ((await listAsked(read, reach)).length === 0) throw invalid({ asks: "Nobody would be asked: no customer is named, and none uses these components." });
}

/** Two works on one component at once are allowed, but not by mistake. */
export async function refuseOverlap(read: ReadDb, ctx: Context, input: Times & { componentIds: readonly string[]; acceptsOverlap: boolean; exceptId?: string }): Promise<void> {
  if (input.acceptsOverlap) return;
  const found = await listOverlaps(read, { componentIds: input.componentIds, from: input.scheduledFor, until: input.scheduledUntil, exceptId: input.exceptId });
  if (found.length === 0) return;
  const zone = await findTimeZone(read, personOf(ctx));
  throw invalid({ acceptsOverlap: `At the same time: ${found.map((each) => describeOverlap(each, zone)).join("; ")}. Move yours, or tick below that both may run at once.` });
}
