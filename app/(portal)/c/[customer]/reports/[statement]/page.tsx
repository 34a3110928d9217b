import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { StatementBody } from "#components/reports/statement-document";
import { StatementFiles, StatementProof } from "#components/reports/statement-proof";
import { TextLink } from "#components/ui/text-link";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { currentLanguage } from "#lib/core/language";
import { say } from "#lib/language/rules/say";
import { findStatement } from "#lib/reports/queries/statements";
import { periodWords } from "#lib/reports/rules/period";
import { addressOf } from "../../../../../addresses.ts";
import { readerOf } from "../../reader.ts";

type Props = { params: Promise<{ customer: string; statement: string }> };

const readStatement = sharedRead(findStatement);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const found = await readStatement(ctx, (await params).statement);
  return found ? { title: `${periodWords(found.document, { zone: customer.timeZone, language: currentLanguage() })} · ${customer.name}`, alternates: addressOf(`${readerOf(customer).base}/reports/${found.id}`) } : {};
}

export default async function StatementPage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const found = await readStatement(ctx, (await params).statement);
  if (!found?.documentHash || found.keyId === null || found.number === null) notFound();
  const { base } = readerOf(customer);
  const home = `${base}/reports/${found.id}`;
  const period = periodWords(found.document, { zone: customer.timeZone, language: currentLanguage() });
  return (
    <PortalMain>
      <div className="grid gap-3 pt-10">
        <Breadcrumb crumbs={[{ label: say("Reports"), href: `${base}/reports` }, { label: period }]} />
        <PageTitle title={period} lead={`${say("Reliability statement")} · ${customer.name}`} />
      </div>
      {found.amendedBy.map((each) => <Notice key={each.id} kind="warning" className="mt-6"><TextLink href={`${base}/reports/${each.id}`}>{say("Figures were corrected after this was released: statement {number} says how.", { number: each.number ?? 0 })}</TextLink></Notice>)}
      <StatementFiles home={home} />
      <p className="mt-3 text-sm"><TextLink href={`${home}/share`}>{say("Owners can share it with somebody without an account")}</TextLink></p>
      <StatementBody document={found.document} creditConfirmedAt={found.creditConfirmedAt} />
      <StatementProof documentHash={found.documentHash} keyId={found.keyId} number={found.number} />
    </PortalMain>
  );
}
