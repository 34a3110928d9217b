import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { Language } from "#lib/core/language";
import { emptyRedirects, keepFromCaches, leadRedirectsOn } from "./answers.ts";

const page = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "text/html", location: "/sign-in" });
  response.write("<p>the page ");
  response.end("that was asked for</p>");
};

async function ask(answer: (response: ServerResponse) => void, language: Language = "en"): Promise<{ status: number; location: string | null; cache: string | null; text: string }> {
  const server = createServer((_, response) => {
    keepFromCaches(response);
    emptyRedirects(response);
    leadRedirectsOn(response, language);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { redirect: "manual" });
    return { status: response.status, location: response.headers.get("location"), cache: response.headers.get("cache-control"), text: await response.text() };
  } finally {
    server.close();
  }
}

it("a redirect carries its address and not a byte of the page", async () => {
  expect(await ask(page(307))).toMatchObject({ status: 307, location: "/sign-in", text: "" });
  expect((await ask(page(303))).text).toBe("");
});

it("every other answer keeps its body", async () => {
  expect((await ask(page(200))).text).toBe("<p>the page that was asked for</p>");
  expect((await ask(page(404))).text).toContain("the page");
});

it("an answer that says nothing of caches is kept by none; one that does is believed", async () => {
  expect((await ask(page(307))).cache).toBe("private, no-store");
  expect((await ask((response) => response.end("no head written"))).cache).toBe("private, no-store");
  expect((await ask((response) => response.setHeader("cache-control", "public, max-age=15").end("x"))).cache).toBe("public, max-age=15");
});

it("what was asked in German leads on in German, however the address was set", async () => {
  expect((await ask(page(303), "de")).location).toBe("/de/sign-in");
  const byHeader = (value: string | string[]) => (response: ServerResponse) => {
    response.statusCode = 303;
    response.setHeader("location", value);
    response.end();
  };
  expect((await ask(byHeader("/subscribe?form=1"), "de")).location).toBe("/de/subscribe?form=1");
  expect((await ask(byHeader(["/subscribe?form=1"]), "de")).location).toBe("/de/subscribe?form=1");
  expect((await ask(byHeader(["/admin"]), "de")).location).toBe("/admin");
  expect((await ask(byHeader(["/subscribe"]))).location).toBe("/subscribe");
});
