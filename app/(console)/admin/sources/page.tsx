import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { StateLabel } from "#components/status/state-mark";
import { LinkButton } from "#components/ui/button";
import { Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { listSources } from "#lib/sli/queries/console";
import { sourceKindLabels } from "#lib/sli/terms";

export const metadata: Metadata = { title: "Sources" };

const savedWords: Record<string, string> = { archived: "Archived. It counts for nothing any more; what it counted stays." };

export default async function SourcesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff();
  const [sources, form, { saved }] = [await listSources(ctx), await readForm(searchParams), await searchParams];
  const canManage = ctx.permissions.has("slos.manage");
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="Sources" lead="Whose counts SLIs are made of: monitoring that sends them, or is asked." actions={canManage && <LinkButton look="primary" href="/admin/sources/new">New source</LinkButton>} />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      <div className="mt-8">
        <Table
          caption="Sources"
          columns={[{ key: "name", label: "Name" }, { key: "kind", label: "Kind" }, { key: "state", label: "State" }, { key: "heard", label: "Last heard", isHiddenOnPhone: true }]}
          rows={sources.map((source) => ({
            id: source.id,
            cells: {
              name: canManage ? <TextLink href={`/admin/sources/${source.id}`}><span className="wrap-anywhere">{source.name}</span></TextLink> : source.name,
              kind: sourceKindLabels[source.kind],
              state: source.failingSince !== null ? <StateLabel state="major_outage" label="Failing" /> : source.lastOkAt === null ? <StateLabel state="no_data" label="Not heard yet" /> : <StateLabel state="operational" label="Working" />,
              heard: source.lastOkAt === null ? "–" : <Time at={source.lastOkAt} zone={zone} show="dateTime" />,
            },
          }))}
          empty={<EmptyState title="No sources yet">Add the monitoring you have: Prometheus, OpenTelemetry, Datadog, Google Cloud, Splunk, Grafana, or a program that posts counts.</EmptyState>}
        />
      </div>
    </>
  );
}
