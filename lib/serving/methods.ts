import { policies } from "#lib/access/policy";

const rows = Object.values(policies).map(({ method, path }) => ({ method, path, pattern: patternOf(path) }));
const ofAnything = ["GET", "HEAD", "POST"];

/** The methods that some policy declares for an address; what no policy knows is left to Next, which knows none either. */
export function methodsAt(path: string): readonly string[] {
  const fitting = rows.filter(({ pattern }) => pattern.test(path));
  if (fitting.length === 0) return ofAnything;
  const methods = new Set<string>(fitting.map(({ method }) => method));
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods].sort();
}

function patternOf(path: string): RegExp {
  const source = path.replace(/[.]/g, "\\.").replace(/\[\\\.\\\.\\\.[a-z]+\]/g, ".+").replace(/\[[a-z]+\]/g, "[^/]+");
  return new RegExp(`^${source}$`);
}
