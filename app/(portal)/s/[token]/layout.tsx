import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { PortalHeader } from "#components/layout/portal-header";
import { env } from "#lib/platform/env";

/** The frame of a shared statement: the portal's name, and nothing of the customer's pages. Decides nothing: the page begins with its own gate. */
export default function SharedLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PortalScript />
      <PortalHeader brand={env.PORTAL_NAME} homeHref="/" nav={[]} />
      {children}
    </>
  );
}
