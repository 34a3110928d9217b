import type { Call } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { loadStatuspageFacts } from "#lib/statuspage/queries/facts";
import { statuspageAnswer, statuspageIncident } from "#lib/statuspage/rules/answer";
import { type StatuspageAnswer, statuspageDocuments, type StatuspageSite } from "#lib/statuspage/terms";
import { answerBytes } from "./feed-answer.ts";

const oneIncident = /^incidents\/([A-Za-z0-9_-]{1,64})$/;

/** An answer of Statuspage's public API v2, for the audience of the call. What is everybody's may be read by anybody's pages. */
export async function answerStatuspage(call: Call): Promise<Response> {
  const text = JSON.stringify(await draw(call));
  const headers: Record<string, string> = call.customer === null ? { "cache-control": "public, max-age=0, s-maxage=15, stale-if-error=86400", "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" } : { "cache-control": "private, no-cache" };
  return answerBytes(call.request, { text, type: "application/json", headers });
}

async function draw({ ctx, request, customer }: Call): Promise<StatuspageAnswer> {
  const name = /\/api\/v2\/(.+)\.json$/.exec(new URL(request.url).pathname)?.[1] ?? "";
  const site = siteOf(customer);
  const document = statuspageDocuments.find((one) => one === name);
  if (document) return statuspageAnswer(await loadStatuspageFacts(ctx), { document, site });
  const code = oneIncident.exec(name)?.[1];
  const answer = code === undefined ? null : statuspageIncident(await loadStatuspageFacts(ctx, { code }), { code, site });
  if (!answer) throw new Failure("not_found", "There is nothing here.");
  return answer;
}

function siteOf(customer: Call["customer"]): StatuspageSite {
  const home = customer ? `${env.APP_URL}/c/${customer.slug}` : env.APP_URL;
  const under = (what: string) => (code: string) => `${home}/${what}/${encodeURIComponent(code)}`;
  return { pageId: pageIdOf(home), name: customer ? `${env.PORTAL_NAME}, ${customer.name}` : env.PORTAL_NAME, home, incidentUrl: under("incidents"), maintenanceUrl: under("maintenance") };
}

// As short as theirs, and the same for as long as the page has its address.
function pageIdOf(home: string): string {
  return BigInt(`0x${sha256(home).slice(0, 16)}`).toString(36).padStart(12, "0").slice(0, 12);
}
