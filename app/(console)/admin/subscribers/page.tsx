import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Table } from "#components/ui/table";
import { Pagination } from "#components/ui/tabs";
import { TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { decodeCursor, toPage } from "#lib/core/pages";
import { countListening, listSubscribers, type SubscriberRow } from "#lib/subscriptions/queries/list";

export const metadata: Metadata = { title: "Subscribers" };

const pageSize = 50;
const stateWords: Record<SubscriberRow["state"], string> = { pending: "Not confirmed", active: "Listening", paused: "Paused", quarantined: "Bounced", stopped: "Stopped" };

export default async function SubscribersPage({ searchParams }: PageProps<"/admin/subscribers">) {
  const { ctx, signedIn } = await requireStaff();
  const { find, before, saved } = await searchParams;
  const text = typeof find === "string" ? find.trim() : "";
  const [listening, found] = await Promise.all([countListening(ctx), listSubscribers(ctx, { find: text, before: decodeCursor(typeof before === "string" ? before : null), limit: pageSize + 1 })]);
  const { rows, next } = toPage(found, pageSize, (row) => ({ at: row.createdAt, id: row.id }));
  const mayRemove = ctx.permissions.has("subscribers.manage");
  const query = text === "" ? "" : `find=${encodeURIComponent(text)}&`;
  return (
    <>
      <PageTitle title="Subscribers" lead={`${listening.public.toLocaleString("en")} listen to the public page, ${listening.customers.toLocaleString("en")} to a customer’s.`} />
      {saved === "removed" && <Notice kind="success" className="mt-6">Stopped. That address gets no more mails.</Notice>}
      <form method="get" action="/admin/subscribers" className="mt-8 flex max-w-md items-end gap-3">
        <TextInput id="find" name="find" label="Part of an address" defaultValue={text} className="flex-1" />
        <Button>Find</Button>
      </form>
      <div className="mt-8">
        <Table
          caption="Subscribers, newest first"
          columns={[{ key: "email", label: "Address" }, { key: "page", label: "Page" }, { key: "state", label: "State" }, { key: "since", label: "Since", isHiddenOnPhone: true }, { key: "stop", label: "Remove", isLabelHidden: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              email: <span className="break-all">{row.email}</span>,
              page: row.customerName ?? "Public",
              state: <Badge>{stateWords[row.state]}</Badge>,
              since: <Time at={row.createdAt} zone={signedIn.timeZone ?? "UTC"} show="date" />,
              stop: mayRemove && row.state !== "stopped" ? <form method="post" action={`/admin/subscribers/${row.id}/remove`}><Button size="small">Stop<span className="sr-only"> {row.email}</span></Button></form> : null,
            },
          }))}
          empty={<EmptyState title={text === "" ? "Nobody listens yet" : "No address matches"}>{text === "" ? "People subscribe on the public page, members on their customer’s." : "Try a shorter part of it."}</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: `/admin/subscribers?${query}`, newerLabel: "Newest" } : {})} {...(next ? { olderHref: `/admin/subscribers?${query}before=${next}` } : {})} />
      </div>
    </>
  );
}
