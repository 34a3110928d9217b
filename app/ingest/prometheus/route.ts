import { route } from "#lib/access/route";
import { ingestStreams } from "#lib/sli/commands/ingest-streams";
import { IngestBody } from "#lib/sli/input";
import { readRemoteWrite } from "#lib/sli/sources/remote-write";
import { keyOf } from "../key.ts";

/** Prometheus remote write, version 1. */
export const POST = route("ingest.remote_write", IngestBody, async ({ ctx, request }, { raw }) => {
  await ingestStreams(ctx, { key: keyOf(request), kind: "remote_write", streams: readRemoteWrite(Buffer.from(raw, "latin1")) });
  return new Response(null, { status: 204 });
});
