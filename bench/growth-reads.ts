import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { findCustomerBySlug, findSignedIn } from "#lib/access/queries";
import { memberPermissions, type Permission, staffPermissions } from "#lib/access/permissions";
import type { Audience } from "#lib/access/terms";
import { searchAudit } from "#lib/audit/queries";
import { listCustomers } from "#lib/customers/queries/customers";
import { encodeCursor } from "#lib/core/pages";
import { countFailedDeliveries, listDeliveries } from "#lib/delivery/queries/ledger";
import { listFeedItems } from "#lib/feeds/queries";
import { listOpenIncidents, listResolvedIncidents } from "#lib/incidents/queries/console";
import { listMaintenances } from "#lib/maintenance/queries/console";
import { listMembers } from "#lib/people/queries/people";
import { sha256 } from "#lib/platform/crypto";
import { getHistory } from "#lib/status/queries/history";
import { findIncidentView } from "#lib/status/queries/incident";
import { searchTimelines } from "#lib/status/queries/search";
import { getStatusView } from "#lib/status/queries/view";
import { countListening, listSubscribers } from "#lib/subscriptions/queries/list";
import { customerId } from "./seed/company.ts";
import { scaleSessions } from "./seed/scale.ts";

const site = { url: "http://localhost:3000", incidentUrl: (code: string) => `/incidents/${code}`, maintenanceUrl: (code: string) => `/maintenance/${code}` };

/** A customer as any other. */
export const customerAudience: Audience = { kind: "customer", customerId: customerId(3) };

/** What pages ask a database of `seed/scale.ts`, by name: the same questions whatever its size. */
export function readsOf(db: Db, now: number): Record<string, () => Promise<unknown>> {
  const [everybody, acme, team] = [readAs(db, { audience: { kind: "public" }, now }), readAs(db, { audience: customerAudience, now }), readAs(db, { audience: { kind: "staff" }, now })];
  const session = scaleSessions(4).at(-1);
  return {
    "gate of a customer's page": async () => [await findSignedIn(db.read, { tokenHash: sha256(session?.sessionToken ?? ""), now }), await findCustomerBySlug(db.read, session?.slug ?? "")],
    "public page": () => getStatusView(everybody),
    "customer's page": () => getStatusView(acme),
    "public history": () => getHistory(everybody, {}),
    "customer's history": () => getHistory(acme, {}),
    "customer's history, second page": async () => getHistory(acme, { cursor: (await getHistory(acme, {})).older ?? undefined }),
    "an incident": async () => findIncidentView(acme, (await getHistory(acme, {})).months[0]?.entries.find((entry) => entry.kind === "incident")?.code ?? ""),
    "public search, a rare word": () => searchTimelines(everybody, { text: "payments s1000123zzzz" }),
    "public search, a common word": () => searchTimelines(everybody, { text: "payments" }),
    "customer's search": () => searchTimelines(acme, { text: "certificate s1000123zzzz" }),
    "public feed": () => listFeedItems(everybody, site),
    "customer's feed": () => listFeedItems(acme, site),
    "console: home": async () => [await listOpenIncidents(team), await countFailedDeliveries(team)],
    "console: resolved incidents": () => listResolvedIncidents(team, {}),
    "console: resolved incidents, deep": () => listResolvedIncidents(team, { cursor: encodeCursor({ at: now - 200 * 86_400_000, id: "inc_" }) }),
    "console: search, a rare word": () => searchTimelines(team, { text: "certificate s1000123zzzz" }),
    "console: search, a common word": () => searchTimelines(team, { text: "payments" }),
    "console: maintenance": () => listMaintenances(team, { before: null }),
    "console: customers": () => listCustomers(team, { search: "", after: null }),
    "console: customers, found": () => listCustomers(team, { search: "scale-10003", after: null }),
    "console: members": () => listMembers(team, { customerId: customerId(3), cursor: null }),
    "console: subscribers": async () => [await countListening(team), await listSubscribers(team, { find: "", cursor: null })],
    "console: subscribers, found": () => listSubscribers(team, { find: "reader-1000", cursor: null }),
    "console: subscribers of a domain": () => listSubscribers(team, { find: "@cobalt", cursor: null }),
    "console: deliveries": () => listDeliveries(team, { state: null, before: null, limit: 51 }),
    "console: deliveries given up": () => listDeliveries(team, { state: "dead", before: null, limit: 51 }),
    "console: audit log": () => searchAudit(team, { search: "", after: null }),
    "console: audit log, found": () => searchAudit(team, { search: "resolved", after: null }),
  };
}

export function readAs(db: Db, { audience, now }: { audience: Audience; now: number }): Context {
  return mintContext({ db, now, actor: { kind: "system", job: "bench" }, audience, permissions: permissionsOf(audience), requestId: "bench" });
}

function permissionsOf({ kind }: Audience): readonly Permission[] {
  if (kind === "public") return [];
  return kind === "staff" ? staffPermissions.admin : memberPermissions.owner;
}
