import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { PortalFooter } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { currentPath, findCustomerForChrome } from "#lib/access/gates";
import { getBranding } from "#lib/branding/queries";
import { env } from "#lib/platform/env";

/** Header and footer of a customer's pages. Decides nothing: each page begins with its own gate, and a stranger's header names nobody. */
export default async function CustomerLayout({ children, params }: { children: ReactNode; params: Promise<{ customer: string }> }) {
  const found = await findCustomerForChrome((await params).customer);
  if (!found) return children;
  const { ctx, customer } = found;
  const home = `/c/${customer.slug}`;
  const path = await currentPath();
  const branding = await getBranding(ctx);
  const nav = [
    { label: say("Status"), href: home, isCurrent: path === home },
    { label: say("Incidents"), href: `${home}/incidents`, isCurrent: path === `${home}/incidents` },
    { label: say("Maintenance"), href: `${home}/maintenance`, isCurrent: path === `${home}/maintenance` },
    { label: say("Objectives"), href: `${home}/slos`, isCurrent: path.startsWith(`${home}/slos`) },
    { label: say("Reports"), href: `${home}/reports`, isCurrent: path.startsWith(`${home}/reports`) },
    { label: say("Notifications"), href: `${home}/notifications`, isCurrent: path.startsWith(`${home}/notifications`) },
  ];
  const getTold = [{ label: say("Email and feeds"), href: `${home}/notifications` }];
  return (
    <>
      <PortalScript />
      {branding.stylesheetPath && <link rel="stylesheet" href={branding.stylesheetPath} precedence="brand" />}
      <PortalHeader brand={env.PORTAL_NAME} logo={branding.logo} homeHref="/" customer={{ name: customer.name, href: home }} nav={nav} />
      {children}
      <PortalFooter getTold={getTold} zone={customer.timeZone} zoneLabel={customer.timeZone} madeAt={ctx.now} path={path} text={branding.footerText} links={branding.footerLinks} />
    </>
  );
}
