import type { z } from "zod";
import { buildStatement } from "./build.ts";
import { canonical, hashOf } from "./canonical.ts";
import { statementCsv } from "./csv.ts";
import { Evidence } from "./evidence.ts";
import { Chain, isSignedBy, keyIdOf, sealHash, StatementFile } from "./seal.ts";

export const checks = ["form", "hash", "signature", "key", "evidence", "figures", "csv", "chain"] as const;
export type Check = (typeof checks)[number];

export interface Verdict {
  check: Check;
  isPassed: boolean;
  sentence: string;
}

/** Files as they lie there. Only the statement must be. */
export interface Presented {
  statement: string;
  evidence?: string;
  csv?: string;
  /** Links of the chain, from the customer's first statement to this one or further. */
  chain?: string;
  /** The portal's public key, from where the reader trusts it to come. */
  publicKey?: string;
}

/**
 * Whether a statement is what was signed, and its figures what the evidence comes to. Needs nothing but the files: no network, no
 * portal. Answers a verdict for each file that is there; it holds when all are passed.
 */
export async function verifyStatement(presented: Presented): Promise<Verdict[]> {
  const file = parse(StatementFile, presented.statement);
  if (!file) return [verdict("form", false, "This is no statement, or not byte for byte as it was written.")];
  const { document, seal, publicKey } = file;
  const isHash = (await hashOf(canonical(document))) === seal.documentHash && document.id === seal.statement && document.customer.id === seal.customer;
  const keyId = await keyIdOf(publicKey);
  const isSigned = keyId === seal.keyId && (await isSignedBy(publicKey, file));
  return [
    verdict("form", true, `Statement ${seal.number} of ${document.customer.name}, in canonical form.`),
    verdict("hash", isHash, isHash ? `The document has the hash that was signed: ${seal.documentHash}.` : "The document is not the one that was signed."),
    verdict("signature", isSigned, isSigned ? `Signed with key ${keyId}.` : "The signature does not belong to this seal and this key."),
    ...(presented.publicKey === undefined ? [] : [verdict("key", presented.publicKey.trim() === publicKey, presented.publicKey.trim() === publicKey ? "The key is the one you gave." : "Another key than the one you gave signed this.")]),
    ...(presented.evidence === undefined ? [] : await verifyEvidence(presented.evidence, file)),
    ...(presented.csv === undefined ? [] : [verdict("csv", presented.csv === statementCsv(document), presented.csv === statementCsv(document) ? "The CSV file has what the statement says." : "The CSV file is not the one that belongs to this statement.")]),
    ...(presented.chain === undefined ? [] : [await verifyChain(presented.chain, file)]),
  ];
}

async function verifyEvidence(text: string, { document }: StatementFile): Promise<Verdict[]> {
  const isSame = (await hashOf(text)) === document.evidenceHash;
  const evidence = isSame ? parse(Evidence, text) : null;
  if (!evidence) return [verdict("evidence", false, "This is not the evidence that the statement names.")];
  const isBuilt = rebuild(evidence, document.evidenceHash) === canonical(document);
  return [verdict("evidence", true, "The evidence has the hash that the statement names."), verdict("figures", isBuilt, isBuilt ? "Every figure was computed again from the evidence and is the same." : "Computed again from the evidence, the figures are others.")];
}

function rebuild(evidence: Evidence, evidenceHash: string): string | null {
  try {
    return canonical(buildStatement(evidence, evidenceHash));
  } catch {
    return null;
  }
}

async function verifyChain(text: string, { seal, signature }: StatementFile): Promise<Verdict> {
  const chain = parse(Chain, text);
  if (!chain) return verdict("chain", false, "This is no chain, or not byte for byte as it was written.");
  const keys = new Map(await Promise.all(chain.keys.map(async (key) => [await keyIdOf(key), key] as const)));
  let previous: string | null = null;
  for (const [index, link] of chain.links.entries()) {
    const fits = link.seal.number === index + 1 && link.seal.customer === seal.customer && link.seal.previousSealHash === previous;
    if (!fits || !(await isSignedBy(keys.get(link.seal.keyId) ?? "", link))) return verdict("chain", false, `The chain is broken at statement ${index + 1}.`);
    previous = await sealHash(link.seal);
  }
  const used = new Set(chain.links.map((link) => link.seal.keyId));
  const own = chain.links[seal.number - 1];
  const isIn = own !== undefined && canonical(own.seal) === canonical(seal) && own.signature === signature && used.size === chain.keys.length && [...used].every((id) => keys.has(id));
  return verdict("chain", isIn, isIn ? `The chain holds from the first statement to number ${chain.links.length}.` : "This statement is not part of the chain.");
}

/** A file in canonical form and of the shape, or null: one white space more is another file. */
function parse<T extends z.ZodType>(shape: T, text: string): z.infer<T> | null {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = shape.safeParse(value);
    return parsed.success && canonical(parsed.data as Parameters<typeof canonical>[0]) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

function verdict(check: Check, isPassed: boolean, sentence: string): Verdict {
  return { check, isPassed, sentence };
}
