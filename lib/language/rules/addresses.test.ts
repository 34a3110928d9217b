import { describe, expect, it } from "vitest";
import { inLanguage, leadOn, takeLanguage } from "./addresses.ts";

describe("an address with a language", () => {
  it.each([
    ["/de", { language: "de", url: "/" }],
    ["/de?form=1", { language: "de", url: "/?form=1" }],
    ["/de/history?before=x", { language: "de", url: "/history?before=x" }],
    ["/de/c/acme/incidents", { language: "de", url: "/c/acme/incidents" }],
    ["/de/history.rss", { language: "de", url: "/history.rss" }],
    ["/history", { language: "en", url: "/history" }],
  ])("%s", (url, taken) => {
    expect(takeLanguage(url)).toEqual(taken);
  });

  it.each(["/de/", "/de//", "/de/admin", "/de/admin/incidents", "/de/api/v2/status.json", "/de/badge.svg", "/de/hooks/resend", "/de/_next/static/a.js", "/de/de/history", "/en/history", "/fr/history", "/deu", "/DE/history", "//de/history", "/de/\\evil.example", "/de//evil.example"])("%s is none, and left as it is", (url) => {
    expect(takeLanguage(url)).toEqual({ language: "en", url });
  });

  it("is made for what readers read, and for nothing else", () => {
    expect(["/", "/?x=1", "/history", "/c/acme#now", "/sign-in?next=/c/acme", "/admin", "/icon.svg", "/portal.js", "/de/history"].map((path) => inLanguage(path, "de"))).toEqual(["/de", "/de?x=1", "/de/history", "/de/c/acme#now", "/de/sign-in?next=/c/acme", "/admin", "/icon.svg", "/portal.js", "/de/history"]);
    expect(inLanguage("/history", "en")).toBe("/history");
  });

  it("goes on in the links and forms of its page, and leaves alone what leads elsewhere", () => {
    const html = '<a href="/">a</a><form action="/subscribe/request"><a href="//evil.example/history">b</a><a href="https://x.example/history">c</a><a href="/admin">d</a><a lang="en" hrefLang="en" href="/history">e</a><script src="/portal.js"></script>';
    expect(leadOn(html, "de")).toBe('<a href="/de">a</a><form action="/de/subscribe/request"><a href="//evil.example/history">b</a><a href="https://x.example/history">c</a><a href="/admin">d</a><a lang="en" hrefLang="en" href="/history">e</a><script src="/portal.js"></script>');
    expect(leadOn(html, "en")).toBe(html);
  });
});
