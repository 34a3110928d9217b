import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { prepare } from "./scripts/prepare.ts";
import { env, isLoopbackUrl, requireProductionSecrets } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { httpRequestsTotal } from "#lib/platform/metrics";
import { errorDocument, isDocumentPath, isEmptyErrorPage, toDocument } from "#lib/serving/documents";
import { methodsAt } from "#lib/serving/methods";
import { emptyRedirects, keepFromCaches } from "#lib/serving/answers";
import { rewriteHtml } from "#lib/serving/rewrite";

const isDevelopment = process.argv.includes("--dev");
const drainMs = 25_000;
// Probers ask by address, not by name.
const probes = new Set(["/healthz", "/readyz", "/metrics"]);

for (const warning of requireProductionSecrets(env)) log.warn(warning);
await prepare();
const app = next({ dev: isDevelopment, hostname: env.HOST, port: env.PORT });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => void answer(request, response));
server.listen(env.PORT, env.HOST, announce);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(signal));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  stampRequest(request);
  tellWhenDone(request, response);
  keepFromCaches(response);
  if (!isOwnHost(request.headers.host) && !probes.has(String(request.headers["x-candor-path"]))) {
    response.writeHead(421, { "content-type": "text/plain" }).end("This portal does not answer under this name.\n");
    return;
  }
  const methods = methodsAt(String(request.headers["x-candor-path"]));
  if (!methods.includes(request.method ?? "")) {
    response.writeHead(405, { "content-type": "text/plain", allow: methods.join(", ") }).end("This address does not take that method.\n");
    return;
  }
  if (isPartOfPage(String(request.headers["x-candor-path"]))) {
    response.writeHead(404, { "content-type": "text/plain" }).end("There is nothing here.\n");
    return;
  }
  emptyRedirects(response);
  if (isDocumentPath(String(request.headers["x-candor-path"]))) rewriteHtml(response, (html) => finishDocument(html, String(request.headers["x-request-id"])));
  try {
    await handle(request, response);
  } catch (error) {
    log.error({ err: error, requestId: request.headers["x-request-id"] }, "a request failed outside its route");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

// Next also answers parts of pages under addresses of their own, which nothing of ours asks for.
function isPartOfPage(path: string): boolean {
  return path.endsWith(".rsc");
}

function tellWhenDone(request: IncomingMessage, response: ServerResponse): void {
  const begun = performance.now();
  const method = request.method ?? "";
  const path = String(request.headers["x-candor-path"]);
  const requestId = request.headers["x-request-id"];
  response.on("finish", () => {
    const status = response.statusCode;
    httpRequestsTotal.inc({ method, status: String(status) });
    const isNoise = probes.has(path) || path.startsWith("/_next/");
    log[isNoise ? "debug" : "info"]({ requestId, method, path, status, ms: Math.round(performance.now() - begun) }, "request");
  });
}

function finishDocument(html: string, requestId: string): string {
  return isEmptyErrorPage(html) ? errorDocument(html, requestId) : toDocument(html);
}

// These headers are ours: what a client sends under their names must never be believed.
function stampRequest(request: IncomingMessage): void {
  const forwarded = env.TRUST_PROXY ? String(request.headers["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() : undefined;
  for (const name of Object.keys(request.headers)) if (name.startsWith("x-candor-") || name.startsWith("x-middleware-")) delete request.headers[name];
  // Next adds its own, so what a proxy in front of us did is written down before it sees the request.
  if (["x-forwarded-for", "x-real-ip", "forwarded", "via"].some((name) => request.headers[name] !== undefined)) request.headers["x-candor-forwarded"] = "true";
  request.headers["x-request-id"] = randomUUID();
  request.headers["x-client-address"] = forwarded || request.socket.remoteAddress || "unknown";
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  request.headers["x-candor-path"] = path;
  // Documents have no runtime of React to ask for parts of them.
  if (isDocumentPath(path)) for (const name of Object.keys(request.headers)) if (name === "rsc" || name.startsWith("next-")) delete request.headers[name];
}

function isOwnHost(host: string | undefined): boolean {
  const own = new URL(env.APP_URL).host;
  if (host === own) return true;
  return isLoopbackUrl(env.APP_URL) && host !== undefined && URL.canParse(`http://${host}`) && isLoopbackUrl(`http://${host}`);
}

function announce(): void {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  log.info({ port }, "serving");
  console.log(`\n  Candor is at ${env.APP_URL}\n  Sign in: ${env.APP_URL}/sign-in\n`);
}

/** Stops accepting, finishes the requests and the worker's job in hand, then ends. A second signal ends at once. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, "stopping");
  for (const again of ["SIGINT", "SIGTERM"] as const) process.once(again, () => process.exit(1));
  setTimeout(() => process.exit(1), drainMs).unref();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  const worker = (globalThis as { [key: symbol]: { stop(): Promise<void> } | undefined })[Symbol.for("candor.worker")];
  await worker?.stop();
  process.exit(0);
}
