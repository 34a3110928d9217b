import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { PortalFooter } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { currentPath, requirePublic } from "#lib/access/gates";
import { env } from "#lib/platform/env";

/** Header and footer of what everybody may read. Pages put their content into `PortalMain`. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePublic();
  const path = await currentPath();
  const nav = [
    { label: "Status", href: "/", isCurrent: path === "/" },
    { label: "Maintenance", href: "/maintenance", isCurrent: path === "/maintenance" },
    { label: "History", href: "/history", isCurrent: path === "/history" },
    { label: "Subscribe", href: "/subscribe", isCurrent: path === "/subscribe" },
  ];
  const getTold = [
    { label: "Email", href: "/subscribe" },
    { label: "RSS", href: "/history.rss" },
    { label: "Calendar", href: "/history.ics" },
    { label: "More ways", href: "/subscribe#feeds" },
  ];
  return (
    <>
      <PortalScript />
      <PortalHeader brand={env.PORTAL_NAME} homeHref="/" nav={nav} />
      {children}
      <PortalFooter getTold={getTold} zone="UTC" zoneLabel="UTC" madeAt={ctx.now} />
    </>
  );
}
