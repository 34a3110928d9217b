import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { SharedFile } from "#lib/reports/input";
import { answerStatementFile } from "../../../../statement-answer.ts";

export const GET = route("reports.shared_file", SharedFile, async ({ ctx, customer, statementId }, { file }) => {
  if (!customer || statementId === undefined) throw new Failure("not_found", "There is nothing here.");
  return answerStatementFile(ctx, { id: statementId, file, customerId: customer.id });
});
