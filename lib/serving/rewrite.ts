import type { ServerResponse } from "node:http";

/** Holds an HTML answer back until it is complete and sends what `change` makes of it. Anything else passes as it comes. */
export function rewriteHtml(response: ServerResponse, change: (html: string) => string, { keepsScripts = false }: { keepsScripts?: boolean } = {}): void {
  const [write, end, flush] = [response.write.bind(response), response.end.bind(response), response.flushHeaders.bind(response)];
  const parts: Buffer[] = [];
  const isHtml = () => String(response.getHeader("content-type") ?? "").startsWith("text/html");
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string") parts.push(Buffer.from(chunk));
    if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  response.flushHeaders = () => {
    if (!isHtml()) flush();
  };
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    if (!isHtml()) return write(chunk, ...(rest as []));
    keep(chunk);
    callbackOf(rest)?.();
    return true;
  }) as typeof response.write;
  response.end = ((...given: unknown[]) => {
    if (!isHtml()) return end(...(given as []));
    keep(given[0]);
    const html = parts.length > 0 ? change(Buffer.concat(parts).toString("utf8")) : "";
    if (!response.headersSent) {
      if (!keepsScripts) dropScripts(response);
      if (html !== "") response.setHeader("content-length", Buffer.byteLength(html));
    }
    return end(html, () => callbackOf(given)?.());
  }) as typeof response.end;
}

// What a nonce allowed is not in the answer any more, and an answer that is stored must not carry one.
function dropScripts(response: ServerResponse): void {
  response.removeHeader("link");
  const policy = response.getHeader("content-security-policy");
  if (typeof policy === "string") response.setHeader("content-security-policy", policy.replace(/ 'nonce-[^']*'/g, ""));
}

function callbackOf(given: unknown[]): (() => void) | undefined {
  const last = given.at(-1);
  return typeof last === "function" ? () => Reflect.apply(last, undefined, []) : undefined;
}
