import type { IncomingMessage, ServerResponse } from "node:http";
import type { Db } from "#db/open";
import { arrivalCookie, serializeCookie } from "#lib/access/cookies";
import { loadPlaces } from "#lib/hosts/queries/hosts";
import { type Way, wayOn } from "#lib/hosts/rules/ways";
import type { HostPlace } from "#lib/hosts/terms";
import { inLanguage, takeLanguage } from "#lib/language/rules/addresses";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import type { Changes } from "./changes.ts";
import { isPublicPath } from "./methods.ts";
import { notePlace, pathOf } from "./requests.ts";

const arrivalSeconds = 900;
const { port: ownPort } = new URL(env.APP_URL);

/** Names of somebody else's under which this portal shows one audience's pages, read anew the moment one is added or removed. */
export class Hosts {
  readonly #db: Db;
  readonly #changes: Changes;
  readonly #isAsset: (path: string) => boolean;
  #places: ReadonlyMap<string, HostPlace> = new Map();
  #access: number | undefined;

  constructor({ db, changes, isAsset }: { db: Db; changes: Changes; isAsset: (path: string) => boolean }) {
    this.#db = db;
    this.#changes = changes;
    this.#isAsset = isAsset;
  }

  /** Whether the request goes on, perhaps to another address of ours; it has been answered already, or its name shows nothing here. */
  async lead(request: IncomingMessage, response: ServerResponse): Promise<"on" | "answered" | "unknown"> {
    const place = await this.#find(request.headers.host);
    if (!place) return "unknown";
    notePlace(request, place);
    if (this.#isAsset(pathOf(request))) return "on";
    const { language, url } = takeLanguage(request.url ?? "/");
    const way = wayOn(place, { url, isForEverybody: isPublicPath });
    if (way.to === "here") {
      request.url = inLanguage(way.url, language);
      return "on";
    }
    answer(response, { way: request.method === "GET" || request.method === "HEAD" ? way : { to: "nowhere" }, place });
    return "answered";
  }

  // While the counters cannot be read the names are those last known: they let nobody in, the gates do.
  async #find(hostHeader: string | undefined): Promise<HostPlace | null> {
    const host = hostOf(hostHeader);
    if (host === null) return null;
    if (!this.#changes.isCurrent()) await this.#changes.look();
    const { access } = this.#changes;
    if (this.#access !== access && this.#changes.isCurrent()) {
      this.#places = new Map((await loadPlaces(this.#db.read)).map((place) => [place.host, place]));
      this.#access = access;
    }
    return this.#places.get(host) ?? null;
  }
}

// Behind the portal's own port only; a name may end in a dot and be written in capitals.
function hostOf(header: string | undefined): string | null {
  const match = /^([^:]+?)\.?(?::(\d{1,5}))?$/.exec(header ?? "");
  return match && (match[2] ?? "") === ownPort ? (match[1] ?? "").toLowerCase() : null;
}

function answer(response: ServerResponse, { way, place }: { way: Way; place: HostPlace }): void {
  const head = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };
  switch (way.to) {
    case "portal":
      return void response.writeHead(303, { ...head, location: `${env.APP_URL}${way.path}` }).end();
    case "sign-in": {
      const state = randomToken();
      const path = `/enter/${place.host}/${sha256(state)}/${Buffer.from(way.next).toString("base64url")}`;
      return void response.writeHead(303, { ...head, location: `${env.APP_URL}${path}`, "set-cookie": serializeCookie(arrivalCookie, state, arrivalSeconds) }).end();
    }
    default:
      return void response.writeHead(404, { ...head, "content-type": "text/plain" }).end("There is nothing here.\n");
  }
}
