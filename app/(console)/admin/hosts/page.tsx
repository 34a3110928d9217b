import type { Metadata } from "next";
import { fill } from "#components/forms/fill";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Select } from "#components/ui/select";
import { Table } from "#components/ui/table";
import { TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { listAudienceChoices } from "#lib/announcements/queries/console";
import { type HostItem, listHosts } from "#lib/hosts/queries/hosts";
import { hostStateLabels } from "#lib/hosts/terms";

export const metadata: Metadata = { title: "Domains" };

export default async function HostsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff("customers.manage");
  const [form, { saved }, hosts, { customers }] = [await readForm(searchParams), await searchParams, await listHosts(ctx), await listAudienceChoices(ctx)];
  const { hint, ...typed } = fill(form, "host", "");
  return (
    <>
      <PageTitle title="Domains" actions={<LinkButton href="/admin/hosts/senders">Senders</LinkButton>} lead="The public page, or a customer’s portal, under a name of its own. The name decides which of them is shown, never who may see it." />
      <FormNotice sentence={form.sentence} saved={saved} words={{ removed: "Removed. Nothing is shown under that name any more." }} />
      <div className="mt-8">
        {hosts.length === 0 ? (
          <EmptyState title="No domains yet">Everything is shown under the portal’s own name. A customer may want to find it under theirs, such as status.example.com.</EmptyState>
        ) : (
          <Table caption="Domains" columns={[{ key: "host", label: "Name" }, { key: "shows", label: "Shows" }, { key: "state", label: "State" }, { key: "checked", label: "Looked up", isHiddenOnPhone: true }]} rows={hosts.map((host) => toRow(host, signedIn.timeZone ?? "UTC"))} />
        )}
      </div>
      <Section id="add" title="Add a domain">
        <form method="post" action="/admin/hosts/add" className="grid max-w-prose gap-5">
          <TextInput id="host" label="Name" hint={hint ?? "Such as status.example.com, without https"} {...typed} autoComplete="off" spellCheck={false} required />
          <Select id="customerId" label="Shows" options={[{ value: "", label: "The public page" }, ...customers.map(({ id, name }) => ({ value: id, label: name }))]} {...fill(form, "customerId", "")} />
          <div><Button look="primary">Add domain</Button></div>
        </form>
      </Section>
    </>
  );
}

function toRow({ id, host, customerName, state, lostAt, checkedAt }: HostItem, zone: string) {
  return {
    id,
    cells: {
      host: <a href={`/admin/hosts/${id}`} className="wrap-anywhere hover:underline">{host}</a>,
      shows: customerName ?? "The public page",
      state: lostAt === null ? hostStateLabels[state] : "Verified, record is gone",
      checked: checkedAt === null ? <span className="text-muted">Not yet</span> : <Time at={checkedAt} zone={zone} show="dateTime" className="whitespace-nowrap" />,
    },
  };
}
