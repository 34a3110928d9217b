const lengthAtMost = 64;

/** A name of another product's address as one of ours: letters, digits, hyphens and underscores, 64 of them at most. */
export function permanentCode(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  return (plain || "post").slice(0, lengthAtMost);
}

/** A code for each name, the same whatever the order: where two would be alike, the later by the alphabet get a number. */
export function uniqueCodes(names: readonly string[], codeOf: (name: string) => string): Map<string, string> {
  const taken = new Set<string>();
  const codes = new Map<string, string>();
  for (const name of [...new Set(names)].toSorted()) {
    let code = codeOf(name);
    for (let number = 2; taken.has(code); number += 1) code = `${codeOf(name).slice(0, lengthAtMost - String(number).length - 1)}-${number}`;
    taken.add(code);
    codes.set(name, code);
  }
  return codes;
}
