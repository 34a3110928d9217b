import type { Context } from "#lib/access/context";
import type { GateCustomer } from "#lib/access/queries";
import { embedStatus } from "#lib/embeds/rules";
import { env } from "#lib/platform/env";
import { getStatusView } from "#lib/status/queries/view";

/** The data of the web component for an audience, as text. */
export async function drawEmbedStatus(ctx: Context, customer: GateCustomer | null): Promise<string> {
  const base = customer ? `${env.APP_URL}/c/${customer.slug}` : env.APP_URL;
  const under = (what: string) => (code: string) => `${base}/${what}/${encodeURIComponent(code)}`;
  return JSON.stringify(embedStatus(await getStatusView(ctx), { name: env.PORTAL_NAME, home: customer ? base : `${base}/`, incidentUrl: under("incidents"), maintenanceUrl: under("maintenance") }));
}
