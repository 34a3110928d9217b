import { sayMinuteOfDay } from "#lib/core/time-words";
import type { Preferences } from "#lib/subscriptions/rules/preferences";
import type { KindOfPost } from "#lib/subscriptions/terms";
import { blankForm, fill, isTicked, listOf, type SentForm } from "../forms/fill.tsx";
import { Checkbox, Fieldset, Radio } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { say, type Words } from "#lib/language/rules/say";
import { languageNames, languages } from "#lib/core/language";

interface Props {
  preferences: Preferences;
  timeZone: string;
  zones: readonly string[];
  /** Statements are customers'. */
  isCustomers: boolean;
  form?: SentForm;
}

const kinds: { value: KindOfPost; label: Words; hint: Words }[] = [
  { value: "incidents", label: "Incidents", hint: "Something is wrong" },
  { value: "maintenance", label: "Planned maintenance", hint: "When it is planned, moved, begins and ends" },
  { value: "announcements", label: "Announcements", hint: "Changes to know of in advance" },
  { value: "postmortems", label: "Post-mortems", hint: "What was learnt from an incident" },
  { value: "statements", label: "Reliability statements", hint: "Once a month" },
];

const impacts: { value: string; label: Words }[] = [
  { value: "none", label: "Any" },
  { value: "minor", label: "Minor and worse" },
  { value: "major", label: "Major and worse" },
  { value: "critical", label: "Critical only" },
];

/** Which mails, how many and when. What few people change is folded away, and open where it was changed. */
export function PreferenceFields({ preferences, timeZone, zones, isCustomers, form = blankForm }: Props) {
  const wasSent = form.values["has"] === "preferences";
  const sent = wasSent ? form : blankForm;
  const chosen = wasSent ? listOf(sent, "kinds") : preferences.kinds;
  const isDigest = (wasSent ? listOf(sent, "pace")[0] === "digest" : preferences.digestAt !== null);
  return (
    <>
      <input type="hidden" name="has" value="preferences" />
      <Fieldset id="kinds" legend={say("Which kinds of mail?")} className="sm:grid-cols-2 sm:gap-x-8 sm:[&>legend]:mb-2">
        {kinds.filter((kind) => isCustomers || kind.value !== "statements").map(({ value, label, hint }) => <Checkbox key={value} name="kinds" value={value} defaultChecked={chosen.includes(value)} label={say(label)} hint={say(hint)} />)}
        {!isCustomers && preferences.kinds.includes("statements") && <input type="hidden" name="kinds" value="statements" />}
      </Fieldset>
      <Fieldset id="pace" legend={say("When?")}>
        <Radio name="pace" value="each" defaultChecked={!isDigest} label={say("Each one at once")} />
        <Radio name="pace" value="digest" defaultChecked={isDigest} label={say("One mail a day, with all of it")} hint={say("No mail on days on which nothing happened")} />
        <TextInput id="digestAt" label={say("Time of the daily mail")} type="time" className="ms-6.5 max-w-40" {...fill(sent, "digestAt", sayMinuteOfDay(preferences.digestAt ?? 480))} />
      </Fieldset>
      <Rare sent={sent} preferences={preferences} timeZone={timeZone} zones={zones} />
    </>
  );
}

function Rare({ sent, preferences, timeZone, zones }: { sent: SentForm; preferences: Preferences; timeZone: string; zones: readonly string[] }) {
  const { isBrief, minImpact, quiet, isQuietBroken, language } = preferences;
  const isOpen = sent.sentence !== null || isBrief || minImpact > 0 || quiet !== null || !isQuietBroken;
  const brief = fill(sent, "brief", isBrief ? "brief" : "all").defaultValue;
  return (
    <details open={isOpen} className="rounded-md border border-line px-4 py-3">
      <summary className="flex cursor-pointer items-center gap-1.5 text-sm font-medium hover:text-ink"><Icon name="chevron" className="chevron size-3.5 text-muted" /> {say("Fewer mails, quiet hours, language")}</summary>
      <div className="mt-4 grid gap-6 pb-2">
        <Fieldset id="brief" legend={say("How much of an incident or maintenance?")}>
          <Radio name="brief" value="all" defaultChecked={brief !== "brief"} label={say("Every update")} />
          <Radio name="brief" value="brief" defaultChecked={brief === "brief"} label={say("Only that it began and that it is over")} />
        </Fieldset>
        <Select id="impact" label={say("How bad must an incident be?")} hint={say("As it looks for you. Whatever you were told of, you also hear the end of.")} options={impacts.map(({ value, label }) => ({ value, label: say(label) }))} className="max-w-60" {...fill(sent, "impact", impacts[minImpact]?.value ?? "none")} />
        <Fieldset id="quiet" legend={say("Quiet hours")} hint={say("What comes then is sent at their end, if it is still news.")}>
          <Checkbox name="isQuiet" value="yes" defaultChecked={isTicked(sent, "isQuiet", quiet !== null)} label={say("Hold mails back during these hours")} />
          <div className="ms-6.5 flex flex-wrap gap-4">
            <TextInput id="quietFrom" label={say("From")} type="time" className="w-36" {...fill(sent, "quietFrom", sayMinuteOfDay(quiet?.from ?? 1320))} />
            <TextInput id="quietUntil" label={say("Until")} type="time" className="w-36" {...fill(sent, "quietUntil", sayMinuteOfDay(quiet?.until ?? 420))} />
          </div>
        </Fieldset>
        <Checkbox name="breaks" value="yes" defaultChecked={isTicked(sent, "breaks", isQuietBroken)} label={say("Tell me of critical incidents at once all the same")} hint={say("In quiet hours, and beside the daily mail")} />
        <div className="flex flex-wrap gap-4">
          <Select id="language" label={say("Language")} hint={say("Of dates and labels, and of updates that were translated.")} options={languages.map((each) => ({ value: each, label: languageNames[each] }))} className="min-w-44 flex-1" {...fill(sent, "language", language)} />
          <Select id="timeZone" label={say("Time zone")} hint={say("For the times in mails, and the hours above.")} options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))} className="min-w-44 flex-1" {...fill(sent, "timeZone", timeZone)} />
        </div>
      </div>
    </details>
  );
}
