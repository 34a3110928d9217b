/** A longer word is cut: nobody types more of it, and PostgreSQL keeps no lexeme of any length. */
const lengthLimit = 40;
const wordsAtMost = 8;

// What Unicode does not take apart, though people type it without.
const letters: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };
// Scripts that part no words: each character counts as one. Not all of theirs are letters.
const pattern = /(?=[\p{L}\p{N}])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu;

/** Case and diacritics taken off, the same for both engines: "Zürich" is found by "zurich". */
export function fold(text: string): string {
  const plain = text.toLowerCase().normalize("NFKD").replaceAll(/\p{M}+/gu, "");
  return plain.replaceAll(/[ßæœøđðłþı]/g, (letter) => letters[letter] ?? letter);
}

/** Every word of a text, folded, once each, in the order of their first use. Tags of imported HTML are no words. */
export function wordsOf(text: string): string[] {
  const found = fold(text.replaceAll(/<\/?[a-z][^>]{0,500}>/gi, " ")).match(pattern) ?? [];
  return [...new Set(found.map((word) => [...word].slice(0, lengthLimit).join("")))];
}

/** What somebody looks for: all of these words, the last of which may have been typed in part only. */
export function wantedWords(typed: string): string[] {
  return wordsOf(typed.slice(0, 500)).slice(0, wordsAtMost);
}

/** Whether a word of a text is one of those wanted. */
export function isWanted(word: string, wanted: readonly string[]): boolean {
  const last = wanted.at(-1);
  return wordsOf(word).some((each) => wanted.includes(each) || (last !== undefined && each.startsWith(last)));
}

/** How many of the wanted words a text has. */
export function countWanted(text: string, wanted: readonly string[]): number {
  const words = wordsOf(text);
  return wanted.filter((word, index) => words.some((each) => each === word || (index === wanted.length - 1 && each.startsWith(word)))).length;
}

/** A text cut to about this length around the first of the wanted words, at blanks. */
export function cutAround(text: string, { wanted, length }: { wanted: readonly string[]; length: number }): string {
  const first = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].find((match) => isWanted(match[0], wanted))?.index ?? 0;
  if (text.length <= length || first < length / 2) return cut(text, 0, length);
  return `… ${cut(text, text.indexOf(" ", first - length / 4) + 1, length)}`;
}

function cut(text: string, from: number, length: number): string {
  if (text.length - from <= length) return text.slice(from);
  const end = text.lastIndexOf(" ", from + length);
  return `${text.slice(from, end > from ? end : from + length)} …`;
}

/** A text in parts, those that are wanted marked. */
export function markWanted(text: string, wanted: readonly string[]): { text: string; isWanted: boolean }[] {
  return text.split(/([\p{L}\p{N}\p{M}]+)/u).flatMap((part, index) => (part === "" ? [] : [{ text: part, isWanted: index % 2 === 1 && isWanted(part, wanted) }]));
}

/** The key under which an incident is found. No word of a text begins with "@", so nobody can type one. */
export function readerMark(key: string): string {
  return `@${key}`;
}

/** The notes of one customer are found by that customer only. */
export function noteMark(customerId: string): string {
  return `@note_${customerId}`;
}
