import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { ExportSlo } from "#lib/slo/input";
import { findExport } from "#lib/slo/queries/console";
import { openSlo, prometheusRules } from "#lib/slo/rules/export";

/** An objective for other tools: as OpenSLO, or as rules that alert on its burn in a Prometheus. */
export const GET = route("slos.export", ExportSlo, async ({ ctx }, { id, as }) => {
  const found = await findExport(ctx, id);
  if (!found) throw new Failure("not_found", "This objective is not asked of a Prometheus, so there are no queries to write rules of.");
  const headers = { "content-type": "application/yaml; charset=utf-8", "content-disposition": `attachment; filename="${found.key}.${as}.yaml"` };
  return new Response(as === "openslo" ? openSlo(found) : prometheusRules(found), { headers });
});
