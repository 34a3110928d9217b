import { desc, eq, inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { people } from "#db/schema/access";
import { updateRevisions, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { formatInstant } from "#lib/core/time";
import { incidentStateLabels } from "../terms.ts";
import type { IncidentRow } from "../queries/for-change.ts";

/** The second of two people is told who was first, with what and when; what they typed comes back with the form. */
export async function refuseStale(read: ReadDb, ctx: Context, state: { row: IncidentRow; baseVersion: number }): Promise<void> {
  const { row, baseVersion } = state;
  if (row.version === baseVersion) return;
  const sentence = `${await describeLastChange(read, ctx, row.id)} while you were writing. Nothing you typed is lost: read that first, then change yours or publish it as it is.`;
  throw new Failure("conflict", sentence, { baseVersion: sentence });
}

async function describeLastChange(read: ReadDb, ctx: Context, incidentId: string): Promise<string> {
  const post = await findLastPost(read, incidentId);
  const edit = await findLastEdit(read, incidentId);
  const actorId = ctx.actor.kind === "person" ? ctx.actor.personId : "";
  const involved = await read
    .select({ id: people.id, name: people.name, timeZone: people.timeZone })
    .from(people)
    .where(inArray(people.id, [post?.by, edit?.by, actorId].filter((id) => id != null)));
  const zone = involved.find((person) => person.id === actorId)?.timeZone ?? "UTC";
  const nameOf = (id: string | null | undefined) => involved.find((person) => person.id === id)?.name ?? "Somebody";
  if (edit && edit.at > (post?.at ?? 0)) return `${nameOf(edit.by)} edited an update at ${formatInstant(edit.at, zone, "timeUtc")}`;
  if (post) return `${nameOf(post.by)} posted “${incidentStateLabels[post.state]}” at ${formatInstant(post.at, zone, "timeUtc")}`;
  return "Somebody changed this incident";
}

async function findLastPost(read: ReadDb, incidentId: string) {
  const [post] = await read
    .select({ by: updates.authorId, at: updates.recordedAt, state: updates.state })
    .from(updates)
    .where(eq(updates.incidentId, incidentId))
    .orderBy(desc(updates.recordedAt), desc(updates.id))
    .limit(1);
  return post;
}

async function findLastEdit(read: ReadDb, incidentId: string) {
  const [edit] = await read
    .select({ by: updateRevisions.replacedBy, at: updateRevisions.replacedAt })
    .from(updateRevisions)
    .innerJoin(updates, eq(updates.id, updateRevisions.updateId))
    .where(eq(updates.incidentId, incidentId))
    .orderBy(desc(updateRevisions.replacedAt))
    .limit(1);
  return edit;
}
