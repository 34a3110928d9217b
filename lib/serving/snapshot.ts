import { extname } from "node:path";
import { gzipSync } from "node:zlib";
import { formatInstant, toIso } from "#lib/core/time";
import { statuspageDocuments } from "#lib/statuspage/terms";
import { documentAddress } from "./addresses.ts";
import type { KeptDocument } from "./kept-document.ts";

export interface SnapshotSources {
  /** The document for everybody at an address; null where there is none. */
  documentAt: (path: string) => Promise<KeptDocument | null>;
  /** Addresses of the static files that documents may name, and their bytes. */
  assetPaths: Iterable<string>;
  assetAt: (path: string) => Buffer;
  portalName: string;
  /** Logos and stylesheets that documents may name by what is in them. */
  brandFileAt?: (name: string) => Promise<Buffer | null>;
}

const beginnings = ["/", "/history", "/history.rss", "/history.atom", "/feed.json", "/history.ics", "/embed/status.json", "/badge.svg", ...statuspageDocuments.map((name) => `/api/v2/${name}.json`)];
// In two languages.
const mostDocuments = 400;
const assets = /^\/_next\/static\/.*\.(?:css|woff2)$|^\/(?!_next\/)/;
const compressed = new Set([".html", ".rss", ".atom", ".ics", ".css", ".js", ".json", ".svg", ".txt"]);

/**
 * The public page, its history as far as it is linked from there, its feeds, what others embed of it and all they need, as files that a web server can
 * give out alone. Every page says when it was copied. `index.html` comes last, so that what it links to is there before it.
 */
export async function gatherSnapshot(sources: SnapshotSources, madeAt: number): Promise<Map<string, Buffer>> {
  const documents = await gatherDocuments(sources);
  const files = new Map<string, Buffer>();
  for (const [file, bytes] of await gatherBrandFiles(sources, documents)) files.set(file, bytes);
  for (const path of sources.assetPaths) if (assets.test(path)) files.set(path.slice(1), sources.assetAt(path));
  const pages = [...documents].map(([path, document]): [string, Buffer] => [fileOf(path, document), copyOf(path, { document, madeAt })]);
  const home = pages.filter(([file]) => file === "index.html");
  for (const [file, body] of pages.filter(([name]) => name !== "index.html")) files.set(file, body);
  files.set("unavailable.html", Buffer.from(unavailablePage(documents.get("/"), { madeAt, portalName: sources.portalName })));
  files.set("snapshot.json", Buffer.from(JSON.stringify({ madeAt: toIso(madeAt), documents: [...documents.keys()].toSorted() }, null, 2)));
  for (const [file, body] of home) files.set(file, body);
  return withCompressed(files);
}

async function gatherDocuments({ documentAt }: SnapshotSources): Promise<Map<string, KeptDocument>> {
  const found = new Map<string, KeptDocument>();
  const waiting = [...beginnings];
  const seen = new Set(waiting);
  while (waiting.length > 0 && found.size < mostDocuments) {
    const path = waiting.shift() ?? "/";
    const document = await documentAt(path);
    if (!document) continue;
    found.set(path, document);
    for (const link of linksIn(document)) {
      if (seen.has(link)) continue;
      seen.add(link);
      waiting.push(link);
    }
  }
  return found;
}

async function gatherBrandFiles({ brandFileAt }: SnapshotSources, documents: ReadonlyMap<string, KeptDocument>): Promise<[string, Buffer][]> {
  const named = new Set([...documents.values()].flatMap((document) => (document.contentType.startsWith("text/html") ? Array.from(document.raw.toString().matchAll(/"\/brand\/([0-9a-f]{64}\.[a-z]+)"/g), ([, name = ""]) => name) : [])));
  const files = await Promise.all(Array.from(named, async (name): Promise<[string, Buffer | null]> => [`brand/${name}`, (await brandFileAt?.(name)) ?? null]));
  return files.filter((file): file is [string, Buffer] => file[1] !== null);
}

// Pages of a list further back have no file name of their own: they are the portal's.
function linksIn(document: KeptDocument): string[] {
  if (!document.contentType.startsWith("text/html")) return [];
  const links = [...document.raw.toString().matchAll(/\shref="(\/[^"#?]*)"/g)].map((match) => match[1] ?? "");
  return links.filter((link) => documentAddress(link)?.kind === "public");
}

function fileOf(path: string, { contentType }: KeptDocument): string {
  if (path === "/") return "index.html";
  return contentType.startsWith("text/html") ? `${path.slice(1)}.html` : path.slice(1);
}

function copyOf(path: string, { document, madeAt }: { document: KeptDocument; madeAt: number }): Buffer {
  // What stands in others' pages has to say there how old it is.
  if (path === "/embed/status.json") return Buffer.from(JSON.stringify({ ...(JSON.parse(document.raw.toString()) as object), copiedAt: toIso(madeAt) }));
  if (!document.contentType.startsWith("text/html")) return document.raw;
  // By its mark the page's script knows that it should go back to the portal as soon as that answers.
  const marked = document.raw.toString().replace(/<main id="main"/, (main) => `${main} data-snapshot=""`);
  return Buffer.from(marked.replace(/<body[^>]*>/, (body) => `${body}${note(madeAt)}`));
}

function note(madeAt: number): string {
  const when = `<time datetime="${toIso(madeAt)}" data-local="full" data-zone="UTC">${formatInstant(madeAt, "UTC", "full")}</time>`;
  return `<div id="snapshot" role="status" class="border-b border-line bg-wash"><p class="mx-auto max-w-portal px-4 py-3 text-sm text-ink sm:px-6 lg:px-0"><strong class="font-semibold">This is a copy</strong> from ${when}, <time data-snapshot-age="" datetime="${toIso(madeAt)}">when the portal last wrote one</time>. The portal itself cannot be reached right now; what has happened since is not in here.</p></div>`;
}

function unavailablePage(home: KeptDocument | undefined, { madeAt, portalName }: { madeAt: number; portalName: string }): string {
  const stylesheets = [...(home?.raw.toString().matchAll(/<link rel="stylesheet" href="[^"]+"\/>/g) ?? [])].map(([link]) => link).join("");
  const name = portalName.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Not reachable right now · ${name}</title>${stylesheets}</head><body>${note(madeAt)}<main id="main" class="mx-auto max-w-portal px-4 py-20 sm:px-6 lg:px-0"><h1 class="text-xl font-semibold">This page cannot be reached right now</h1><p class="mt-3 max-w-prose text-soft">It is not part of the copy that stands in for the portal. The public status is: <a class="underline" href="/">go to the status page</a>. Signing in, pages of single customers and notifications work again as soon as the portal does.</p></main></body></html>`;
}

// A web server hands the smaller file out as it is, with no work of its own.
function withCompressed(files: ReadonlyMap<string, Buffer>): Map<string, Buffer> {
  const all = new Map<string, Buffer>();
  for (const [file, body] of files) {
    if (compressed.has(extname(file))) all.set(`${file}.gz`, gzipSync(body, { level: 6 }));
    all.set(file, body);
  }
  return all;
}
