import { buildStatement } from "../rules/build.ts";
import { canonical, hashOf } from "../rules/canonical.ts";
import type { Evidence } from "../rules/evidence.ts";
import { packEvidence } from "./files.ts";

export interface Made {
  evidence: Evidence;
  /** The canonical text of the document. */
  document: string;
  packed: Buffer;
}

/** Evidence and the document it comes to, ready to be kept. */
export async function make(evidence: Evidence): Promise<Made> {
  const text = canonical(evidence);
  return { evidence, document: canonical(buildStatement(evidence, await hashOf(text))), packed: await packEvidence(text) };
}
