import type { Metadata } from "next";
import { CustomerTable } from "#components/customers/customer-table";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Pagination, Tabs } from "#components/ui/tabs";
import { TextInput } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import { listCustomers } from "#lib/customers/queries/customers";

export const metadata: Metadata = { title: "Customers" };

const savedWords: Record<string, string> = { archived: "Archived. Its members have no access any more." };

export default async function CustomersPage({ searchParams }: PageProps<"/admin/customers">) {
  const { ctx } = await requireStaff();
  const { search: typed, after: last, archived, saved } = await searchParams;
  const [search, after, isArchived] = [typeof typed === "string" ? typed.trim().slice(0, 100) : "", typeof last === "string" ? last : null, archived === "1"];
  const [page, form] = [await listCustomers(ctx, { search, after, isArchived }), await readForm(searchParams)];
  const href = (more: Record<string, string>) => `/admin/customers?${new URLSearchParams({ ...(isArchived ? { archived: "1" } : {}), ...(search ? { search } : {}), ...more })}`;
  const actions = (
    <>
      {ctx.permissions.has("customers.import") && <LinkButton href="/admin/customers/import">Import</LinkButton>}
      {ctx.permissions.has("customers.manage") && <LinkButton look="primary" href="/admin/customers/new">New customer</LinkButton>}
    </>
  );
  return (
    <>
      <PageTitle title="Customers" lead="Each has pages of its own, with what it uses and under its own names." actions={actions} />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      <form method="get" action="/admin/customers" className="mt-6 flex flex-wrap items-end gap-3">
        {isArchived && <input type="hidden" name="archived" value="1" />}
        <TextInput id="search" type="search" label="Search" hint="How its name begins, or its slug" defaultValue={search} className="w-full max-w-sm" />
        <Button>Search</Button>
        {search && <LinkButton look="quiet" href={isArchived ? "/admin/customers?archived=1" : "/admin/customers"}>Clear</LinkButton>}
      </form>
      <div className="mt-6 mb-4"><Tabs label="Which customers" tabs={[{ label: "Current", href: "/admin/customers", isCurrent: !isArchived }, { label: "Archived", href: "/admin/customers?archived=1", isCurrent: isArchived }]} /></div>
      {page.rows.length === 0 ? <Nothing isSearch={search !== ""} isArchived={isArchived} /> : <CustomerTable customers={page.rows} />}
      <Pagination newerHref={after ? href({}) : undefined} newerLabel="From the start" olderHref={page.next ? href({ after: page.next }) : undefined} olderLabel="More" />
    </>
  );
}

function Nothing({ isSearch, isArchived }: { isSearch: boolean; isArchived: boolean }) {
  if (isSearch) return <EmptyState title="Nothing matches">Try only the beginning of its name.</EmptyState>;
  if (isArchived) return <EmptyState title="No archived customers">A customer that left can be archived on its page. Its members lose access at once; its history stays.</EmptyState>;
  return <EmptyState title="No customers yet">Add one by hand, or import them with their members from a CSV file.</EmptyState>;
}
