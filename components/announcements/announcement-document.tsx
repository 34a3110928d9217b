import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import { excerpt } from "#lib/core/markdown";
import type { AnnouncementView } from "#lib/status/terms";
import { Notice } from "../layout/notice.tsx";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { Time } from "../ui/time.tsx";

const descriptionLength = 155;

/** One announcement as one reader may see it. */
export function AnnouncementDocument({ view }: { view: AnnouncementView }) {
  const { title, body, components, zone, withdrawnAt } = view;
  return (
    <>
      <div className="flex gap-3 pt-8 sm:gap-4 sm:pt-10 lg:-ms-12">
        <span className="mt-1 flex size-7 shrink-0 items-center justify-center sm:mt-0.5 sm:size-8"><Icon name="megaphone" className="size-6 text-muted" /></span>
        <div className="grid min-w-0 flex-1 gap-3">
          <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
          <Lifetime view={view} />
          {components.length > 0 && <p className="text-sm text-muted">{say("About {list}", { list: components.join(" · ") })}</p>}
        </div>
      </div>
      {withdrawnAt !== null && <Notice title={say("Withdrawn")} className="mt-8"><Say words="This was taken back {time} and does not hold any more. It stays readable for the record." time={<Time at={withdrawnAt} zone={zone} show="full" />} /></Notice>}
      <div className="mt-8"><Prose>{body}</Prose></div>
      <Earlier view={view} />
    </>
  );
}

/** The announcement in a sentence or two, for who sees a link to it. */
export function describeAnnouncement({ body }: AnnouncementView): string {
  return excerpt(body, descriptionLength);
}

function Lifetime({ view: { state, beginsAt, endsAt, zone } }: { view: AnnouncementView }) {
  const words = endsAt === null || state === "withdrawn" ? "{word}, since {from}" : state === "over" ? "{word}, since {from}, until {until}" : "{word}, since {from}, holds until {until}";
  return (
    <p className="text-soft">
      <Say words={words} word={<strong className="font-semibold text-ink">{say("Announcement")}</strong>} from={<Time at={beginsAt} zone={zone} show="full" />} until={endsAt !== null && <Time at={endsAt} zone={zone} show="full" />} />
    </p>
  );
}

function Earlier({ view: { id, earlier, zone } }: { view: AnnouncementView }) {
  const [last] = earlier;
  if (!last) return null;
  return (
    <details id={`edited-${id}`} className="mt-6 text-sm">
      <summary className="inline-flex items-center gap-1 py-1 text-xs text-muted hover:text-ink">
        <Icon name="chevron" className="chevron size-3" />
        <span><Say words="Edited {time}. What it said before" time={<Time at={last.replacedAt} zone={zone} show="dateTime" />} /></span>
      </summary>
      <ol className="mt-2 grid gap-3 border-s border-line ps-4">
        {earlier.map((revision) => (
          <li key={revision.id}>
            <p className="text-xs text-muted"><Say words="Until {time}" time={<Time at={revision.replacedAt} zone={zone} show="dateTime" />} /></p>
            <p className="font-medium">{revision.title}</p>
            <Prose className="text-sm text-soft">{revision.body}</Prose>
          </li>
        ))}
      </ol>
    </details>
  );
}
