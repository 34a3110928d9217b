import type { Metadata } from "next";
import { channelNames } from "#components/channels/words";
import { EmptyState } from "#components/layout/empty-state";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { Badge } from "#components/ui/badge";
import { Button, LinkButton } from "#components/ui/button";
import { Table } from "#components/ui/table";
import { Pagination } from "#components/ui/tabs";
import { TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { countListening, type Listening, listSubscribers, type SubscriberRow } from "#lib/subscriptions/queries/list";

export const metadata: Metadata = { title: "Subscribers" };

const savedWords: Record<string, string> = {
  removed: "Stopped. That address gets no more mails.",
  shared: "Noted: several people read that mailbox, so none of them stops it for all.",
  unshared: "Noted: one person reads that mailbox, and may stop it with one click.",
};

const stateWords: Record<SubscriberRow["state"], string> = { pending: "Not confirmed", active: "Listening", paused: "Paused", quarantined: "Bounced", stopped: "Stopped" };

export default async function SubscribersPage({ searchParams }: PageProps<"/admin/subscribers">) {
  const { ctx, signedIn } = await requireStaff();
  const { find, before, saved } = await searchParams;
  const text = typeof find === "string" ? find.trim() : "";
  const [listening, { rows, next }] = await Promise.all([countListening(ctx), listSubscribers(ctx, { find: text, cursor: typeof before === "string" ? before : null })]);
  const mayManage = ctx.permissions.has("subscribers.manage");
  const query = text === "" ? "" : `find=${encodeURIComponent(text)}&`;
  return (
    <>
      <PageTitle title="Subscribers" lead={`${say(listening.public)} listen to the public page, ${say(listening.customers).toLowerCase()} to a customer’s.`} actions={<LinkButton href="/admin/quarantine">Quarantine</LinkButton>} />
      {typeof saved === "string" && savedWords[saved] && <Notice kind="success" className="mt-6">{savedWords[saved]}</Notice>}
      <form method="get" action="/admin/subscribers" role="search" className="mt-8 flex flex-wrap items-end gap-3">
        <TextInput id="find" name="find" type="search" label="Address" hint="How it begins, or @ and the domain" defaultValue={text} className="w-full max-w-sm" />
        <Button>Find</Button>
        {text && <LinkButton look="quiet" href="/admin/subscribers">Clear</LinkButton>}
      </form>
      {mayManage && (
        <div className="mt-4 flex flex-wrap gap-3">
          <LinkButton size="small" href="/admin/subscribers/import">Import</LinkButton>
          <LinkButton size="small" href="/admin/subscribers/export">Export as CSV</LinkButton>
        </div>
      )}
      <div className="mt-8">
        <Table
          caption={text === "" ? "Subscribers, newest first" : "Subscribers by address"}
          columns={[{ key: "email", label: "Address" }, { key: "page", label: "Page" }, { key: "state", label: "State" }, { key: "since", label: "Since", isHiddenOnPhone: true }, { key: "act", label: "What you can do", isLabelHidden: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              email: <><span className="wrap-anywhere">{row.email}</span>{row.channel !== "email" && <span className="block text-xs text-muted">{channelNames[row.channel]}{row.shown && <> · <span className="font-mono">{row.shown}</span></>}</span>}</>,
              page: row.customerName ?? "Public",
              state: <span className="flex flex-wrap gap-1"><Badge>{stateWords[row.state]}</Badge>{row.isShared && <Badge>Shared</Badge>}</span>,
              since: <Time at={row.createdAt} zone={signedIn.timeZone ?? "UTC"} show="date" />,
              act: mayManage && row.state !== "stopped" ? <Acts row={row} /> : null,
            },
          }))}
          empty={<Nothing isSearch={text !== ""} isFirst={before === undefined} />}
        />
        <Pagination {...(before ? { newerHref: text === "" ? "/admin/subscribers" : `/admin/subscribers?${query.slice(0, -1)}`, newerLabel: text === "" ? "Newest" : "From the start" } : {})} {...(next ? { olderHref: `/admin/subscribers?${query}before=${next}`, ...(text === "" ? {} : { olderLabel: "More" }) } : {})} />
      </div>
    </>
  );
}

function Acts({ row }: { row: SubscriberRow }) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <form method="post" action={`/admin/subscribers/${row.id}/share`}>
        <input type="hidden" name="shared" value={row.isShared ? "" : "yes"} />
        <Button size="small" look="quiet">{row.isShared ? "Unmark shared" : "Mark shared"}<span className="sr-only"> {row.email}</span></Button>
      </form>
      <form method="post" action={`/admin/subscribers/${row.id}/remove`}><Button size="small">Stop<span className="sr-only"> {row.email}</span></Button></form>
    </div>
  );
}

function say({ people, isMore }: Listening): string {
  return `${isMore ? "More than " : ""}${people.toLocaleString("en")}`;
}

function Nothing({ isSearch, isFirst }: { isSearch: boolean; isFirst: boolean }) {
  if (!isFirst) return <EmptyState title="Nobody beyond that">The list ends here.</EmptyState>;
  if (isSearch) return <EmptyState title="No address matches">Try only its beginning, such as anna.k, or a whole domain, such as @acme.example.</EmptyState>;
  return <EmptyState title="Nobody listens yet">People subscribe on the public page, members on their customer’s.</EmptyState>;
}
