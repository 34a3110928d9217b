import { policies } from "#lib/access/policy";

const rows = Object.entries(policies).map(([id, { method, path }]) => ({ id, method, path, pattern: patternOf(path) }));
const publicRows = rows.filter(({ id }) => /^(?:public|subscriptions)\./.test(id));
const ofAnything = ["GET", "HEAD", "POST"];

/** The methods that some policy declares for an address; what no policy knows is left to Next, which knows none either. */
export function methodsAt(path: string): readonly string[] {
  const fitting = rows.filter(({ pattern }) => pattern.test(path));
  if (fitting.length === 0) return ofAnything;
  const methods = new Set<string>(fitting.map(({ method }) => method));
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods].sort();
}

/** Whether an address is the public page's or a subscriber's: what anybody finds without signing in. */
export function isPublicPath(path: string): boolean {
  return publicRows.some(({ pattern }) => pattern.test(path));
}

function patternOf(path: string): RegExp {
  const source = path.replace(/[.]/g, "\\.").replace(/\[\\\.\\\.\\\.[a-z]+\]/g, ".+").replace(/\[[a-z]+\]/g, "[^/]+");
  return new RegExp(`^${source}$`);
}
