import { say } from "#lib/language/rules/say";
import { toLocalDateTime, zoneLabel } from "#lib/core/time";
import type { MaintenanceView } from "#lib/status/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { FormNotice } from "../forms/form-notice.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { RadioRow } from "../ui/choice.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

interface ReplyFormProps {
  action: string;
  view: MaintenanceView;
  /** The zone that proposed times are typed in. */
  zone: string;
  now: number;
  form: SentForm;
  backHref: string;
}

/** A customer's word on a proposed time. The proposal appears with "object", by style alone. */
export function ReplyForm({ action, view, zone, now, form, backHref }: ReplyFormProps) {
  const { reply, sequence } = view;
  const inZone = (at: number | null | undefined) => (at ? toLocalDateTime(at, zone) : "");
  const answer = fill(form, "answer", reply?.answer ?? "");
  return (
    <form method="post" action={action} className="group/reply grid gap-6">
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <input type="hidden" name="sequence" value={sequence} />
      <RadioRow name="answer" legend={say("Your answer")} options={[{ value: "accept", label: say("It suits us") }, { value: "object", label: say("It does not suit us") }]} value={answer.defaultValue} error={answer.error} required />
      <fieldset className="hidden gap-5 border-s border-line ps-4 group-has-[input[value=object]:checked]/reply:grid sm:grid-cols-2">
        <legend className="sr-only">{say("Another time")}</legend>
        <TextInput id="starts" type="datetime-local" label={say("A better start (your clock, {zone})", { zone: zoneLabel(now, zone) })} optional {...fill(form, "starts", inZone(reply?.proposedFor))} />
        <TextInput id="ends" type="datetime-local" label={say("And end")} optional {...fill(form, "ends", inZone(reply?.proposedUntil))} />
      </fieldset>
      <TextArea id="comment" label={say("Comment")} optional rows={4} maxLength={2000} {...fill(form, "comment", reply?.comment ?? "")} />
      <div className="flex flex-wrap gap-3">
        <Button look="primary">{say("Send the answer")}</Button>
        <LinkButton look="quiet" href={backHref}>{say("Back")}</LinkButton>
      </div>
    </form>
  );
}
