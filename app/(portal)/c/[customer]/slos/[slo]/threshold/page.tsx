import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { fill } from "#components/forms/fill";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Button, LinkButton } from "#components/ui/button";
import { TextInput } from "#components/ui/text-input";
import { readForm, requireCustomer } from "#lib/access/gates";
import { findSloView } from "#lib/slo/queries/page";
import { listOwnThresholds } from "#lib/slo/queries/thresholds";
import { leftWords } from "#lib/slo/rules/words";
import { readerOf } from "../../../reader.ts";

type Props = { params: Promise<{ customer: string; slo: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.reply");
  return { title: `Hear of a budget · ${customer.name}` };
}

export default async function ThresholdPage({ params, searchParams }: Props) {
  const { slo: id, customer: slug } = await params;
  const { ctx, customer } = await requireCustomer(slug, "customer.reply");
  const [view, own, form] = [await findSloView(ctx, id), (await listOwnThresholds(ctx)).get(id), await readForm(searchParams)];
  if (!view) notFound();
  const base = readerOf(customer).base;
  return (
    <PortalMain>
      <div className="grid max-w-xl gap-6 pt-12">
        <PageTitle title="Hear of it earlier" lead={<>The budget of “{view.slo.name}”: {leftWords(view.figure.leftPpm)} of it is left.</>} />
        <p className="max-w-prose text-sm text-soft">Our team is told when 20 % is left. If you want to hear before that, say from what share on: the owners of {customer.name} get one mail when less is left, and another one only after the budget has recovered.</p>
        <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
        <form method="post" action={`${base}/slos/${view.slo.id}/threshold/save`} className="grid gap-6">
          <TextInput id="left" label="Tell us when less is left than" hint="In percent of the budget, from 21 to 95. Empty: no mail of your own." inputMode="numeric" maxLength={6} {...fill(form, "left", own ? String(own.leftPpm / 10_000) : "")} />
          <div className="flex flex-wrap gap-3"><Button look="primary">Save</Button><LinkButton look="quiet" href={`${base}/slos#${view.slo.id}`}>Cancel</LinkButton></div>
        </form>
      </div>
    </PortalMain>
  );
}
