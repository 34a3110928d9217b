import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { ingestRows } from "#lib/sli/commands/ingest-rows";
import { IngestBody, readPushBatch } from "#lib/sli/input";
import { keyOf } from "../key.ts";

/** Counts of minutes as JSON: `{"rows": [{"customer", "sli", "at", "good", "total"}]}`. Rows that are wrong are answered by number, the others count. */
export const POST = route("ingest.counts", IngestBody, async ({ ctx, request }, { raw }) => {
  const read = readPushBatch(raw);
  if ("sentence" in read) throw new Failure("invalid", read.sentence);
  const batch = request.headers.get("idempotency-key") ?? read.batch;
  return Response.json(await ingestRows(ctx, { key: keyOf(request), ...read, batch }));
});
