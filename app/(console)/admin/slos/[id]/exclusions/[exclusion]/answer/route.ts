import { route, seeOther } from "#lib/access/route";
import { answerDispute } from "#lib/slo/commands/exclusions";
import { AnswerDispute } from "#lib/slo/input";

export const POST = route("slos.answer_dispute", AnswerDispute, async ({ ctx }, input) => {
  await answerDispute(ctx, input);
  return seeOther(`/admin/slos/${input.id}?saved=answered`);
});
