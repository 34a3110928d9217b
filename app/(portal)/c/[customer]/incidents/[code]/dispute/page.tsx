import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { textOf } from "#components/forms/fill";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { incidentHref } from "#components/status/reader";
import { Button, LinkButton } from "#components/ui/button";
import { TextArea, TextInput } from "#components/ui/text-input";
import { readForm, requireCustomer } from "#lib/access/gates";
import { impactSentence } from "#lib/impact/rules/words";
import { getIncidentImpact } from "#lib/impact/queries/impact";
import { currentLanguage } from "#lib/core/language";
import { say } from "#lib/language/rules/say";
import { findIncidentView } from "#lib/status/queries/incident";
import { readerOf } from "../../../reader.ts";

type Props = { params: Promise<{ customer: string; code: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.reply");
  return { title: `${say("This looks wrong")} · ${customer.name}` };
}

export default async function DisputeImpactPage({ params, searchParams }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer, "customer.reply");
  const view = await findIncidentView(ctx, (await params).code);
  if (!view || view.endedAs === "false_alarm") notFound();
  const impact = await getIncidentImpact(ctx, { incidentId: view.id, customerId: customer.id });
  const form = await readForm(searchParams);
  const href = incidentHref(readerOf(customer), view.code);
  return (
    <PortalMain>
      <div className="grid max-w-xl gap-6 pt-12">
        <PageTitle title={say("This looks wrong")} lead={view.title} />
        {impact.measurement !== "off" && <p className="font-medium tabular-nums">{impactSentence(impact, currentLanguage())}</p>}
        <p className="max-w-prose text-sm text-soft">{say("Tell us what you saw. Everybody of {customer} who reads the incident sees it, and our answer; nobody else does.", { customer: customer.name })}</p>
        <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
        <form method="post" action={`${href}/dispute/send`} className="grid gap-6">
          <TextArea id="words" label={say("What you saw, and where")} hint={say("For instance counts of your load balancer or your logs, with times and their zone.")} rows={6} required maxLength={5_000} defaultValue={textOf(form, "words")} error={form.fields["words"]} />
          <TextInput id="failed" label={say("Failed requests by your count")} hint={say("A whole number, if you have one.")} inputMode="numeric" defaultValue={textOf(form, "failed")} error={form.fields["failed"]} />
          <div className="flex flex-wrap gap-3"><Button look="primary">{say("Send it")}</Button><LinkButton look="quiet" href={href}>{say("Cancel")}</LinkButton></div>
        </form>
      </div>
    </PortalMain>
  );
}
