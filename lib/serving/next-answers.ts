import type { IncomingMessage, ServerResponse } from "node:http";
import { defaultLanguage } from "#lib/core/language";
import { leadOn, takeLanguage } from "#lib/language/rules/addresses";
import { speaking } from "#lib/platform/language";
import { log } from "#lib/platform/log";
import { httpRequestsTotal } from "#lib/platform/metrics";
import { emptyRedirects, keepFromCaches, leadRedirectsOn } from "./answers.ts";
import { errorDocument, isDocumentPath, isEmptyErrorPage, toDocument } from "./documents.ts";
import { methodsAt } from "./methods.ts";
import { probes, stampRequest } from "./requests.ts";
import { rewriteHtml } from "./rewrite.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers by Next whatever is no kept document: with our headers, our limits of what may be asked, and a line in the log. */
export async function answerByNext(request: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> {
  const { language, url } = takeLanguage(request.url ?? "/");
  request.url = url;
  const path = stampRequest(request);
  tellWhenDone(request, response, path);
  keepFromCaches(response);
  const methods = methodsAt(path);
  if (!methods.includes(request.method ?? "")) return refuse(response, 405, "This address does not take that method.", { allow: methods.join(", ") });
  if (isPartOfPage(path)) return refuse(response, 404, "There is nothing here.");
  emptyRedirects(response);
  leadRedirectsOn(response, language);
  const requestId = String(request.headers["x-request-id"]);
  if (isDocumentPath(path)) rewriteHtml(response, (html) => (isEmptyErrorPage(html) ? errorDocument(html, requestId) : leadOn(toDocument(html), language)));
  else if (language !== defaultLanguage) rewriteHtml(response, (html) => leadOn(html, language), { keepsScripts: true });
  try {
    await speaking(language, () => handle(request, response));
  } catch (error) {
    log.error({ err: error, requestId }, "a request failed outside its route");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

export function refuse(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "text/plain", "cache-control": "private, no-store", ...headers }).end(`${sentence}\n`);
}

// Next also answers parts of pages under addresses of their own, which nothing of ours asks for.
function isPartOfPage(path: string): boolean {
  return path.endsWith(".rsc");
}

function tellWhenDone(request: IncomingMessage, response: ServerResponse, path: string): void {
  const begun = performance.now();
  const method = request.method ?? "";
  const requestId = request.headers["x-request-id"];
  response.on("finish", () => {
    const status = response.statusCode;
    httpRequestsTotal.inc({ method, status: String(status) });
    const isNoise = probes.has(path) || path.startsWith("/_next/");
    log[isNoise ? "debug" : "info"]({ requestId, method, path, status, ms: Math.round(performance.now() - begun) }, "request");
  });
}
