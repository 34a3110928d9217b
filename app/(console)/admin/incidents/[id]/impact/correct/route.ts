import { route, seeOther, showAgain } from "#lib/access/route";
import { correctImpact } from "#lib/incidents/commands/correct-impact";
import { ImpactForm } from "#lib/incidents/input";
import { getImpactRecord } from "#lib/incidents/queries/record";
import { edgesOf, readImpactLines, withPlaces } from "#lib/incidents/rules/verb-forms";

export const POST = route("incidents.correct_impact", ImpactForm, async (call, { intent, lines, typed, ...form }) => {
  if (intent === "preview") return showAgain(call, `/admin/incidents/${encodeURIComponent(form.incidentId)}/impact`, typed);
  const { impacts } = await getImpactRecord(call.ctx, form.incidentId);
  const line = readImpactLines(lines, { timeZone: call.signedIn?.timeZone ?? "UTC", known: edgesOf(impacts) });
  const input = { ...form, line } as Parameters<typeof correctImpact>[1];
  const { code } = await withPlaces(line.map((each) => each.place), () => correctImpact(call.ctx, input));
  return seeOther(`/admin/incidents/${code}/impact?saved=yes`);
});
