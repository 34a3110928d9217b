import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HostPages {
  origin: string;
  /** The page shows this from the next load on. */
  show(body: string): void;
  stop(): Promise<void>;
}

/** Somebody else's site, on an origin of its own, whose policy allows the portal for scripts, data, pictures and frames, and nothing inline. */
export async function startHostPages(portal: string): Promise<HostPages> {
  let body = "";
  const policy = `default-src 'none'; script-src ${portal}; connect-src ${portal}; img-src ${portal}; frame-src ${portal}; style-src 'self'; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'`;
  const server = createServer((request, response) => {
    if (request.url === "/host.css") return void response.setHeader("content-type", "text/css").end("body{margin:2rem;font-family:sans-serif;color:#222;background:#fff}p{max-width:30rem}iframe{border:0;width:100%;height:30rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#111}}");
    if (request.url !== "/") return void response.writeHead(204).end();
    response.setHeader("content-type", "text/html; charset=utf-8").setHeader("content-security-policy", policy);
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Somebody else</title><link rel="stylesheet" href="/host.css"></head><body><main><h1>Somebody else's page</h1><p>Words of their own.</p>${body}</main></body></html>`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (html) => (body = html),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
