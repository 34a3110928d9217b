import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HostPlace } from "#lib/hosts/terms";
import { env, isLoopbackUrl } from "#lib/platform/env";
import { isDocumentPath } from "./documents.ts";

/** Probers ask by address, not by name. */
export const probes: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

const ownHost = new URL(env.APP_URL).host;
const knownHosts = new Set([ownHost]);

/** Whether a request was meant for this portal; on one's own computer every name of that computer will do. */
export function isOwnHost(host: string | undefined): boolean {
  if (host === undefined || host === "") return false;
  if (knownHosts.has(host)) return true;
  const isLocal = isLoopbackUrl(env.APP_URL) && URL.canParse(`http://${host}`) && isLoopbackUrl(`http://${host}`);
  if (isLocal && knownHosts.size < 100) knownHosts.add(host);
  return isLocal;
}

const places = new WeakMap<IncomingMessage, HostPlace>();

/** Notes that a request came under a name of somebody's own, and what that name shows. */
export function notePlace(request: IncomingMessage, place: HostPlace): void {
  places.set(request, place);
}

export function placeOf(request: IncomingMessage): HostPlace | null {
  return places.get(request) ?? null;
}

/** These headers are ours: what a client sends under their names must never be believed. Answers the path. */
export function stampRequest(request: IncomingMessage): string {
  const { headers } = request;
  const forwarded = env.TRUST_PROXY ? String(headers["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() : undefined;
  for (const name of Object.keys(headers)) if (name.startsWith("x-candor-") || name.startsWith("x-middleware-")) delete headers[name];
  // Next adds its own, so what a proxy in front of us did is written down before it sees the request.
  if (["x-forwarded-for", "x-real-ip", "forwarded", "via"].some((name) => headers[name] !== undefined)) headers["x-candor-forwarded"] = "true";
  headers["x-request-id"] = randomUUID();
  headers["x-client-address"] = forwarded || request.socket.remoteAddress || "unknown";
  const path = pathOf(request);
  headers["x-candor-path"] = path;
  const place = placeOf(request);
  if (place) headers["x-candor-host"] = place.host;
  // Documents have no runtime of React to ask for parts of them.
  if (isDocumentPath(path)) for (const name of Object.keys(headers)) if (name === "rsc" || name.startsWith("next-")) delete headers[name];
  return path;
}

/**
 * Whether the request line names a path of this server. Proxies may put the host before it, which then counts as the host
 * that was asked for. (RFC 9112, section 3.2)
 */
export function takesPath(request: IncomingMessage): boolean {
  const { url = "" } = request;
  const whole = /^https?:\/\/([^/?#]+)(\/[^#]*)$/i.exec(url);
  if (whole) [request.headers.host, request.url] = [whole[1], whole[2]];
  return whole !== null || (url.startsWith("/") && !url.includes("#"));
}

export function pathOf({ url }: IncomingMessage): string {
  return (url ?? "/").split("?")[0] ?? "/";
}
