import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { incidents, updateNotes, updateRevisions, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record, type Touched } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { EditUpdate } from "../input.ts";
import type { Addressed } from "../rules/audience.ts";
import { accept } from "./accept.ts";
import { getIncidentForChange, listViewers } from "../queries/for-change.ts";
import { needsApproval } from "../queries/publishing.ts";
import { makeFindable } from "./findable.ts";
import { refuseUnread } from "./post.ts";
import { translate } from "./translate.ts";
import { touchedBy } from "./reach.ts";

interface Change {
  /** Null for the common body. */
  customerId: string | null;
  before: string;
  after: string;
}

/** Corrects the words of a published update. What it said before stays readable, and nobody is notified: new facts are a new update. */
export async function editUpdate(ctx: Context, input: EditUpdate): Promise<{ incidentId: string; code: string }> {
  requirePermission(ctx, "incidents.edit");
  const edit = accept(EditUpdate, input);
  return ctx.write(async (tx) => {
    const update = await getUpdate(tx, edit.updateId);
    if (update.revision !== edit.baseRevision) throw new Failure("conflict", "Somebody else edited this update while you were writing. Nothing you typed is lost: compare it with the text as it is now.", { baseRevision: "Edited meanwhile." });
    const { row, reach } = await getIncidentForChange(tx, update.incidentId);
    const changes = changesOf(update, edit);
    const translated = await translate(tx, ctx, edit);
    if (changes.length + translated.length === 0) return { incidentId: row.id, code: row.code };
    const viewers = await listViewers(tx, reach);
    await refuseUnread(tx, changes.flatMap(({ customerId, after }) => (customerId !== null && after !== "" && !viewers.includes(customerId) ? [customerId] : [])));
    for (const change of changes) await applyChange(tx, ctx, { updateId: update.id, ...change });
    await tx.update(updates).set({ revision: update.revision + 1 }).where(eq(updates.id, update.id));
    await tx.update(incidents).set({ version: row.version + 1 }).where(eq(incidents.id, row.id));
    await makeFindable(tx, [row.id]);
    await agreeToEdit(tx, ctx, { incidentId: row.id, reason: edit.emergencyReason });
    await record(tx, ctx, {
      action: "incident.update_edited",
      entityId: row.id,
      before: { updateId: update.id, changes: changes.map(({ customerId, before }) => ({ customerId, body: before })) },
      after: { updateId: update.id, ...(edit.emergencyReason === null ? {} : { emergencyReason: edit.emergencyReason }), changes: changes.map(({ customerId, after }) => ({ customerId, body: after })), ...(translated.length === 0 ? {} : { translations: translated }) },
      touches: translated.length > 0 ? await touchedBy(tx, [reach]) : await touchedByChanges(tx, changes, reach),
    });
    return { incidentId: row.id, code: row.code };
  });
}

// Words nobody else has looked at must not come in by an edit either.
async function agreeToEdit(tx: Tx, ctx: Context, { incidentId, reason }: { incidentId: string; reason: string | null }): Promise<void> {
  if (!(await needsApproval(tx, incidentId))) return;
  if (reason === null || !ctx.permissions.has("portal.manage")) throw new Failure("conflict", "Posts like this need a second person. Post what is different as a new update and ask for approval; an admin may edit alone and say why.", { emergencyReason: "Say why this cannot wait for a second person." });
}

async function getUpdate(tx: Tx, updateId: string) {
  const [update] = await tx.select({ id: updates.id, incidentId: updates.incidentId, body: updates.body, revision: updates.revision }).from(updates).where(eq(updates.id, updateId));
  if (!update) throw new Failure("not_found", "This update does not exist.");
  const notes = await tx.select({ customerId: updateNotes.customerId, body: updateNotes.body }).from(updateNotes).where(eq(updateNotes.updateId, updateId));
  return { ...update, notes };
}

function changesOf(update: Awaited<ReturnType<typeof getUpdate>>, edit: { body: string; notes: { customerId: string; body: string }[] }): Change[] {
  const noteBefore = (customerId: string) => update.notes.find((note) => note.customerId === customerId)?.body ?? "";
  const wanted: Change[] = [{ customerId: null, before: update.body, after: edit.body }, ...edit.notes.map(({ customerId, body }) => ({ customerId, before: noteBefore(customerId), after: body }))];
  return wanted.filter((change) => change.before !== change.after);
}

async function applyChange(tx: Tx, ctx: Context, { updateId, customerId, before, after }: Change & { updateId: string }): Promise<void> {
  const replacedBy = ctx.actor.kind === "person" ? ctx.actor.personId : null;
  await tx.insert(updateRevisions).values({ id: newId("rev", ctx.now), updateId, customerId, body: before, replacedAt: ctx.now, replacedBy });
  if (customerId === null) {
    await tx.update(updates).set({ body: after }).where(eq(updates.id, updateId));
    return;
  }
  if (after === "") await tx.delete(updateNotes).where(and(eq(updateNotes.updateId, updateId), eq(updateNotes.customerId, customerId)));
  else await tx.insert(updateNotes).values({ updateId, customerId, body: after }).onConflictDoUpdate({ target: [updateNotes.updateId, updateNotes.customerId], set: { body: after } });
}

/** A change of one customer's note is news to that customer only: another's page must not even be made anew. */
async function touchedByChanges(tx: Tx, changes: Change[], reach: Addressed): Promise<Touched> {
  const customerIds = changes.map((change) => change.customerId).filter((id) => id !== null);
  if (customerIds.length < changes.length) return touchedBy(tx, [reach]);
  return [{ kind: "staff" }, ...customerIds.map((customerId) => ({ kind: "customer", customerId }) as const)];
}
