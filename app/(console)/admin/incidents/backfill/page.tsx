import type { Metadata } from "next";
import { PastPost } from "#components/incident-verbs/past-post";
import { Whom } from "#components/composer/whom";
import { fill } from "#components/forms/fill";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Fieldset, Radio } from "#components/ui/choice";
import { TextInput } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import { zoneLabel } from "#lib/core/time";
import { BackfillForm, titleLimit } from "#lib/incidents/input";
import { listComposerChoices } from "#lib/incidents/queries/composer";

export const metadata: Metadata = { title: "Record a past incident" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const firstStates = ["investigating", "identified"];

export default async function BackfillPage({ searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("incidents.post");
  const [form, { customers, components }] = await Promise.all([readForm(searchParams), listComposerChoices(ctx)]);
  const typed = BackfillForm.parse(form.values);
  const zone = zoneLabel(ctx.now, signedIn.timeZone ?? "UTC");
  const posts = Array.from({ length: typed.count }, (_, index) => typed.posts[index] ?? { state: typed.count === index + 1 ? "resolved" : (firstStates[index] ?? "monitoring"), occurredAt: "", body: "", components: {} });
  return (
    <div className="grid max-w-portal gap-8">
      <Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: "Record a past incident" }]} />
      <PageTitle title="Record a past incident" lead="For what is over and was never told here. Readers see when it happened and when it was recorded; uptime follows." />
      {form.sentence && <Notice kind="error">{form.sentence}</Notice>}
      <form method="post" action="/admin/incidents/backfill/record" className="grid gap-9">
        <input type="hidden" name="posts" value={typed.count} />
        <TextInput id="title" label="Title" required maxLength={titleLimit} {...fill(form, "title", "")} hint="What failed, for whom." />
        <Whom visibility={typed.visibility || "public"} chosen={typed.customerIds} customers={customers} errors={form.fields} />
        {posts.map((post, index) => (
          // A post has no identity but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <PastPost key={index} post={post} index={index} components={components} errors={form.fields} zoneLabel={zone} />
        ))}
        <div><Button name="intent" value="more" formNoValidate look="secondary" size="small">One more post</Button></div>
        <Fieldset id="tell" legend="Tell subscribers">
          <Radio name="tell" value="" defaultChecked={!typed.isTold} label="No" hint="It stands in the history and counts for uptime. No mail, no feed item." />
          <Radio name="tell" value="yes" defaultChecked={typed.isTold} label="Yes, of its last post, once" hint="Everybody who hears of such incidents gets one message now." />
        </Fieldset>
        <div className="flex flex-wrap gap-2">
          <Button look="primary" name="intent" value="record">Record it</Button>
          <LinkButton look="quiet" href="/admin/incidents">Leave it</LinkButton>
        </div>
      </form>
    </div>
  );
}
