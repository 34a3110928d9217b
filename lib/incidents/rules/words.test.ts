import fc from "fast-check";
import { expect, test } from "vitest";
import { countWanted, cutAround, markWanted, wantedWords, wordsOf } from "./words.ts";

test("case and diacritics do not matter, whatever the script", () => {
  for (const [text, words] of [
    ["Zürich, ZÜRICH and zurich", ["zurich", "and"]],
    ["Łódź Ærø straße İstanbul", ["lodz", "aero", "strasse", "istanbul"]],
    ["Überweisungen à 3 €", ["uberweisungen", "a", "3"]],
    ["支払いが遅れる", ["支", "払", "い", "か", "遅", "れ", "る"]],
    ["⺀支・", ["支"]],
    ["Платежи не проходят", ["платежи", "не", "проходят"]],
    ["<p class=\"x\">Card <b>payments</b></p>", ["card", "payments"]],
  ] as const) expect(wordsOf(text)).toEqual(words);
});

test("a word has no character that means anything to a database, however odd the text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    for (const word of wordsOf(text)) {
      expect(word).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
      expect(word).not.toMatch(/[@"'*&|!():\\\s-]/);
    }
  }));
});

test("what is typed comes to eight words at most, of whatever length it was", () => {
  expect(wantedWords(`${"a ".repeat(5_000)}${"b".repeat(5_000)}`)).toEqual(["a"]);
  expect(wantedWords("one two three four five six seven eight nine ten")).toHaveLength(8);
  for (const text of ["", "   ", "\"'*()", "🚀🚀", "---"]) expect(wantedWords(text)).toEqual([]);
});

test("the last word counts as the beginning of one, the others as whole", () => {
  expect(countWanted("Card payments fail", ["card", "pay"])).toBe(2);
  expect(countWanted("Card payments fail", ["pay", "card"])).toBe(1);
});

test("an excerpt stands around what was found, and marks exactly that", () => {
  const text = `${"before ".repeat(60)}the Überweisung failed ${"after ".repeat(60)}`;
  const cut = cutAround(text, { wanted: ["uberweis"], length: 120 });
  expect(cut).toMatch(/^… .*Überweisung failed.* …$/);
  expect(cut.length).toBeLessThan(135);
  expect(markWanted("the Überweisung failed", ["uberweis"])).toEqual([{ text: "the", isWanted: false }, { text: " ", isWanted: false }, { text: "Überweisung", isWanted: true }, { text: " ", isWanted: false }, { text: "failed", isWanted: false }]);
});
