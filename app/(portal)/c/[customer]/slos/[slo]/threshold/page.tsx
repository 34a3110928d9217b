import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { fill } from "#components/forms/fill";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Button, LinkButton } from "#components/ui/button";
import { TextInput } from "#components/ui/text-input";
import { readForm, requireCustomer } from "#lib/access/gates";
import { say, sayKnown, sayFigure } from "#lib/language/rules/say";
import { findSloView } from "#lib/slo/queries/page";
import { listOwnThresholds } from "#lib/slo/queries/thresholds";
import { leftWords } from "#lib/slo/rules/words";
import { readerOf } from "../../../reader.ts";

type Props = { params: Promise<{ customer: string; slo: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.reply");
  return { title: `${say("Hear of a budget")} · ${customer.name}` };
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
        <PageTitle title={say("Hear of it earlier")} lead={say("The budget of “{name}”: {left} of it is left.", { name: view.slo.name, left: sayFigure(sayKnown(leftWords(view.figure.leftPpm))) })} />
        <p className="max-w-prose text-sm text-soft">{say("Our team is told when 20 % is left. If you want to hear before that, say from what share on: the owners of {name} get one mail when less is left, and another one only after the budget has recovered.", { name: customer.name })}</p>
        <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
        <form method="post" action={`${base}/slos/${view.slo.id}/threshold/save`} className="grid gap-6">
          <TextInput id="left" label={say("Tell us when less is left than")} hint={say("In percent of the budget, from 21 to 95. Empty: no mail of your own.")} inputMode="numeric" maxLength={6} {...fill(form, "left", own ? String(own.leftPpm / 10_000) : "")} />
          <div className="flex flex-wrap gap-3"><Button look="primary">{say("Save")}</Button><LinkButton look="quiet" href={`${base}/slos#${view.slo.id}`}>{say("Cancel")}</LinkButton></div>
        </form>
      </div>
    </PortalMain>
  );
}
