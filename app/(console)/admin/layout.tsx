import { headers } from "next/headers";
import type { ReactNode } from "react";
import { consolePlaces, ConsoleShell, type ConsolePlace } from "#components/layout/console-shell";
import { findCurrentPerson } from "#lib/access/gates";
import { staffPermissions, type Permission } from "#lib/access/permissions";
import { env } from "#lib/platform/env";

const needs: Partial<Record<ConsolePlace, Permission>> = { hosts: "customers.manage", mailbox: "portal.manage", people: "people.manage", settings: "portal.manage", audit: "portal.manage" };

/** The console's frame. Decides nothing: each page begins with its own gate, and whoever is no staff gets no frame. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const person = await findCurrentPerson();
  if (!person?.staffRole) return children;
  const permissions = staffPermissions[person.staffRole];
  const may = (permission: Permission | undefined) => !permission || permissions.includes(permission);
  const list = await headers();
  return (
    <ConsoleShell
      brand={env.PORTAL_NAME}
      current={currentPlace(list.get("x-candor-path") ?? "/admin")}
      places={consolePlaces.filter((place) => may(needs[place]))}
      person={{ name: person.name, role: person.staffRole }}
      canPost={may("incidents.post")}
    >
      {children}
    </ConsoleShell>
  );
}

function currentPlace(path: string): ConsolePlace {
  const place = path.split("/")[2] ?? "";
  return consolePlaces.find((each) => each === place) ?? "home";
}
