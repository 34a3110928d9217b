/** A place in a prepared text: `{{started}}`. */
const place = /\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}/g;

/** The names of the places in a text, each once, in order. */
export function variablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(place), ([, name = ""]) => name.toLowerCase()))];
}

/** The text with every place filled that has a value; the others stay as they are. */
export function fillVariables(text: string, values: Readonly<Record<string, string | null | undefined>>): string {
  return text.replace(place, (whole, name: string) => values[name.toLowerCase()] ?? whole);
}
