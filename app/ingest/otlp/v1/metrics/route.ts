import { route } from "#lib/access/route";
import { ingestStreams } from "#lib/sli/commands/ingest-streams";
import { IngestBody } from "#lib/sli/input";
import { answerOtlp, readOtlp, unpack } from "#lib/sli/sources/otlp";
import { keyOf } from "../../../key.ts";

/** OTLP metrics over HTTP, JSON or protobuf, gzipped or not; what cannot count is answered as a partial success, which is not sent again. */
export const POST = route("ingest.otlp", IngestBody, async ({ ctx, request }, { raw }) => {
  const form = (request.headers.get("content-type") ?? "").includes("json") ? "json" : "protobuf";
  const { streams, rejected, why } = readOtlp(unpack(Buffer.from(raw, "latin1"), request.headers.get("content-encoding")), form);
  const answer = await ingestStreams(ctx, { key: keyOf(request), kind: "otlp", streams });
  const { body, type } = answerOtlp({ form, rejected: rejected + answer.unrouted + answer.outOfTime, why: why ?? (answer.outOfTime > 0 ? "Some points are too old, or of the future." : "Some points belong to no SLI.") });
  return new Response(body, { headers: { "content-type": type } });
});
