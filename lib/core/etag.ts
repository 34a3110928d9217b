/**
 * Whether `If-None-Match` names this entity tag, so that 304 is the answer.
 * Weak comparison, lists and `*` (RFC 9110, section 13.1.2); a malformed header matches nothing.
 */
export function matchesEtag(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const wanted = opaque(etag);
  return (ifNoneMatch.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []).some((candidate) => opaque(candidate) === wanted);
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
