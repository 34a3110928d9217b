import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";
import { PortalFooter } from "#components/layout/portal-footer";
import { PortalHeader } from "#components/layout/portal-header";
import { currentPath, findCustomerForChrome } from "#lib/access/gates";
import { env } from "#lib/platform/env";

/** Header and footer of a customer's pages. Decides nothing: each page begins with its own gate, and a stranger's header names nobody. */
export default async function CustomerLayout({ children, params }: { children: ReactNode; params: Promise<{ customer: string }> }) {
  const found = await findCustomerForChrome((await params).customer);
  if (!found) return children;
  const { ctx, customer } = found;
  const home = `/c/${customer.slug}`;
  const path = await currentPath();
  const nav = [
    { label: "Status", href: home, isCurrent: path === home },
    { label: "Incidents", href: `${home}/incidents`, isCurrent: path === `${home}/incidents` },
    { label: "Maintenance", href: `${home}/maintenance`, isCurrent: path === `${home}/maintenance` },
    { label: "Objectives", href: `${home}/slos`, isCurrent: path.startsWith(`${home}/slos`) },
    { label: "Notifications", href: `${home}/notifications`, isCurrent: path.startsWith(`${home}/notifications`) },
  ];
  const getTold = [{ label: "Email and feeds", href: `${home}/notifications` }];
  return (
    <>
      <PortalScript />
      <PortalHeader brand={env.PORTAL_NAME} homeHref="/" customer={{ name: customer.name, href: home }} nav={nav} />
      {children}
      <PortalFooter getTold={getTold} zone={customer.timeZone} zoneLabel={customer.timeZone} madeAt={ctx.now} />
    </>
  );
}
