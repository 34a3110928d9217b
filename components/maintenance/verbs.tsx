import type { ReactNode } from "react";
import { toLocalDateTime } from "#lib/core/time";
import { canDo } from "#lib/maintenance/rules/state";
import type { MaintenanceState } from "#lib/maintenance/terms";
import { fill, formOf, isTicked, type SentForm } from "../forms/fill.tsx";
import { Button, type ButtonLook } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

export interface VerbsProps {
  /** `/admin/maintenance/<code>`. */
  base: string;
  work: { state: MaintenanceState; version: number; scheduledFor: number; scheduledUntil: number; asksUntil: number | null };
  zone: string;
  zoneName: string;
  now: number;
  form: SentForm;
}

/** What can be done with the work as it is now; each opens what it needs. */
export function Verbs(props: VerbsProps) {
  const { state } = props.work;
  return (
    <div className="border-t border-line">
      {canDo(state, "start") && <Verb {...props} part="start" ask="Start now" label="Start the work" look="primary" words="The work has begun." />}
      {canDo(state, "verify") && <Verb {...props} part="verify" ask="Verify" label="Go on to verifying" look="primary" words="The work is done. We are checking that everything is well." />}
      {canDo(state, "complete") && <Verb {...props} part="complete" ask="Complete" label="Complete the work" look="primary" words="The work is completed." />}
      {canDo(state, "move") && <Move {...props} />}
      {canDo(state, "extend") && <Extend {...props} />}
      {canDo(state, "note") && <Verb {...props} part="note" ask="Post a note" label="Post the note" isBodyNeeded />}
      {canDo(state, "cancel") && <Verb {...props} part="cancel" ask={state === "scheduled" ? "Cancel" : "Break off"} label={state === "scheduled" ? "Cancel the work" : "Break the work off"} look="danger" words={state === "scheduled" ? "This work will not take place." : "The work was broken off."} />}
    </div>
  );
}

interface VerbProps extends VerbsProps {
  part: string;
  ask: string;
  label: string;
  look?: ButtonLook;
  /** What is said where nothing is written. */
  words?: string;
  isBodyNeeded?: boolean;
  children?: ReactNode;
}

function Verb({ base, work, form, part, ask, label, look = "secondary", words, isBodyNeeded = false, children }: VerbProps) {
  const own = formOf(form, part);
  const body = fill(own, "body", "");
  return (
    <details open={own.sentence !== null} id={`verb-${part}`} className="border-b border-line">
      <summary className="flex items-center gap-2 py-3 text-sm font-medium hover:text-accent"><Icon name="chevron" className="chevron size-3.5 text-muted" />{ask}</summary>
      <form method="post" action={`${base}/${part}`} className="grid max-w-2xl gap-5 pb-6 sm:ps-6">
        <input type="hidden" name="part" value={part} />
        <input type="hidden" name="version" value={work.version} />
        {children}
        <TextArea id={`${part}-body`} name="body" label={isBodyNeeded ? "What readers should know" : "What readers are told"} rows={3} optional={!isBodyNeeded} required={isBodyNeeded} placeholder={words} defaultValue={body.defaultValue} error={body.error} />
        <Checkbox name="isQuiet" value="on" defaultChecked={isTicked(own, "isQuiet", false)} label="Tell nobody" hint="It stands on the pages, and no message goes out." />
        <p><Button look={look}>{label}</Button></p>
      </form>
    </details>
  );
}

function Move(props: VerbsProps) {
  const { work, zone, zoneName, now } = props;
  const own = formOf(props.form, "move");
  const starts = fill(own, "starts", toLocalDateTime(work.scheduledFor, zone));
  const ends = fill(own, "ends", toLocalDateTime(work.scheduledUntil, zone));
  const asks = fill(own, "asks", work.asksUntil !== null && work.asksUntil > now ? toLocalDateTime(work.asksUntil, zone) : "");
  return (
    <Verb {...props} part="move" ask="Move" label="Move the work">
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput {...starts} id="move-starts" name="starts" type="datetime-local" label={`Begins (${zoneName})`} required />
        <TextInput {...ends} id="move-ends" name="ends" type="datetime-local" label={`Ends (${zoneName})`} required />
      </div>
      <TextInput {...asks} id="move-asks" name="asks" type="datetime-local" label={`Ask customers again, until (${zoneName})`} hint="Answers to the old time do not count for the new one. Left empty, nobody is asked." optional className="max-w-md" />
      {own.fields["acceptsOverlap"] && <Checkbox name="acceptsOverlap" value="on" label="Both may run at once" hint={own.fields["acceptsOverlap"]} />}
    </Verb>
  );
}

function Extend(props: VerbsProps) {
  const { work, zone, zoneName } = props;
  const ends = fill(formOf(props.form, "extend"), "ends", toLocalDateTime(work.scheduledUntil, zone));
  return (
    <Verb {...props} part="extend" ask="Change its end" label="Set the new end">
      <TextInput {...ends} id="extend-ends" name="ends" type="datetime-local" label={`Will be over (${zoneName})`} required className="max-w-md" />
    </Verb>
  );
}
