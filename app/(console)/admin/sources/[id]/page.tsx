import type { Metadata } from "next";
import { AskFirst } from "#components/forms/ask-first";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { QueryForm, TriedPoints } from "#components/sli/queries";
import { RouteForm, RouteTable, Unrouted } from "#components/sli/routes";
import { SourceForm } from "#components/sli/source-form";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { CopyField } from "#components/ui/copy-field";
import { Table } from "#components/ui/table";
import { Time } from "#components/ui/time";
import { findNewSecret, readForm, requireStaff } from "#lib/access/gates";
import { env } from "#lib/platform/env";
import { readTried } from "#lib/sli/input";
import { getSourcePage, listSlis } from "#lib/sli/queries/console";
import { ingestPaths, pullKinds, sourceKindHints, sourceKindLabels } from "#lib/sli/terms";
import { orNotFound } from "../../or-not-found.ts";

export const metadata: Metadata = { title: "Source" };

const savedWords: Record<string, string> = { created: "Added.", saved: "Saved.", renewed: "There is a new key. The old one opens nothing any more.", query: "It is asked from now on." };

export default async function SourcePage({ params, searchParams }: PageProps<"/admin/sources/[id]">) {
  const { ctx, signedIn } = await requireStaff("slos.manage");
  const { source, series, routes } = await orNotFound(getSourcePage(ctx, { id: (await params).id }));
  const [slis, form, { saved }] = [await listSlis(ctx), await readForm(searchParams), await searchParams];
  const zone = signedIn.timeZone ?? "UTC";
  const path = ingestPaths[source.kind];
  const pull = pullKinds.find((kind) => kind === source.kind);
  const key = await newKeyOf(source.id);
  const tried = readTried(form.values["tried"]);
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Sources", href: "/admin/sources" }, { label: source.name }]} />
      <div className="mt-3"><PageTitle title={source.name} lead={`${sourceKindLabels[source.kind]}. ${sourceKindHints[source.kind]}`} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      {source.failingSince !== null && <Notice kind="error" className="mt-6" title="It fails">Since <Time at={source.failingSince} zone={zone} show="full" />: {source.lastError} What is missing is read when it answers again.</Notice>}
      {key !== null && <Notice kind="warning" className="mt-6" title="Copy the key now"><p className="mb-2">It is shown this once and kept as a hash.</p><CopyField id="key" label="Key" value={key} /></Notice>}
      {path && (
        <Section id="address" title="Where to send">
          <div className="grid max-w-2xl gap-3 text-sm">
            <CopyField id="url" label="Address" value={`${env.APP_URL}${path}`} />
            <p className="text-muted">With <code>Authorization: Bearer</code> and its key{source.keyLastFour && <>, which ends in <code>{source.keyLastFour}</code></>}. Last heard: {source.lastOkAt === null ? "never" : <Time at={source.lastOkAt} zone={zone} show="full" />}.</p>
            <form method="post" action={`/admin/sources/${source.id}/key`}><Button size="small">Make a new key</Button></form>
          </div>
        </Section>
      )}
      {(source.kind === "remote_write" || source.kind === "otlp") && (
        <Section id="routes" title="What counts">
          <RouteTable sourceId={source.id} routes={routes} />
          <div className="mt-6"><RouteForm sourceId={source.id} form={form} isOtlp={source.kind === "otlp"} /></div>
        </Section>
      )}
      {source.unrouted !== null && source.unrouted.length > 0 && <Section id="unrouted" title="Arrived, and belongs nowhere"><Unrouted unrouted={source.unrouted} zone={zone} /></Section>}
      {pull && (
        <Section id="queries" title="What it is asked">
          {tried && <div className="mb-6"><TriedPoints {...tried} zone={zone} /></div>}
          <QueryForm sourceId={source.id} kind={pull} slis={slis} form={form} />
        </Section>
      )}
      <Section id="series" title="What it has counted">
        <Table
          caption="Series"
          columns={[{ key: "sli", label: "SLI" }, { key: "customer", label: "Customer" }, { key: "last", label: "Last count" }, { key: "query", label: "Query", isHiddenOnPhone: true }]}
          rows={series.map((each) => ({ id: String(each.number), cells: { sli: each.sli, customer: each.customer ?? "All", last: each.lastMinute === null ? "None yet" : <Time at={each.lastMinute * 60_000} zone={zone} show="dateTime" />, query: each.query === null ? "–" : <code className="wrap-anywhere">{Object.values(each.query).join("  ")}</code> } }))}
          empty={<p className="text-sm text-muted">Nothing yet.</p>}
        />
      </Section>
      <Section id="settings" title="Settings"><SourceForm action={`/admin/sources/${source.id}/save`} label="Save" kind={source.kind} saved={{ name: source.name, settings: source.settings, version: source.version, hasSecret: true }} form={form.values["name"] === undefined ? { ...form, values: {} } : form} backHref="/admin/sources" /></Section>
      <div className="mt-12"><AskFirst ask="Archive it" of={source.name} action={`/admin/sources/${source.id}/archive`} label="Archive">It counts for nothing any more, and its key and secret are forgotten. What it counted stays.</AskFirst></div>
    </>
  );
}

/** A key that was made a moment ago, for who made it. */
async function newKeyOf(id: string): Promise<string | null> {
  const secret = decodeURIComponent((await findNewSecret()) ?? "");
  return secret.startsWith(`${id}.`) ? secret.slice(id.length + 1) : null;
}
