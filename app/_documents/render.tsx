import { notFound } from "next/navigation";
import { renderToStaticMarkup } from "react-dom/server";
import { makeDocument, type DocumentScope } from "#lib/access/document-scope";
import type { Language } from "#lib/core/language";
import { leadOn } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import RootLayout from "../layout.tsx";
import type { Assets } from "./assets.ts";
import { Head } from "./head.tsx";
import { feeds, pages, type Page } from "./table.ts";

export interface DocumentInput {
  policyId: string;
  params: Record<string, string>;
  query: Record<string, string>;
}

export interface DocumentBody {
  contentType: string;
  /** Headers that are the document's own; those of every answer come from the server. */
  headers: Record<string, string>;
  text: string;
}

/**
 * Draws a document with React from the modules that Next serves, for the audience of the scope. Throws what a page throws,
 * `notFound()` and redirects included: then it is no document, and Next answers.
 */
export async function renderDocument(scope: DocumentScope, input: DocumentInput, assets: Assets): Promise<DocumentBody> {
  const page = pages[input.policyId];
  return makeDocument(scope, () => (page ? renderPage(page, input, { assets, language: scope.language }) : renderFeed(scope, input)));
}

async function renderPage(page: Page, { params, query }: DocumentInput, { assets, language }: { assets: Assets; language: Language }): Promise<DocumentBody> {
  const given = { params: Promise.resolve(params), searchParams: Promise.resolve(query) };
  const metadata = await page.head(given);
  const body = await page.layout({ children: await page.draw(given), params: given.params });
  const text = renderToStaticMarkup(<RootLayout head={<Head metadata={metadata} assets={assets} />}>{body}</RootLayout>);
  return { contentType: "text/html; charset=utf-8", headers: {}, text: `<!DOCTYPE html>${leadOn(text, language)}` };
}

async function renderFeed(scope: DocumentScope, { policyId, params, query }: DocumentInput): Promise<DocumentBody> {
  const feed = feeds[policyId];
  if (!feed) throw new Error(`${policyId} is no document.`);
  const url = new URL(scope.path, env.APP_URL);
  url.search = new URLSearchParams(query).toString();
  const response = await feed(new Request(url, { headers: { "x-request-id": scope.ctx.requestId } }), { params: Promise.resolve(params) });
  if (response.status === 404) notFound();
  if (response.status !== 200) throw new Error(`The feed ${policyId} answered ${response.status}.`);
  const own = ["x-robots-tag", "referrer-policy", "content-disposition", "access-control-allow-origin", "cross-origin-resource-policy", "content-security-policy"].flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name) ?? ""]] : []));
  return { contentType: response.headers.get("content-type") ?? "", headers: Object.fromEntries(own), text: await response.text() };
}
