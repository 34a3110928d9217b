const SPELLED: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", þ: "th", "&": " and " };
const SLUG_LENGTH = 48;

/** A name as it stands in an address: lower-case letters, digits and single hyphens. May be empty for a name without any. */
export function slugify(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøłđþ&]/g, (letter) => SPELLED[letter] ?? "")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_LENGTH)
    .replace(/^-|-$/g, "");
}

export function isSlug(text: string): boolean {
  return text.length <= SLUG_LENGTH && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** The first of `acme`, `acme-2`, `acme-3` … that nobody has. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const base = slugify(name) || "unnamed";
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(slug)) return slug;
  }
}
