import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { hash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chooseEncoding, type Encoding } from "./kept-document.ts";

interface StaticFile {
  file: string;
  /** Its name holds a hash of it, so that what is there once never changes. */
  isImmutable: boolean;
}

interface Loaded {
  etag: string;
  type: string;
  bodies: Map<Encoding, Buffer>;
}

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
// A page elsewhere may take it with `crossorigin`, and under a policy of its own.
const forOthers = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };
const isPacked = new Set([".woff2", ".png", ".ico"]);

/** The files of the build and of public/, listed once at the start and compressed once when they are first asked for. */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, StaticFile>;
  readonly #loaded = new Map<string, Loaded>();

  constructor(files: ReadonlyMap<string, StaticFile>) {
    this.#files = files;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  get paths(): IterableIterator<string> {
    return this.#files.keys();
  }

  /** True once it has answered; an address that names no file is not its business. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const [path = ""] = (request.url ?? "").split("?");
    const file = this.#files.get(path);
    if (!file || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const loaded = this.#load(path, file);
    const encoding = isPacked.has(extname(file.file)) ? "identity" : chooseEncoding(request.headers["accept-encoding"]);
    const body = this.body(path, encoding);
    const head = { ...(path.startsWith("/embed/") ? forOthers : {}), etag: loaded.etag, "cache-control": file.isImmutable ? "public, max-age=31536000, immutable" : "public, no-cache", vary: "accept-encoding", "x-content-type-options": "nosniff" };
    if (request.headers["if-none-match"] === loaded.etag) {
      response.writeHead(304, head).end();
      return true;
    }
    response.writeHead(200, { ...head, "content-type": loaded.type, "content-length": body.length, ...(encoding === "identity" ? {} : { "content-encoding": encoding }) });
    response.end(request.method === "HEAD" ? undefined : body);
    return true;
  }

  body(path: string, encoding: Encoding): Buffer {
    const file = this.#files.get(path);
    if (!file) throw new Error(`There is no file ${path}.`);
    const { bodies } = this.#load(path, file);
    const known = bodies.get(encoding);
    if (known) return known;
    const raw = bodies.get("identity") ?? Buffer.alloc(0);
    const made = encoding === "br" ? brotliCompressSync(raw) : gzipSync(raw, { level: 9 });
    bodies.set(encoding, made);
    return made;
  }

  #load(path: string, { file }: StaticFile): Loaded {
    const known = this.#loaded.get(path);
    if (known) return known;
    const raw = readFileSync(file);
    // Weak: the same file, whichever coding it travels in.
    const loaded = { etag: `W/"${hash("sha256", raw, "base64url").slice(0, 22)}"`, type: types[extname(file)] ?? "application/octet-stream", bodies: new Map<Encoding, Buffer>([["identity", raw]]) };
    this.#loaded.set(path, loaded);
    return loaded;
  }
}

/** What Next would serve from disk: the build's chunks, public/ and the icon. */
export function listStaticFiles(distDir: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const file of filesBelow(join(distDir, "static"))) files.set(`/_next/static/${file}`, { file: join(distDir, "static", file), isImmutable: true });
  for (const file of filesBelow("public")) files.set(`/${file}`, { file: join("public", file), isImmutable: false });
  files.set("/icon.svg", { file: join("app", "icon.svg"), isImmutable: false });
  return new StaticFiles(files);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"));
}
