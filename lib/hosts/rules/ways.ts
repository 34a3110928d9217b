import { takeLanguage } from "../../language/rules/addresses.ts";
import type { HostPlace } from "../terms.ts";

/** What becomes of a request under a name that is not the portal's own. */
export type Way =
  /** Answered as if this address had been asked for. */
  | { to: "here"; url: string }
  /** Led to the portal's own name. */
  | { to: "portal"; path: string }
  /** Led to the portal to sign in, and back to `next`. */
  | { to: "sign-in"; next: string }
  | { to: "nowhere" };

const nowhere: Way = { to: "nowhere" };
// Only where people have to be known, which is under the portal's own name.
const ofPeople = /^\/(?:account|switch)$/;
// The script asks who is looking; pages name their logo and colours by what is in them.
const everywhere: ReadonlySet<string> = new Set(["/api/me"]);

/**
 * A name decides which portal is shown, never what may be seen: a customer's name leads to that customer's pages, whose gates
 * ask as they do everywhere; the public page's to what is for everybody. Nothing else is found there.
 */
export function wayOn({ customer }: HostPlace, { url, isForEverybody }: { url: string; isForEverybody: (path: string) => boolean }): Way {
  const [path, search] = splitAt(url, "?");
  if (everywhere.has(path) || path.startsWith("/brand/")) return { to: "here", url };
  if (ofPeople.test(path)) return { to: "portal", path };
  return customer ? ofCustomer(customer.slug, { path, search, url }) : ofPublic({ path, url }, isForEverybody);
}

interface Asked {
  path: string;
  search: string;
  url: string;
}

function ofCustomer(slug: string, { path, search, url }: Asked): Way {
  const home = `/c/${slug}`;
  if (path === "/") return { to: "here", url: `${home}${search}` };
  if (path === home || path.startsWith(`${home}/`)) return { to: "here", url };
  if (path === "/sign-in") return signIn(new URLSearchParams(search), home);
  return path === "/arrive" || path === "/sign-out" ? { to: "here", url } : nowhere;
}

// Who has just left is not led straight back in, nor elsewhere: browsers keep what a form leads to on its site (CSP, form-action).
function signIn(query: URLSearchParams, home: string): Way {
  if (query.has("signed-out")) return { to: "here", url: "/signed-out" };
  const next = query.get("next") ?? home;
  return { to: "sign-in", next: isBelow(home, next) ? next : home };
}

/** Whether a path, in whatever language, is a customer's home or below it. */
export function isBelow(home: string, path: string): boolean {
  const { url } = takeLanguage(path);
  return url === home || url.startsWith(`${home}/`) || url.startsWith(`${home}?`);
}

function ofPublic({ path, url }: Pick<Asked, "path" | "url">, isForEverybody: (path: string) => boolean): Way {
  if (path === "/sign-in") return { to: "portal", path };
  return isForEverybody(path) ? { to: "here", url } : nowhere;
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
