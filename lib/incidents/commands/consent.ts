import { and, eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { approvals } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { needsApproval } from "../queries/publishing.ts";

/** Proof that somebody agreed to a post, or that nothing of it stays. Only this file makes one, so that no form and no other command can. */
export interface Consent {
  readonly to: string;
}

const given = new WeakSet<Consent>();

/** For what is taken back before anybody sees it. */
export const rehearsal: Consent = give("a rehearsal");

/** The word of a second person, or of an admin alone in an emergency, on exactly this version of a draft. */
export async function findConsent(read: ReadDb, draft: { id: string; version: number }): Promise<Consent | null> {
  const isForIt = and(eq(approvals.draftId, draft.id), eq(approvals.draftVersion, draft.version), eq(approvals.isApproved, true));
  const [approval] = await read.select({ id: approvals.id }).from(approvals).where(isForIt).limit(1);
  return approval ? give(approval.id) : null;
}

/** Every command that shows readers something of an incident asks this, after its change and before its end. */
export async function refuseUnapproved(tx: Tx, { incidentId, consent }: { incidentId: string; consent?: Consent | null | undefined }): Promise<void> {
  if (consent && given.has(consent)) return;
  if (await needsApproval(tx, incidentId)) throw new Failure("conflict", "A second person has to approve this before readers see it. Ask for approval from the composer.");
}

/** For what no draft can hold (a merge, a false alarm, what is written down later): where a second person is asked for, an admin alone may do it. */
export async function refuseUnlessAdmin(tx: Tx, ctx: Context, incidentId: string): Promise<void> {
  if (ctx.permissions.has("portal.manage") || !(await needsApproval(tx, incidentId))) return;
  throw new Failure("conflict", "Posts like this need a second person. Ask an admin to do this, or post an update and ask for approval.");
}

function give(to: string): Consent {
  const consent = Object.freeze({ to });
  given.add(consent);
  return consent;
}
