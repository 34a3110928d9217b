import type { Metadata } from "next";
import { AuditTable } from "#components/people/audit-table";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Pagination } from "#components/ui/tabs";
import { TextInput } from "#components/ui/text-input";
import { requireStaff } from "#lib/access/gates";
import { searchAudit } from "#lib/audit/queries";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const { ctx, signedIn } = await requireStaff("portal.manage");
  const { search: typed, after } = await searchParams;
  const search = typeof typed === "string" ? typed.trim().slice(0, 100) : "";
  const page = await searchAudit(ctx, { search, after: typeof after === "string" ? after : null });
  return (
    <>
      <PageTitle title="Audit log" lead="Every change, by whom and when. Nothing here can be edited." />
      <form method="get" action="/admin/audit" role="search" className="mt-6 flex flex-wrap items-end gap-3">
        <TextInput id="search" type="search" label="Search" hint="An action, an id, somebody in your team, an address or a customer" defaultValue={search} className="w-full max-w-sm" />
        <Button>Search</Button>
        {search && <LinkButton look="quiet" href="/admin/audit">Clear</LinkButton>}
      </form>
      <div className="mt-8">
        {page.rows.length === 0 ? <EmptyState title={search ? "Nothing matches" : "Nothing has happened yet"}>{search ? "Try part of an action, such as incident or session, or the beginning of a customer’s name." : "Each change to the portal will be listed here."}</EmptyState> : <AuditTable rows={page.rows} zone={signedIn.timeZone ?? "UTC"} />}
      </div>
      <Pagination
        newerHref={typeof after === "string" ? `/admin/audit${search ? `?search=${encodeURIComponent(search)}` : ""}` : undefined}
        newerLabel="Latest"
        olderHref={page.next ? `/admin/audit?${new URLSearchParams({ ...(search ? { search } : {}), after: page.next })}` : undefined}
      />
    </>
  );
}
