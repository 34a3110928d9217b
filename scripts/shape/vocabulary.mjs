const free = new Set(["core", "platform", "worker", "testing", "importers", "serving"]);
const words = new Set(["terms", "input", "rules", "queries", "commands", "jobs", "README"]);
const own = {
  access: ["admit", "context", "gates", "policy", "route", "key-route", "problem", "permissions", "cookies", "document-scope"],
  api: ["operation", "table", "openapi", "reference"],
  people: ["auth", "auth-adapter", "settings", "tokens"],
  audit: ["record"],
  feeds: ["rss", "atom", "json-feed", "calendar", "calendar-feed"],
  embeds: ["badge"],
  incidents: ["postmortem-input"],
  reports: ["pdf"],
};
const folders = new Set(["operations", "rules", "queries", "commands", "jobs", "channels", "sources", "providers"]);
const vague = new Set(["index", "util", "utils", "helper", "helpers", "types", "service", "services", "common", "misc"]);

/** A module is a closed list of file names, so that a newcomer finds things without searching. */
export function vocabularyProblems(file) {
  const parts = file.split("/");
  const stem = parts.at(-1).split(".")[0];
  const problems = [];
  if (vague.has(stem) && file !== "db/schema/index.ts") problems.push(`vague-name: ${file}: say in the domain's word what is in it`);
  if (parts[0] === "lib" && !isAllowed(parts.slice(1), stem)) problems.push(`vocabulary: ${file}: not a file name of a module`);
  return problems;
}

function isAllowed([module, ...rest], stem) {
  if (free.has(module)) return true;
  if (rest.length === 1) return words.has(stem) || (own[module] ?? []).includes(stem);
  return rest.length > 1 && (folders.has(rest[0]) || (own[module] ?? []).includes(rest[0]));
}
