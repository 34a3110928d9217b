// The least that Node can do for a page: hand out bytes it has in memory, after the same session look-up where the page has one.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface StoredPage {
  path: string;
  status: number;
  headers: Record<string, string>;
  bodyBase64: string;
  /** The cookie of a session that may see it; null for everybody's pages. */
  session: string | null;
}

process.once("message", (pages: StoredPage[]) => {
  const stored = new Map(pages.map((page) => [page.path, { ...page, body: Buffer.from(page.bodyBase64, "base64") }]));
  const sessions = new Set(pages.flatMap((page) => (page.session ? [fingerprint(page.session)] : [])));
  const server = createServer((request, response) => {
    const page = stored.get(request.url ?? "");
    if (!page || (page.session && !sessions.has(fingerprint(request.headers.cookie ?? "")))) return void response.writeHead(404).end();
    if (request.headers["if-none-match"] === page.headers["etag"] && page.headers["etag"]) return void response.writeHead(304, { etag: page.headers["etag"] }).end();
    response.writeHead(page.status, page.headers).end(page.body);
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => process.send?.((server.address() as AddressInfo).port));
});

function fingerprint(cookie: string): string {
  return createHash("sha256").update(cookie).digest("hex");
}
