import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { PortalFooter } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { currentPath, requirePublic } from "#lib/access/gates";
import { getBranding } from "#lib/branding/queries";
import { env } from "#lib/platform/env";

/** Header and footer of what everybody may read. Pages put their content into `PortalMain`. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePublic();
  const path = await currentPath();
  const branding = await getBranding(ctx);
  const nav = [
    { label: say("Status"), href: "/", isCurrent: path === "/" },
    { label: say("Maintenance"), href: "/maintenance", isCurrent: path === "/maintenance" },
    { label: say("History"), href: "/history", isCurrent: path === "/history" },
    { label: say("Subscribe"), href: "/subscribe", isCurrent: path === "/subscribe" },
  ];
  const getTold = [
    { label: say("Email"), href: "/subscribe" },
    { label: "RSS", href: "/history.rss" },
    { label: say("Calendar"), href: "/history.ics" },
    { label: say("More ways"), href: "/subscribe#feeds" },
  ];
  return (
    <>
      <PortalScript />
      {branding.stylesheetPath && <link rel="stylesheet" href={branding.stylesheetPath} precedence="brand" />}
      <PortalHeader brand={env.PORTAL_NAME} logo={branding.logo} homeHref="/" nav={nav} />
      {children}
      <PortalFooter getTold={getTold} zone="UTC" zoneLabel="UTC" madeAt={ctx.now} path={path} text={branding.footerText} links={branding.footerLinks} />
    </>
  );
}
