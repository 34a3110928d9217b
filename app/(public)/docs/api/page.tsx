import type { Metadata } from "next";
import { Reference } from "#components/api/reference";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Prose } from "#components/ui/prose";
import { TextLink } from "#components/ui/text-link";
import { requirePublic } from "#lib/access/gates";
import { openApiDocument } from "#lib/api/openapi";
import { referenceOf } from "#lib/api/reference";
import { env } from "#lib/platform/env";

export async function generateMetadata(): Promise<Metadata> {
  await requirePublic();
  return { title: "API reference", description: "What programs can ask of this portal, and how.", alternates: { canonical: "/docs/api" } };
}

export default async function ApiReferencePage() {
  await requirePublic();
  const document = openApiDocument({ url: env.APP_URL, name: env.PORTAL_NAME });
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title="API reference" lead={<>For programs of {env.PORTAL_NAME}’s own team, under <code className="font-mono text-sm break-all">{env.APP_URL}/api/v1</code>. <TextLink href="/api/v1/openapi.json">OpenAPI 3.1 document</TextLink></>} /></div>
      <Prose className="mt-8 max-w-prose">{String(document.info["description"])}</Prose>
      <Reference groups={referenceOf(document, { url: env.APP_URL })} />
    </PortalMain>
  );
}
