import { z } from "zod";
import { route } from "#lib/access/route";
import { localDate } from "#lib/core/time";
import { exportSubscribers } from "#lib/subscriptions/queries/export";

export const GET = route("subscribers.export", z.unknown(), async ({ ctx }) => {
  const lines = exportSubscribers(ctx);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="subscribers-${localDate(ctx.now, "UTC")}.csv"` } });
});
