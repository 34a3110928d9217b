import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { isOwnHost, takesPath } from "./requests.ts";

// The tests' APP_URL is http://localhost:3000.
const asked = (url: string, host = "localhost:3000") => ({ url, headers: { host } }) as IncomingMessage;

describe("the host", () => {
  it.each([["localhost:3000", true], ["127.0.0.1:3000", true], ["localhost:1234", true], ["evil.example", false], ["localhost.evil.example", false], ["localhost:1@evil.example", false], ["", false], [undefined, false]])("%j is ours: %s", (host, isOwn) => {
    expect([isOwnHost(host), isOwnHost(host)]).toEqual([isOwn, isOwn]);
  });
});

describe("the request line", () => {
  it.each(["*", "admin", "./history", "%2f/history.rss", "", "evil.example:443", "/history#x", "http://localhost:3000"])("names no path: %j", (url) => {
    expect(takesPath(asked(url))).toBe(false);
  });

  it("with a host before the path is for that host", () => {
    const request = asked("http://evil.example/history?x=1");
    expect(takesPath(request)).toBe(true);
    expect([request.url, request.headers.host, isOwnHost(request.headers.host)]).toEqual(["/history?x=1", "evil.example", false]);
  });

  it("with a path is taken as it is", () => {
    const request = asked("//c/acme/../x%2f");
    expect([takesPath(request), request.url]).toEqual([true, "//c/acme/../x%2f"]);
  });
});
