import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { LanguageLinks, PortalMain } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { currentPath, requirePublic } from "#lib/access/gates";
import { getBranding } from "#lib/branding/queries";
import { env } from "#lib/platform/env";

/** The frame of the pages about who somebody is. They are personal or anonymous, never stored. */
export default async function PeopleLayout({ children }: { children: ReactNode }) {
  const path = await currentPath();
  const branding = await getBranding(await requirePublic());
  return (
    <>
      <PortalScript />
      {branding.stylesheetPath && <link rel="stylesheet" href={branding.stylesheetPath} precedence="brand" />}
      <PortalHeader brand={env.PORTAL_NAME} logo={branding.logo} homeHref="/" nav={[]} />
      <PortalMain>
        <div className="pb-16">{children}</div>
        <div className="border-t border-line py-6 text-sm text-muted"><LanguageLinks path={path} /></div>
      </PortalMain>
    </>
  );
}
