import { z } from "zod";
import { csvAnswer } from "../../../../csv-answer.ts";
import { route } from "#lib/access/route";
import { localDate } from "#lib/core/time";
import { exportDeliveries } from "#lib/delivery/queries/evidence";

const OfStory = z.object({ story: z.string().max(64).optional() });

export const GET = route("deliveries.export", OfStory, async ({ ctx }, { story = null }) => csvAnswer(`deliveries-${story ?? localDate(ctx.now, "UTC")}.csv`, exportDeliveries(ctx, { story })));
