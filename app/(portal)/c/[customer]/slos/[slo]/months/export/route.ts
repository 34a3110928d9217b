import { csvAnswer } from "../../../../../../../csv-answer.ts";
import { route } from "#lib/access/route";
import { writeCsvParts } from "#lib/core/csv";
import { Failure } from "#lib/core/failure";
import { localDate } from "#lib/core/time";
import { OneSloOfCustomer } from "#lib/slo/input";
import { exportMonths } from "#lib/slo/queries/slots";

export const GET = route("customer.export_months", OneSloOfCustomer, async ({ ctx, customer }, { slo }) => {
  const rows = customer && (await exportMonths(ctx, { id: slo, zone: customer.timeZone }));
  if (!rows) throw new Failure("not_found", "There is nothing here.");
  return csvAnswer(`months-${slo}-${localDate(ctx.now, "UTC")}.csv`, writeCsvParts(rows));
});
