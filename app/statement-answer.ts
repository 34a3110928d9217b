import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { drawStatement } from "#lib/reports/pdf";
import { readChain, readCsv, readEvidenceText, readPdf, readStatementFile } from "#lib/reports/queries/files";
import { canReadStatement, findStatement } from "#lib/reports/queries/statements";

// A file is nobody's but its reader's, and no crawler's.
const headers = { "cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow", "x-content-type-options": "nosniff" };

/** One file of a released statement that the context's audience may see. */
export async function answerStatementFile(ctx: Context, { id, file, customerId }: { id: string; file: string; customerId: string }): Promise<Response> {
  if (!(await canReadStatement(ctx, id))) throw new Failure("not_found", "There is nothing here.");
  const { read } = ctx;
  switch (file) {
    case "statement.pdf": return answer(new Uint8Array(await readPdf(read, id)), { id, file, type: "application/pdf" });
    case "statement.json": return answer(await readStatementFile(read, id), { id, file, type: "application/json; charset=utf-8" });
    case "statement.csv": return answer(await readCsv(read, id), { id, file, type: "text/csv; charset=utf-8" });
    case "evidence.json": return answer(await readEvidenceText(read, id), { id, file, type: "application/json; charset=utf-8" });
    case "chain.json": return answer(await readChain(read, customerId), { id, file, type: "application/json; charset=utf-8" });
    default: throw new Failure("not_found", "There is nothing here.");
  }
}

/** A draft on paper, as it would be released now: drawn for whoever reviews it, and kept nowhere. */
export async function answerDraft(ctx: Context, id: string): Promise<Response> {
  const draft = await findStatement(ctx, id);
  if (!draft) throw new Failure("not_found", "There is no such statement.");
  const pdf = await drawStatement({ ...draft.document, comment: draft.comment }, "0".repeat(64));
  return answer(new Uint8Array(pdf), { id, file: "draft.pdf", type: "application/pdf" });
}

function answer(body: string | Uint8Array<ArrayBuffer>, { id, file, type }: { id: string; file: string; type: string }): Response {
  return new Response(body, { headers: { ...headers, "content-type": type, "content-disposition": `attachment; filename="${id}.${file}"` } });
}
