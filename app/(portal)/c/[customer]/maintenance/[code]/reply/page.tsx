import { Say } from "#components/ui/say";
import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { ReplyForm } from "#components/maintenance/reply-form";
import { maintenanceHref } from "#components/status/reader";
import { TextLink } from "#components/ui/text-link";
import { Span, Time } from "#components/ui/time";
import { readForm, requireCustomer } from "#lib/access/gates";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { readerOf } from "../../../reader.ts";

type Props = { params: Promise<{ customer: string; code: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.reply");
  return { title: `${say("Does this time suit you?")} · ${customer.name}` };
}

export default async function ReplyPage({ params, searchParams }: Props) {
  const { ctx, customer, signedIn } = await requireCustomer((await params).customer, "customer.reply");
  const view = await findMaintenanceView(ctx, (await params).code);
  if (!view) notFound();
  const href = maintenanceHref(readerOf(customer), view.code);
  const zone = signedIn.timeZone ?? customer.timeZone;
  const isOpen = view.asksUntil !== null && view.asksUntil > ctx.now && view.state === "scheduled";
  return (
    <PortalMain>
      <div className="grid max-w-xl gap-6 pt-12">
        <PageTitle title={say("Does this time suit you?")} lead={<><TextLink href={href}>{view.title}</TextLink>, <Span from={view.scheduledFor} until={view.scheduledUntil} zone={zone} /></>} />
        {isOpen && view.asksUntil !== null ? (
          <>
            <p className="text-sm text-muted"><Say words="One answer counts for all of {name}, and the last one holds. You can change it until {time}." name={customer.name} time={<Time at={view.asksUntil} zone={zone} show="full" />} /></p>
            <ReplyForm action={`${href}/reply/send`} view={view} zone={zone} now={ctx.now} form={await readForm(searchParams)} backHref={href} />
          </>
        ) : (
          <EmptyState title={say("No answer is asked for now")} action={<TextLink href={href}>{say("Back to the work")}</TextLink>}>{say("Where your word on a time is wanted, you can accept or object here. If this time does not suit you, write to your contact.")}</EmptyState>
        )}
      </div>
    </PortalMain>
  );
}
