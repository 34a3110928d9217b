import { currentLanguage } from "#lib/core/language";
import { inLanguage } from "#lib/language/rules/addresses";
import { type FeedFormat, feedFiles, feedFormatLabels, feedFormats } from "#lib/feeds/terms";
import { CopyField } from "../ui/copy-field.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { say, sayKnown, type Words } from "#lib/language/rules/say";

const hints: Record<FeedFormat, Words> = {
  rss: "One item an update. What most readers and chat channels take.",
  atom: "One entry an incident, which changes with each update.",
  json: "The same as Atom, for programs.",
  calendar: "Planned maintenance, to subscribe to in a calendar.",
};

/** The addresses of one feed, to be copied. `base` stands before their names. */
export function FeedAddresses({ id, base }: { id: string; base: string }) {
  return (
    <div className="grid gap-4">
      {feedFormats.map((format) => <CopyField key={format} id={`${id}-${format}`} label={sayKnown(feedFormatLabels[format])} hint={say(hints[format])} value={inOwnLanguage(`${base}/${feedFiles[format]}`)} />)}
      <CopyField id={`${id}-statuspage`} label="Statuspage API" hint={say("For programs and widgets made for an Atlassian Statuspage.")} value={`${base}/api/v2/summary.json`} />
      <p className="text-sm"><TextLink href={inOwnLanguage(`${base}/${feedFiles.calendar}`).replace(/^https?:/, "webcal:")}>{say("Add the maintenance to your calendar")}</TextLink></p>
    </div>
  );
}

function inOwnLanguage(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${inLanguage(pathname, currentLanguage())}`;
}
