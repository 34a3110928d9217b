import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface CopyServer {
  address: string;
  /** What the page's requests were answered with, in order. */
  answers: number[];
  /** What is answered from now on; null is a portal that cannot be reached. */
  serve(html: string | null): void;
  stop(): Promise<void>;
}

/** Serves one page with an entity tag, as the portal does, and our script: the page can be exchanged while it is open. */
export async function startCopyServer(first: string): Promise<CopyServer> {
  const script = readFileSync("public/portal.js");
  let page: string | null = first;
  let version = 0;
  const answers: number[] = [];
  const server = createServer((request, response) => {
    if (request.url === "/portal.js") return void response.setHeader("content-type", "text/javascript").end(script);
    if (request.url !== "/") return void response.setHeader("content-type", "application/json").end("null");
    if (page === null) return void request.socket.destroy();
    const etag = `"v${version}"`;
    const isHeld = request.headers["if-none-match"] === etag;
    response.writeHead(isHeld ? 304 : 200, { etag, "cache-control": "private, no-cache", "content-type": "text/html; charset=utf-8" });
    answers.push(response.statusCode);
    response.end(isHeld ? undefined : page);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    serve: (html) => {
      page = html;
      version += 1;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
