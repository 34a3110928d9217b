import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { LanguageLinks, PortalMain } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { currentPath } from "#lib/access/gates";
import { env } from "#lib/platform/env";

/** The frame of the pages about who somebody is. They are personal or anonymous, never stored. */
export default async function PeopleLayout({ children }: { children: ReactNode }) {
  const path = await currentPath();
  return (
    <>
      <PortalScript />
      <PortalHeader brand={env.PORTAL_NAME} homeHref="/" nav={[]} />
      <PortalMain>
        <div className="pb-16">{children}</div>
        <div className="border-t border-line py-6 text-sm text-muted"><LanguageLinks path={path} /></div>
      </PortalMain>
    </>
  );
}
