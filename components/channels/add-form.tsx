import type { EndpointChannel } from "#lib/delivery/terms";
import { say, sayKnown } from "#lib/language/rules/say";
import { textOf, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Radio, RadioRow } from "../ui/choice.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { addressHints, channelNames } from "./words.tsx";

type Typed = Exclude<EndpointChannel, "push">;

/** Adds a place by its address. The hint and the choice of bodies follow the kind without any script. */
export function AddForm({ action, channels, form }: { action: string; channels: readonly EndpointChannel[]; form: SentForm }) {
  const typed = channels.filter((channel): channel is Typed => channel !== "push");
  const chosen = textOf(form, "channel") || "webhook";
  return (
    <form method="post" action={action} className="group/add grid gap-5">
      <RadioRow name="channel" legend={say("What kind of place is it?")} options={typed.map((channel) => ({ value: channel, label: sayKnown(channelNames[channel]) }))} value={chosen} required {...(form.fields["channel"] ? { error: form.fields["channel"] } : {})} />
      <div className="grid gap-1.5">
        <TextInput id="secretAddress" label={say("Its address")} required maxLength={2_000} autoComplete="off" spellCheck={false} error={form.fields["secretAddress"]} />
        {typed.map((channel) => <p key={channel} className={`max-w-prose text-xs text-muted ${shownFor[channel]}`}>{sayKnown(addressHints[channel])}</p>)}
      </div>
      <TextInput id="label" label={say("What you call it")} hint={say("Such as “On-call channel” or “Our ticket system”")} required maxLength={80} defaultValue={textOf(form, "label")} error={form.fields["label"]} />
      <fieldset className={`gap-2 ${shownFor.webhook}`}>
        <legend className="text-sm font-medium">{say("What it gets")}</legend>
        <Radio name="form" value="candor" defaultChecked={textOf(form, "form") !== "statuspage"} label={say("Our own body")} hint={say("Versioned JSON, described in the documentation")} />
        <Radio name="form" value="statuspage" defaultChecked={textOf(form, "form") === "statuspage"} label={say("Statuspage’s body")} hint={say("For what was made to read an Atlassian Statuspage")} />
      </fieldset>
      <div><Button look="primary">{say("Add")}</Button></div>
    </form>
  );
}

// Written out, so that the style sheet has them.
const shownFor: Record<Typed, string> = {
  webhook: "hidden group-has-[[value=webhook]:checked]/add:grid",
  slack: "hidden group-has-[[value=slack]:checked]/add:block",
  teams: "hidden group-has-[[value=teams]:checked]/add:block",
  google_chat: "hidden group-has-[[value=google_chat]:checked]/add:block",
  discord: "hidden group-has-[[value=discord]:checked]/add:block",
  sms: "hidden group-has-[[value=sms]:checked]/add:block",
};
