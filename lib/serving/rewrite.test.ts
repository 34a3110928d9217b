import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { rewriteHtml } from "./rewrite.ts";

async function ask(answer: (response: ServerResponse) => void, method = "GET"): Promise<{ headers: Headers; text: string }> {
  const server = createServer((_, response) => {
    rewriteHtml(response, (html) => html.toUpperCase());
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method });
    return { headers: response.headers, text: await response.text() };
  } finally {
    server.close();
  }
}

it("HTML that comes in pieces is changed as a whole, letters cut in two included", async () => {
  const bytes = Buffer.from("<p>größer</p>");
  const { text, headers } = await ask((response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("link", "</a.css>; rel=preload");
    response.write(bytes.subarray(0, 6));
    response.write(bytes.subarray(6));
    response.end();
  });
  expect(text).toBe("<P>GRÖSSER</P>");
  expect(headers.get("content-length")).toBe(String(Buffer.byteLength("<P>GRÖSSER</P>")));
  expect(headers.get("link")).toBeNull();
});

it("the policy of a changed page allows no inline script, as none is left", async () => {
  const { headers } = await ask((response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-security-policy", "default-src 'none'; script-src 'self' 'nonce-abc='; style-src 'self'");
    response.end("<p>x</p>");
  });
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; script-src 'self'; style-src 'self'");
});

it("anything but HTML passes untouched", async () => {
  const { text } = await ask((response) => {
    response.setHeader("content-type", "application/json");
    response.write('{"a":');
    response.end("1}");
  });
  expect(text).toBe('{"a":1}');
});

it("an answer without a body stays one", async () => {
  const { text } = await ask((response) => response.writeHead(200, { "content-type": "text/html" }).end(), "HEAD");
  expect(text).toBe("");
});
