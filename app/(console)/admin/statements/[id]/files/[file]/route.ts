import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { StatementFileOfStaff } from "#lib/reports/input";
import { findStatement } from "#lib/reports/queries/statements";
import { answerDraft, answerStatementFile } from "../../../../../../statement-answer.ts";

export const GET = route("statements.file", StatementFileOfStaff, async ({ ctx }, { id, file }) => {
  if (file === "draft.pdf") return answerDraft(ctx, id);
  const found = await findStatement(ctx, id);
  if (!found) throw new Failure("not_found", "There is no such statement.");
  return answerStatementFile(ctx, { id, file, customerId: found.customerId });
});
