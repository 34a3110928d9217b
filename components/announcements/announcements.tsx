import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { AnnouncementSummary } from "#lib/status/terms";
import { announcementHref, type Reader } from "../status/reader.tsx";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";

type Props = { announcements: readonly AnnouncementSummary[]; reader: Reader; zone: string };

const shownWhole = 400;

/** What readers should know now. Below the state line: nothing here is an alarm. */
export function Announcements({ announcements, reader, zone }: Props) {
  if (announcements.length === 0) return null;
  return (
    <section aria-label={say("Announcements")} className="mt-8 border-b border-line">
      {announcements.map((announcement) => <Announced key={announcement.id} announcement={announcement} reader={reader} zone={zone} />)}
    </section>
  );
}

function Announced({ announcement: { code, title, body, beginsAt, endsAt }, reader, zone }: { announcement: AnnouncementSummary; reader: Reader; zone: string }) {
  const href = announcementHref(reader, code);
  return (
    <article className="flex gap-3 border-t border-line py-4 sm:gap-4">
      <Icon name="megaphone" className="mt-1 text-muted" />
      <div className="grid min-w-0 flex-1 gap-1.5">
        <h2 className="font-medium wrap-anywhere"><a href={href} className="hover:underline">{title}</a></h2>
        {body.length <= shownWhole ? <Prose className="text-sm text-soft">{body}</Prose> : <p className="text-sm"><TextLink href={href}>{say("Read the announcement")}<span className="sr-only">: {title}</span></TextLink></p>}
        <p className="text-xs text-muted"><Say words={endsAt === null ? "Since {time}" : "Since {time}, until {until}"} time={<Time at={beginsAt} zone={zone} show="dateTime" />} until={endsAt !== null && <Time at={endsAt} zone={zone} show="dateTime" />} /></p>
      </div>
    </article>
  );
}
