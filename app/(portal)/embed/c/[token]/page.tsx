import type { Metadata } from "next";
import { EmbedDocument } from "#components/embeds/embed-document";
import { requireEmbed, sharedRead } from "#lib/access/gates";
import { getBranding } from "#lib/branding/queries";
import { env } from "#lib/platform/env";
import { getStatusView } from "#lib/status/queries/view";

type Props = { params: Promise<{ token: string }> };

const readStatus = sharedRead(getStatusView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireEmbed((await params).token);
  const { headline } = await readStatus(ctx);
  return { title: `${headline.sentence} · ${customer.name}`, description: `${headline.sentence}.`, robots: { index: false, follow: false } };
}

export default async function EmbedPage({ params }: Props) {
  const { ctx, customer } = await requireEmbed((await params).token);
  const { stylesheetPath } = await getBranding(ctx);
  return (
    <>
      {stylesheetPath && <link rel="stylesheet" href={stylesheetPath} precedence="brand" />}
      <EmbedDocument view={await readStatus(ctx)} portalName={env.PORTAL_NAME} customerName={customer.name} home={`/c/${customer.slug}`} />
    </>
  );
}
