import { eq } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { statements } from "#db/schema/reports";
import { Failure } from "#lib/core/failure";
import type { Evidence } from "../rules/evidence.ts";
import { readEvidence } from "./files.ts";

/** A draft as it is to be changed, with what it was made from; refused where somebody else was quicker. */
export async function getDraft(read: ReadDb, { id, version }: { id: string; version?: number }) {
  const row = await getRow(read, id);
  if (row.state !== "draft" || (version !== undefined && row.version !== version)) throw new Failure("conflict", "Somebody else has changed or released this meanwhile. Open the page again.");
  return { ...row, evidence: await readEvidence(read, id) };
}

/** A released statement with what it was made from. */
export async function getReleased(read: ReadDb, id: string): Promise<Awaited<ReturnType<typeof getRow>> & { evidence: Evidence }> {
  const row = await getRow(read, id);
  if (row.state !== "released") throw new Failure("conflict", "Only a released statement is amended: a draft is read again.");
  return { ...row, evidence: await readEvidence(read, id) };
}

async function getRow(read: ReadDb, id: string) {
  const { customerId, kind, from, until, state, version, amendsId, reason, comment, number, documentHash, document, creditConfirmedAt, creditConfirmedByName } = statements;
  const [row] = await read.select({ id: statements.id, customerId, kind, from, until, state, version, amendsId, reason, comment, number, documentHash, document, creditConfirmedAt, creditConfirmedByName }).from(statements).where(eq(statements.id, id));
  if (!row) throw new Failure("not_found", "There is no such statement.");
  return row;
}
