import { z } from "zod";
import { route } from "#lib/access/route";
import { answerCalendar } from "../../../../../../calendar-answer.ts";

export const GET = route("customer.maintenance_calendar", z.object({ code: z.string(), customer: z.string() }), async ({ ctx, request }, { code, customer }) => answerCalendar(ctx, { request, code, base: `/c/${customer}/maintenance`, cacheControl: "private, no-cache" }));
