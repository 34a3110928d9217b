import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { StatementList } from "#components/reports/statement-list";
import { TextLink } from "#components/ui/text-link";
import { requireCustomer } from "#lib/access/gates";
import { say } from "#lib/language/rules/say";
import { listStatements } from "#lib/reports/queries/statements";
import { addressOf } from "../../../../addresses.ts";
import { readerOf } from "../reader.ts";

type Props = { params: Promise<{ customer: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `${say("Reports")} · ${customer.name}`, alternates: addressOf(`${readerOf(customer).base}/reports`) };
}

export default async function StatementsPage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { base } = readerOf(customer);
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title={say("Reports")} lead={<>{say("What was promised to {name} and what was measured, month by month, in documents that prove themselves.", { name: customer.name })} <TextLink href="/verify">{say("Check one")}</TextLink></>} /></div>
      <div className="mt-8"><StatementList statements={await listStatements(ctx)} zone={customer.timeZone} base={base} /></div>
    </PortalMain>
  );
}
