import { route, seeOther } from "#lib/access/route";
import { answerImpactDispute } from "#lib/impact/commands/disputes";
import { AnswerImpactDispute } from "#lib/impact/input";

export const POST = route("incidents.answer_dispute", AnswerImpactDispute, async ({ ctx }, input) => {
  await answerImpactDispute(ctx, input);
  return seeOther(`/admin/incidents/${encodeURIComponent(input.id)}#impact`);
});
