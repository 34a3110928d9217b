import { expect, test } from "vitest";
import { readBody } from "./body.ts";

const chunk = new Uint8Array(1_000).fill(97);

function streamed(chunks: number) {
  let given = 0;
  const body = new ReadableStream<Uint8Array>({ pull: (sink) => (given++ < chunks ? sink.enqueue(chunk) : sink.close()) });
  return { request: new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit), given: () => given };
}

test("a body without a Content-Length is read up to the limit and no further", async () => {
  expect(await readBody(streamed(3).request, 3_000)).toHaveLength(3_000);
  const endless = streamed(1_000_000);
  expect(await readBody(endless.request, 3_000)).toBeNull();
  expect(endless.given()).toBeLessThan(10);
});

test("a Content-Length above the limit is believed", async () => {
  const request = new Request("http://localhost/", { method: "POST", body: "a", headers: { "content-length": "3001" } });
  expect(await readBody(request, 3_000)).toBeNull();
});

test("no body is an empty one", async () => {
  expect(await readBody(new Request("http://localhost/"), 3_000)).toHaveLength(0);
});
