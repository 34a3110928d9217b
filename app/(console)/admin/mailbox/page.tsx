import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { Table } from "#components/ui/table";
import { Pagination } from "#components/ui/tabs";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { decodeCursor, toPage } from "#lib/core/pages";
import { listMailbox } from "#lib/delivery/queries/mailbox";
import { env } from "#lib/platform/env";

export const metadata: Metadata = { title: "Mailbox" };

const pageSize = 50;

export default async function MailboxPage({ searchParams }: PageProps<"/admin/mailbox">) {
  const { ctx, signedIn } = await requireStaff("portal.manage");
  const { before } = await searchParams;
  const found = await listMailbox(ctx, { before: decodeCursor(typeof before === "string" ? before : null), limit: pageSize + 1 });
  const { rows, next } = toPage(found, pageSize, (row) => ({ at: row.receivedAt, id: row.id }));
  const isInUse = !env.RESEND_API_KEY && !env.SMTP_URL;
  return (
    <>
      <PageTitle title="Mailbox" lead="Mail of this portal while no provider is set up. It reaches nobody; read it here." />
      {!isInUse && <Notice className="mt-6" title="Mail goes to your provider">What is listed here is from before.</Notice>}
      <div className="mt-8">
        <Table
          caption="Mails, newest first"
          columns={[{ key: "subject", label: "Subject" }, { key: "to", label: "To" }, { key: "at", label: "Received", isNumber: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              subject: <TextLink href={`/admin/mailbox/${row.id}`}>{row.subject}</TextLink>,
              to: <span className="break-all">{row.to}</span>,
              at: <Time at={row.receivedAt} zone={signedIn.timeZone ?? "UTC"} show="dateTime" />,
            },
          }))}
          empty={<EmptyState title="No mail yet">Mails appear here a moment after an update is published, a link is asked for or somebody is invited.</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: "/admin/mailbox", newerLabel: "Newest" } : {})} {...(next ? { olderHref: `/admin/mailbox?before=${next}` } : {})} />
      </div>
    </>
  );
}
