import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Table } from "#components/ui/table";
import { Pagination } from "#components/ui/tabs";
import { TextInput } from "#components/ui/text-input";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { listQuarantined } from "#lib/bounces/queries";
import { suppressionWords } from "#lib/bounces/terms";

export const metadata: Metadata = { title: "Quarantine" };

const savedWords: Record<string, string> = { added: "That address gets nothing from now on.", released: "That address is tried again with the next thing it asked to hear of." };

export default async function QuarantinePage({ searchParams }: PageProps<"/admin/quarantine">) {
  const { ctx, signedIn } = await requireStaff();
  const { find, before, saved } = await searchParams;
  const text = typeof find === "string" ? find.trim() : "";
  const form = await readForm(searchParams);
  const { rows, next } = await listQuarantined(ctx, { find: text, before: typeof before === "string" ? before : null });
  const zone = signedIn.timeZone ?? "UTC";
  const query = text === "" ? "" : `find=${encodeURIComponent(text)}&`;
  return (
    <>
      <PageTitle title="Quarantine" lead="Addresses that get nothing at the moment, why, and when they are tried again." />
      {typeof saved === "string" && savedWords[saved] && <Notice kind="success" className="mt-6">{savedWords[saved]}</Notice>}
      {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
      <form method="get" action="/admin/quarantine" role="search" className="mt-8 flex flex-wrap items-end gap-3">
        <TextInput id="find" name="find" type="search" label="Address" hint="How it begins" defaultValue={text} className="w-full max-w-sm" />
        <Button>Find</Button>
        {text && <LinkButton look="quiet" href="/admin/quarantine">Clear</LinkButton>}
      </form>
      <div className="mt-8">
        <Table
          caption="Addresses held back, the latest first"
          columns={[{ key: "email", label: "Address" }, { key: "why", label: "Why" }, { key: "since", label: "Since", isHiddenOnPhone: true }, { key: "next", label: "Tried again" }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              email: <TextLink href={`/admin/quarantine/${row.id}`}><span className="break-all">{row.email}</span></TextLink>,
              why: suppressionWords[row.kind],
              since: <Time at={row.createdAt} zone={zone} show="dateTime" />,
              next: row.retryAt === null ? "When somebody asks" : <Time at={row.retryAt} zone={zone} show="date" />,
            },
          }))}
          empty={<EmptyState title={text === "" ? "Every address takes its mail" : "No such address is held back"}>When mail comes back, or a reader calls it spam, the address stands here with the provider’s words.</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: `/admin/quarantine?${query}`, newerLabel: "Newest" } : {})} {...(next ? { olderHref: `/admin/quarantine?${query}before=${next}` } : {})} />
      </div>
      {ctx.permissions.has("subscribers.manage") && (
        <Section id="add" title="Stop an address">
          <p className="mb-4 max-w-prose text-sm text-soft">Nothing more goes to it, whatever it is subscribed to, until somebody here tries it again.</p>
          <form method="post" action="/admin/quarantine/add" className="flex flex-wrap items-end gap-3">
            <TextInput id="email" name="email" type="email" label="Address" required maxLength={254} defaultValue={String(form.values["email"] ?? "")} error={form.fields["email"]} className="min-w-60 flex-1" />
            <TextInput id="reason" name="reason" label="Why" required maxLength={500} defaultValue={String(form.values["reason"] ?? "")} error={form.fields["reason"]} className="min-w-60 flex-1" />
            <Button>Stop it</Button>
          </form>
        </Section>
      )}
    </>
  );
}
