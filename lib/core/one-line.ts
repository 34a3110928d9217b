/** Ordinary text on one line: controls and separators become spaces, direction overrides and invisible marks go. */
export function oneLine(text: string, maxLength = 200): string {
  const line = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join("").trimEnd()}…`;
}
