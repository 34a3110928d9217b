import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { StatementFileOfCustomer } from "#lib/reports/input";
import { answerStatementFile } from "../../../../../../../statement-answer.ts";

export const GET = route("customer.statement_file", StatementFileOfCustomer, async ({ ctx, customer }, { statement, file }) => {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  return answerStatementFile(ctx, { id: statement, file, customerId: customer.id });
});
