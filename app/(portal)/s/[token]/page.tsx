import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { StatementBody } from "#components/reports/statement-document";
import { StatementFiles, StatementProof } from "#components/reports/statement-proof";
import { requireShare } from "#lib/access/gates";
import { currentLanguage } from "#lib/core/language";
import { say } from "#lib/language/rules/say";
import { findStatement } from "#lib/reports/queries/statements";
import { periodWords } from "#lib/reports/rules/period";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireShare((await params).token);
  return { title: `${say("Reliability statement")} · ${customer.name}`, robots: { index: false, follow: false } };
}

/** One statement for whoever holds its link: nothing else of the customer, and no way further in. */
export default async function SharedStatementPage({ params }: Props) {
  const { token } = await params;
  const { ctx, customer, statementId } = await requireShare(token);
  const found = await findStatement(ctx, statementId);
  if (!found?.documentHash || found.keyId === null || found.number === null) notFound();
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title={periodWords(found.document, { zone: customer.timeZone, language: currentLanguage() })} lead={`${say("Reliability statement")} · ${customer.name}`} /></div>
      <StatementFiles home={`/s/${token}`} file="" />
      <StatementBody document={found.document} creditConfirmedAt={found.creditConfirmedAt} />
      <StatementProof documentHash={found.documentHash} keyId={found.keyId} number={found.number} />
    </PortalMain>
  );
}
