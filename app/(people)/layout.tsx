import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { env } from "#lib/platform/env";

/** The frame of the pages about who somebody is. They are personal or anonymous, never stored. */
export default function PeopleLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PortalScript />
      <PortalHeader brand={env.PORTAL_NAME} homeHref="/" nav={[]} />
      <PortalMain>
        <div className="pb-24">{children}</div>
      </PortalMain>
    </>
  );
}
