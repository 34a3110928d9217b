import { z } from "zod";
import { csvAnswer } from "../../../../../../csv-answer.ts";
import { route } from "#lib/access/route";
import { localDate } from "#lib/core/time";
import { exportOwnDeliveries } from "#lib/delivery/queries/evidence";

export const GET = route("customer.export_deliveries", z.object({}), async ({ ctx }) => csvAnswer(`told-${localDate(ctx.now, "UTC")}.csv`, exportOwnDeliveries(ctx)));
