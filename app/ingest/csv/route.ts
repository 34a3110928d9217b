import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { ingestRows } from "#lib/sli/commands/ingest-rows";
import { IngestBody } from "#lib/sli/input";
import { onLines, readCountsCsv } from "#lib/sli/rules/csv";
import { keyOf } from "../key.ts";

/** The same as a file, with customer, sli, at, good, bad and total named in its first line. Each line says what its minute has. */
export const POST = route("ingest.csv", IngestBody, async ({ ctx, request }, { raw }) => {
  const file = readCountsCsv(raw);
  if ("sentence" in file) throw new Failure("invalid", file.sentence);
  return Response.json(onLines(await ingestRows(ctx, { key: keyOf(request), rows: file.rows, how: "set", batch: null }), file));
});
