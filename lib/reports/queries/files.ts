import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { statementBlobs, statementKeys, statements } from "#db/schema/reports";
import { Failure } from "#lib/core/failure";
import { canonical } from "../rules/canonical.ts";
import { statementCsv } from "../rules/csv.ts";
import { StatementDocument } from "../rules/document.ts";
import { Evidence } from "../rules/evidence.ts";
import { Seal } from "../rules/seal.ts";

// Off the event loop: a month of minutes takes its time.
const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

export async function packEvidence(text: string): Promise<Buffer> {
  return pack(text, { level: 6 });
}

/** The canonical text of a statement's evidence: the bytes that its hash is of. */
export async function readEvidenceText(read: ReadDb, statementId: string): Promise<string> {
  return (await unpack(await readBlob(read, { statementId, file: "evidence" }))).toString("utf8");
}

export async function readEvidence(read: ReadDb, statementId: string): Promise<Evidence> {
  return Evidence.parse(JSON.parse(await readEvidenceText(read, statementId)));
}

export function readPdf(read: ReadDb, statementId: string): Promise<Buffer> {
  return readBlob(read, { statementId, file: "pdf" });
}

async function readBlob(read: ReadDb, { statementId, file }: { statementId: string; file: "evidence" | "pdf" }): Promise<Buffer> {
  const [row] = await read.select({ bytes: statementBlobs.bytes }).from(statementBlobs).where(and(eq(statementBlobs.statementId, statementId), eq(statementBlobs.file, file)));
  if (!row) throw new Failure("not_found", "There is no such file.");
  return Buffer.from(row.bytes);
}

/** A released statement as its file: canonical, with seal, signature and public key. */
export async function readStatementFile(read: ReadDb, statementId: string): Promise<string> {
  const [row] = await read
    .select({ document: statements.document, seal: statements.seal, signature: statements.signature, publicKey: statementKeys.publicKey })
    .from(statements)
    .innerJoin(statementKeys, eq(statementKeys.id, statements.keyId))
    .where(and(eq(statements.id, statementId), eq(statements.state, "released")));
  if (!row?.seal) throw new Failure("not_found", "There is no such statement.");
  // The texts are canonical already, and so are their keys' places: document, publicKey, seal, signature.
  return `{"document":${row.document},"publicKey":${JSON.stringify(row.publicKey)},"seal":${row.seal},"signature":${JSON.stringify(row.signature)}}`;
}

export async function readCsv(read: ReadDb, statementId: string): Promise<string> {
  const [row] = await read.select({ document: statements.document }).from(statements).where(eq(statements.id, statementId));
  if (!row) throw new Failure("not_found", "There is no such statement.");
  return statementCsv(StatementDocument.parse(JSON.parse(row.document)));
}

/** A customer's chain from its first statement on, with the keys that signed it. */
export async function readChain(read: ReadDb, customerId: string): Promise<string> {
  const rows = await read.select({ seal: statements.seal, signature: statements.signature, keyId: statements.keyId }).from(statements).where(and(eq(statements.customerId, customerId), isNotNull(statements.number))).orderBy(asc(statements.number)).limit(10_000);
  const links = rows.flatMap(({ seal, signature }) => (seal === null || signature === null ? [] : [{ seal: Seal.parse(JSON.parse(seal)), signature }]));
  const ids = [...new Set(rows.flatMap(({ keyId }) => keyId ?? []))];
  const keys = ids.length === 0 ? [] : await read.select({ publicKey: statementKeys.publicKey }).from(statementKeys).where(inArray(statementKeys.id, ids)).orderBy(asc(statementKeys.createdAt), asc(statementKeys.id));
  return canonical({ keys: keys.map(({ publicKey }) => publicKey), links });
}

export interface PublicKey {
  id: string;
  publicKey: string;
  createdAt: number;
  retiredAt: number | null;
}

/** Every key that ever signed here. Public: it is what a statement is checked against. */
export async function listPublicKeys(read: ReadDb): Promise<PublicKey[]> {
  const { id, publicKey, createdAt, retiredAt } = statementKeys;
  return read.select({ id, publicKey, createdAt, retiredAt }).from(statementKeys).orderBy(asc(createdAt), asc(id)).limit(1_000);
}
