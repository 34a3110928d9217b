import { describe, expect, it } from "vitest";
import { errorDocument, isDocumentPath, isEmptyErrorPage, toDocument } from "./documents.ts";

const page = [
  '<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="/_next/a.css" nonce="abc" data-precedence="next"/>',
  '<link rel="preload" as="script" fetchPriority="low" nonce="abc" href="/_next/static/b.js"/>',
  '<script src="/_next/static/b.js" async="" nonce="abc"></script><script async="" src="/portal.js"></script></head>',
  '<body><p>A word with nonce="abc" and &lt;script src="/_next/x"&gt;&lt;/script&gt;</p>',
  '<script nonce="abc">self.__next_f.push([1,"</p>"])</script></body></html>',
].join("");

describe("a document", () => {
  it("has no script but our own", () => {
    expect(toDocument(page).match(/<script[^>]*>/g)).toEqual(['<script async="" src="/portal.js">']);
    expect(toDocument(page)).not.toContain("preload");
  });

  it("keeps the stylesheet and every word", () => {
    expect(toDocument(page)).toContain('<link rel="stylesheet" href="/_next/a.css" data-precedence="next"/>');
    expect(toDocument(page)).toContain('A word with nonce="abc" and &lt;script src="/_next/x"&gt;&lt;/script&gt;');
  });

  it("is what readers get, not what staff work with", () => {
    expect(["/", "/history", "/incidents/abc", "/maintenance/abc", "/announcements/abc", "/subscribe", "/c/acme", "/c/acme/incidents/x", "/s/abc", "/verify"].filter((path) => !isDocumentPath(path))).toEqual([]);
    expect(["/admin", "/admin/incidents", "/sign-in", "/account", "/_next/static/a.css", "/history.rss", "/cafe", "/statements/keys.json", "/setup/abc"].filter(isDocumentPath)).toEqual([]);
  });
});

it("an unexpected error says so, with its number, in the page's stylesheet", () => {
  const empty = '<!DOCTYPE html><html id="__next_error__"><head></head><body><script>HL["/_next/static/chunks/3h-xw.css"]</script></body></html>';
  expect(isEmptyErrorPage(empty)).toBe(true);
  expect(isEmptyErrorPage(page)).toBe(false);
  expect(errorDocument(empty, "0b5c")).toContain("0b5c");
  expect(errorDocument(empty, "0b5c")).toContain('href="/_next/static/chunks/3h-xw.css"');
});
