import type { Metadata } from "next";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Section } from "#components/ui/card";
import { Prose } from "#components/ui/prose";
import { requireCustomer } from "#lib/access/gates";
import { currentLanguage } from "#lib/core/language";
import { say } from "#lib/language/rules/say";
import { howWeCount, partsOf } from "#lib/slo/rules/guide";
import { addressOf } from "../../../../../addresses.ts";
import { readerOf } from "../../reader.ts";

type Props = { params: Promise<{ customer: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `${say("How we count")} · ${customer.name}`, alternates: addressOf(`${readerOf(customer).base}/slos/how-we-count`) };
}

export default async function HowWeCountPage({ params }: Props) {
  const { customer } = await requireCustomer((await params).customer);
  const { lead, sections } = partsOf(howWeCount[currentLanguage()]);
  return (
    <PortalMain>
      <div className="grid gap-3 pt-10">
        <Breadcrumb crumbs={[{ label: say("Objectives"), href: `${readerOf(customer).base}/slos` }, { label: say("How we count") }]} />
        <PageTitle title={say("How we count")} />
      </div>
      <Prose className="mt-6">{lead}</Prose>
      {sections.map(({ title, body }, index) => <Section key={title} id={`part-${index + 1}`} title={title}><Prose>{body}</Prose></Section>)}
    </PortalMain>
  );
}
