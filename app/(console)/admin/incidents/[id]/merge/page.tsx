import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { EmptyState } from "#components/layout/empty-state";
import { Select } from "#components/ui/select";
import { readForm, requireStaff } from "#lib/access/gates";
import type { Context } from "#lib/access/context";
import { type ConsoleIncident, listChoosable } from "#lib/incidents/queries/console";
import { getIncidentFacts, type IncidentFacts } from "#lib/incidents/queries/facts";
import { previewMerge } from "#lib/incidents/queries/merge";
import { incidentWord } from "#lib/incidents/terms";
import { orNotFound } from "../../../or-not-found.ts";
import { MergeFields } from "./merge-fields.tsx";

export const metadata: Metadata = { title: "Merge an incident" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MergePage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("incidents.post");
  const facts = await orNotFound(getIncidentFacts(ctx, (await params).id));
  const [form, { into: asked }] = await Promise.all([readForm(searchParams), searchParams]);
  const into = form.values["into"] ?? asked;
  const preview = typeof into === "string" && into !== "" ? await orNotFound(previewMerge(ctx, { incidentId: facts.id, into })) : null;
  const back = `/admin/incidents/${facts.code}`;
  return (
    <div className="grid max-w-portal gap-8">
      <Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: facts.title, href: back }, { label: "Merge" }]} />
      <PageTitle title={`Merge “${facts.title}”`} lead="It ends, and another incident goes on with what it holds down. Each keeps its own posts and its own audience. This cannot be undone." />
      {form.sentence && <Notice kind={form.fields["baseVersion"] ? "warning" : "error"}>{form.fields["baseVersion"] ?? form.sentence}</Notice>}
      <ChooseTarget ctx={ctx} facts={facts} chosen={typeof into === "string" ? into : ""} error={form.fields["into"] ?? preview?.refusal ?? undefined} />
      {preview && preview.refusal === null && (
        <form method="post" action={`${back}/merge/confirm`} className="grid gap-8 border-t border-line pt-8">
          <MergeFields facts={facts} preview={preview} form={form} />
          <div className="flex flex-wrap gap-2">
            <Button look="primary">Merge into “{preview.into.title}”</Button>
            <LinkButton look="quiet" href={back}>Leave both as they are</LinkButton>
          </div>
        </form>
      )}
    </div>
  );
}

async function ChooseTarget({ ctx, facts, chosen, error }: { ctx: Context; facts: IncidentFacts; chosen: string; error: string | undefined }) {
  const others = (await listChoosable(ctx)).filter((each) => each.id !== facts.id && each.endedAs === null && canTake(each, facts));
  const code = others.find((each) => each.id === chosen)?.code ?? chosen;
  if (others.length === 0) return <EmptyState title="There is no incident that could go on with it.">An open incident can only be merged into another open one.</EmptyState>;
  return (
    <form method="get" action={`/admin/incidents/${facts.code}/merge`} className="flex flex-wrap items-end gap-3">
      <Select id="into" label="The incident that goes on" options={others.map((each) => ({ value: each.code, label: `${each.title} (${incidentWord(each).toLowerCase()})` }))} defaultValue={code} error={error} className="w-full sm:w-96" />
      <Button look={chosen === "" ? "primary" : "secondary"}>Show what happens</Button>
    </form>
  );
}

function canTake(target: ConsoleIncident, source: IncidentFacts): boolean {
  return source.state === "resolved" || target.state !== "resolved";
}
