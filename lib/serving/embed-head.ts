import { contentPolicy } from "./security-headers.ts";

/** The same document for all of a customer's embeds; in whose pages it may stand is each one's own. */
export function embedHead(head: readonly string[], { origins, origin }: { origins: readonly string[]; origin: string | undefined }): string[] {
  const mine = head.flatMap((name, index) => (index % 2 === 0 && !isReplaced(name) ? [name, head[index + 1] ?? ""] : []));
  const allowed = origin !== undefined && origins.includes(origin) ? ["access-control-allow-origin", origin] : [];
  return [...mine, ...allowed, "content-security-policy", contentPolicy({ ancestors: origins })];
}

// Headers that would say the opposite, or cut a frame off from what it stands in.
function isReplaced(name: string): boolean {
  return name === "content-security-policy" || name === "cross-origin-opener-policy";
}
