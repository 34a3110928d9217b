import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { channelWords, DeliveryStateBadge } from "#components/deliveries/delivery-state";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { DescriptionList } from "#components/ui/description-list";
import { Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { reportWords, type ReportKind } from "#lib/bounces/terms";
import { isFailure } from "#lib/core/failure";
import { getDelivery } from "#lib/delivery/queries/ledger";
import type { DeliveryKind } from "#lib/delivery/terms";

export const metadata: Metadata = { title: "Delivery" };

const withoutStory: Record<DeliveryKind, string> = {
  personal: "A personal message; its text is kept from everybody else",
  test: "A test message its owner asked for",
  incident_update: "An incident that is not there any more",
  maintenance_update: "Planned work",
  announcement: "An announcement",
  postmortem: "A post-mortem",
  statement: "A statement",
  digest: "A digest",
};

const outcomeWords: Record<string, string> = { sent: "Sent", permanent: "Refused", transient: "Failed, tried again", unknown: "No answer" };

export default async function DeliveryPage({ params, searchParams }: PageProps<"/admin/deliveries/[id]">) {
  const { ctx, signedIn } = await requireStaff();
  const delivery = await getDelivery(ctx, (await params).id).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  const form = await readForm(searchParams);
  const zone = signedIn.timeZone ?? "UTC";
  const mayReplay = ctx.permissions.has("deliveries.replay") && delivery.text !== null && (delivery.state === "dead" || delivery.state === "unknown");
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Deliveries", href: "/admin/deliveries" }, { label: delivery.address }]} />
      <div className="mt-3"><PageTitle title={delivery.address} actions={<DeliveryStateBadge state={delivery.state} />} /></div>
      {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
      <div className="mt-6">
        <DescriptionList
          facts={[
            { term: "About", value: delivery.storyId ? <TextLink href={`/admin/deliveries?story=${delivery.storyId}`}>{delivery.storyTitle ?? "Something that is gone"}</TextLink> : withoutStory[delivery.kind] },
            { term: "By", value: channelWords[delivery.channel] },
            { term: "Page", value: delivery.customerName ?? "Public" },
            { term: "Made", value: <Time at={delivery.createdAt} zone={zone} show="full" /> },
            { term: "Sent", value: delivery.sentAt === null ? "Not yet" : <Time at={delivery.sentAt} zone={zone} show="full" /> },
            ...(delivery.providerId ? [{ term: "Provider’s id", value: <span className="font-mono text-xs break-all">{delivery.providerId}</span> }] : []),
            ...(delivery.lastError ? [{ term: "Last error", value: delivery.lastError }] : []),
          ]}
        />
      </div>
      {mayReplay && (
        <form method="post" action={`/admin/deliveries/${delivery.id}/replay`} className="mt-6 max-w-prose">
          {delivery.state === "unknown" && <p className="mb-3 text-sm text-soft">It may have arrived although no answer came. Sent again, its reader may get it twice.</p>}
          <Button>Send again</Button>
        </form>
      )}
      <Section id="tries" title="Tries">
        <Table
          caption="Tries, oldest first"
          columns={[{ key: "at", label: "When" }, { key: "outcome", label: "Outcome" }, { key: "reason", label: "Reason" }]}
          rows={delivery.tries.map((each, index) => ({ id: String(index), cells: { at: <Time at={each.at} zone={zone} show="dateTime" />, outcome: outcomeWords[each.outcome] ?? each.outcome, reason: each.reason || "–" } }))}
          empty={<p className="text-sm text-muted">Not tried yet.</p>}
        />
      </Section>
      {delivery.reports.length > 0 && (
        <Section id="reports" title="What the provider told later">
          <Table
            caption="Reports, oldest first"
            columns={[{ key: "at", label: "When" }, { key: "what", label: "What" }, { key: "reason", label: "In its words" }]}
            rows={delivery.reports.map((each, index) => ({ id: String(index), cells: { at: <Time at={each.at} zone={zone} show="dateTime" />, what: reportWords[each.kind as ReportKind] ?? each.kind, reason: each.reason || "–" } }))}
          />
        </Section>
      )}
      {delivery.text && <Section id="text" title={delivery.subject ?? "Text"}><pre className="rounded-lg border border-line p-4 text-xs break-words whitespace-pre-wrap">{delivery.text}</pre></Section>}
    </>
  );
}
