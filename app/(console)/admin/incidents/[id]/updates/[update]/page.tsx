import type { Metadata } from "next";
import { CustomerNotes } from "#components/composer/customer-notes";
import { Translations } from "#components/composer/translations";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Prose } from "#components/ui/prose";
import { TextArea, TextInput } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import { bodyLimit, EditForm } from "#lib/incidents/input";
import { whoSees } from "#lib/incidents/queries/audience";
import { getEditableUpdate, getIncidentFacts } from "#lib/incidents/queries/facts";
import { needsApproval } from "#lib/incidents/queries/publishing";
import { orNotFound } from "../../../../or-not-found.ts";

export const metadata: Metadata = { title: "Edit an update" };

type Props = { params: Promise<{ id: string; update: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EditUpdatePage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("incidents.edit");
  const { id, update: updateId } = await params;
  const facts = await orNotFound(getIncidentFacts(ctx, id));
  const [update, viewers, form, needsSecond] = await Promise.all([orNotFound(getEditableUpdate(ctx, { incidentKey: facts.id, updateId })), whoSees(ctx, { incidentId: facts.id }), readForm(searchParams), needsApproval(ctx.read, facts.id)]);
  const typed = form.sentence === null ? null : EditForm.parse({ update: updateId, ...form.values });
  const notes = Object.fromEntries((typed?.notes ?? update.notes).map((note) => [note.customerId, note.body]));
  const translations = Object.fromEntries((typed?.translations ?? update.translations).map((each) => [each.language, each.body]));
  const back = `/admin/incidents/${facts.code}`;
  return (
    <div className="grid max-w-portal gap-8">
      <Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: facts.title, href: back }, { label: "Edit" }]} />
      <PageTitle title="Edit the words of an update" lead="What it said before stays readable for everybody who can read it, and nobody is notified. For something new, post an update instead." />
      {form.fields["baseRevision"] && <Notice kind="warning" title="Somebody else edited this while you were writing"><p>Yours is kept below. It now says:</p><Prose className="mt-2">{update.body}</Prose></Notice>}
      {form.sentence && !form.fields["baseRevision"] && <Notice kind="error">{form.sentence}</Notice>}
      <form method="post" action={`${back}/updates/${updateId}/edit`} className="grid gap-7">
        <input type="hidden" name="baseRevision" value={update.revision} />
        <TextArea id="body" label="What readers know" hint="Markdown." rows={10} required maxLength={bodyLimit} defaultValue={typed?.body ?? update.body} error={form.fields["body"]} />
        <Translations translations={translations} older={update.translations.filter((each) => each.isOlder).map((each) => each.language)} errors={form.fields} />
        <CustomerNotes customers={viewers.customers} notes={notes} errors={form.fields} />
        {needsSecond && ctx.permissions.has("portal.manage") && <TextInput id="emergencyReason" label="Why it cannot wait for a second person" hint="Posts like this need approval. Kept in the audit log." required maxLength={500} defaultValue={typed?.emergencyReason ?? ""} error={form.fields["emergencyReason"]} />}
        <div className="flex gap-2">
          <Button look="primary">Save the edit</Button>
          <LinkButton look="quiet" href={back}>Leave it as it is</LinkButton>
        </div>
      </form>
    </div>
  );
}
