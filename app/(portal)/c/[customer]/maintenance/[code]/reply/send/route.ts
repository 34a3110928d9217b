import { route, seeOther } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { replyToMaintenance } from "#lib/maintenance/commands/reply";
import { ReplyForm } from "#lib/maintenance/input";
import { readReply } from "#lib/maintenance/rules/plan";

export const POST = route("customer.reply", ReplyForm, async ({ ctx, signedIn, customer }, form) => {
  if (!signedIn || !customer) throw new Failure("not_found", "There is nothing here.");
  await replyToMaintenance(ctx, readReply(form, { timeZone: signedIn.timeZone ?? customer.timeZone, now: ctx.now }));
  return seeOther(`/c/${customer.slug}/maintenance/${encodeURIComponent(form.code)}`);
});
