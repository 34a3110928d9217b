import type { ServerResponse } from "node:http";
import type { Language } from "#lib/core/language";
import { inLanguage } from "#lib/language/rules/addresses";

/** A redirect says where to go and nothing else: Next sends the page's frame along with it. */
export function emptyRedirects(response: ServerResponse): void {
  const [write, end] = [response.write.bind(response), response.end.bind(response)];
  const isRedirect = () => response.statusCode >= 300 && response.statusCode < 400 && response.statusCode !== 304;
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    if (!isRedirect()) return write(chunk, ...(rest as []));
    callbackOf(rest)?.();
    return true;
  }) as typeof response.write;
  response.end = ((...given: unknown[]) => {
    if (!isRedirect()) return end(...(given as []));
    if (!response.headersSent) {
      response.removeHeader("content-length");
      response.removeHeader("link");
    }
    return end(callbackOf(given));
  }) as typeof response.end;
}

/** What was asked in a language leads on in it. */
export function leadRedirectsOn(response: ServerResponse, language: Language): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    const written = given.find((part): part is Record<string, string> => typeof part === "object" && !Array.isArray(part));
    if (written?.["location"]?.startsWith("/")) written["location"] = inLanguage(written["location"], language);
    // Next sets what a route handler answers as a list of one.
    const [location] = [response.getHeader("location")].flat();
    if (typeof location === "string" && location.startsWith("/")) response.setHeader("location", inLanguage(location, language));
    return writeHead(...given);
  }) as typeof response.writeHead;
}

/** Nobody keeps an answer that does not say it may be kept. */
export function keepFromCaches(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    if (!response.hasHeader("cache-control")) response.setHeader("cache-control", "private, no-store");
    return writeHead(...given);
  }) as typeof response.writeHead;
}

function callbackOf(given: unknown[]): (() => void) | undefined {
  const last = given.at(-1);
  return typeof last === "function" ? () => Reflect.apply(last, undefined, []) : undefined;
}
