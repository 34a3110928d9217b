import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { DescriptionList } from "#components/ui/description-list";
import { Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { getQuarantined, listReports } from "#lib/bounces/queries";
import { reportWords, suppressionWords } from "#lib/bounces/terms";
import { orNotFound } from "../../or-not-found.ts";

export const metadata: Metadata = { title: "Quarantine" };

export default async function QuarantinedPage({ params, searchParams }: PageProps<"/admin/quarantine/[id]">) {
  const { ctx, signedIn } = await requireStaff();
  const address = await orNotFound(getQuarantined(ctx, { id: (await params).id }));
  const { email } = address;
  const [reports, form] = [await listReports(ctx, { email }), await readForm(searchParams)];
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Quarantine", href: "/admin/quarantine" }, { label: email }]} />
      <div className="mt-3"><PageTitle title={email} lead={address.healedAt === null ? suppressionWords[address.kind] : "It takes mail again"} /></div>
      {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
      <div className="mt-6">
        <DescriptionList
          facts={[
            { term: "In the provider’s words", value: address.reason || "–" },
            { term: "Held back since", value: <Time at={address.createdAt} zone={zone} show="full" /> },
            { term: "Failures since mail was last taken", value: String(address.bounces) },
            address.healedAt === null ? { term: "Tried again", value: address.retryAt === null ? "When somebody asks" : <Time at={address.retryAt} zone={zone} show="full" /> } : { term: "Tried again since", value: <Time at={address.healedAt} zone={zone} show="full" /> },
          ]}
        />
      </div>
      {address.healedAt === null && ctx.permissions.has("subscribers.manage") && (
        <form method="post" action={`/admin/quarantine/${address.id}/release`} className="mt-6 max-w-prose">
          {address.kind === "complaint" && <p className="mb-3 text-sm text-soft">Its reader called a mail spam. Write to them only if they have asked you to.</p>}
          <Button>Try it again now</Button>
        </form>
      )}
      <Section id="reports" title="What providers told">
        <Table
          caption="Reports, the latest first"
          columns={[{ key: "at", label: "When" }, { key: "what", label: "What" }, { key: "reason", label: "In their words" }, { key: "mail", label: "Mail", isHiddenOnPhone: true }]}
          rows={reports.map((report) => ({
            id: report.id,
            cells: {
              at: <Time at={report.occurredAt} zone={zone} show="dateTime" />,
              what: reportWords[report.kind],
              reason: <span className="break-words">{report.reason || "–"}</span>,
              mail: report.deliveryId ? <TextLink href={`/admin/deliveries/${report.deliveryId}`}>Delivery</TextLink> : "–",
            },
          }))}
          empty={<p className="text-sm text-muted">No provider told anything about this address.</p>}
        />
      </Section>
    </>
  );
}
