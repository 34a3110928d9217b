import { Icon } from "#components/ui/icon";
import { TextLink } from "#components/ui/text-link";
import type { Context } from "#lib/access/context";
import type { IncidentView } from "#lib/status/terms";

interface Verb {
  href: string;
  label: string;
  what: string;
}

/** What is rarely done to an incident, out of the way of what is done to each. */
export function More({ ctx, view }: { ctx: Context; view: IncidentView }) {
  return (
    <details className="mt-12 max-w-portal border-y border-line">
      <summary className="flex items-center gap-2 py-3 text-sm font-medium text-soft hover:text-ink"><Icon name="chevron" className="chevron size-3.5" />More</summary>
      <ul className="grid gap-3 pb-5 text-sm">
        {verbsFor(ctx, view).map(({ href, label, what }) => (
          <li key={href} className="grid gap-x-6 sm:grid-cols-[13rem_1fr]">
            <span><TextLink href={href}>{label}</TextLink></span>
            <span className="text-muted">{what}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function verbsFor(ctx: Context, { id, code, endedAs }: IncidentView): Verb[] {
  const home = `/admin/incidents/${code}`;
  const [canPost, canEdit] = [ctx.permissions.has("incidents.post"), ctx.permissions.has("incidents.edit")];
  const impact = { href: `${home}/impact`, label: canEdit ? "Correct the impact" : "The record of its impact", what: "What was down, from when until when, and what was corrected about it. Uptime follows." };
  const posting = [
    { href: `${home}/related`, label: "Related incidents", what: "Link it with others. Who sees both sees the link." },
    ...(endedAs === null ? [{ href: `${home}/merge`, label: "Merge into another", what: "This one ends, the other goes on with what is down." }, { href: `${home}/false-alarm`, label: "It was a false alarm", what: "A post says so, and its impact leaves the record." }] : []),
  ];
  const told = { href: `/admin/deliveries?story=${id}`, label: "Who was told", what: "Each post’s deliveries, how soon they left, and the evidence as a file." };
  return canPost ? [impact, ...posting, told] : [impact, told];
}
