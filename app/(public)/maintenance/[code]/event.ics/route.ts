import { z } from "zod";
import { route } from "#lib/access/route";
import { answerCalendar } from "../../../../calendar-answer.ts";

export const GET = route("public.maintenance_calendar", z.object({ code: z.string() }), async ({ ctx, request }, { code }) => answerCalendar(ctx, { request, code, base: "/maintenance", cacheControl: "public, max-age=0, s-maxage=15" }));
