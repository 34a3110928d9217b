import { csvAnswer } from "../../../../../../../csv-answer.ts";
import { route } from "#lib/access/route";
import { writeCsvParts } from "#lib/core/csv";
import { Failure } from "#lib/core/failure";
import { localDate } from "#lib/core/time";
import { OneSloOfCustomer } from "#lib/slo/input";
import { exportSlots } from "#lib/slo/queries/slots";

export const GET = route("customer.export_slots", OneSloOfCustomer, async ({ ctx, customer }, { slo }) => {
  const rows = customer && (await exportSlots(ctx, slo));
  if (!rows) throw new Failure("not_found", "There is nothing here.");
  return csvAnswer(`slots-${slo}-${localDate(ctx.now, "UTC")}.csv`, writeCsvParts(rows));
});
