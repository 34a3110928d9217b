import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { textOf } from "#components/forms/fill";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Button, LinkButton } from "#components/ui/button";
import { TextArea } from "#components/ui/text-input";
import { Span } from "#components/ui/time";
import { readForm, requireCustomer } from "#lib/access/gates";
import { say } from "#lib/language/rules/say";
import { findExclusion } from "#lib/slo/queries/page";
import { readerOf } from "../../../reader.ts";

type Props = { params: Promise<{ customer: string; id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.reply");
  return { title: `${say("An exclusion")} · ${customer.name}` };
}

export default async function DisputePage({ params, searchParams }: Props) {
  const { ctx, customer, signedIn } = await requireCustomer((await params).customer, "customer.reply");
  const found = await findExclusion(ctx, (await params).id);
  if (!found || found.slo.customerId !== customer.id) notFound();
  const { exclusion, slo } = found;
  const form = await readForm(searchParams);
  const base = readerOf(customer).base;
  return (
    <PortalMain>
      <div className="grid max-w-xl gap-6 pt-12">
        <PageTitle title={say("You see this differently?")} lead={<>{say("An exclusion from “{name}”:", { name: slo.name })} <Span from={exclusion.from} until={exclusion.until} zone={signedIn.timeZone ?? customer.timeZone} /></>} />
        <p className="max-w-prose text-sm">{exclusion.reason}</p>
        <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
        <form method="post" action={`${base}/slos/exclusions/${exclusion.id}/dispute`} className="grid gap-6">
          <TextArea id="words" label={say("What happened, as you saw it")} hint={say("Everybody of your company who reads this page sees it, and our answer.")} required maxLength={2_000} defaultValue={textOf(form, "words")} error={form.fields["words"]} />
          <div className="flex flex-wrap gap-3"><Button look="primary">{say("Say so")}</Button><LinkButton look="quiet" href={`${base}/slos`}>{say("Cancel")}</LinkButton></div>
        </form>
      </div>
    </PortalMain>
  );
}
