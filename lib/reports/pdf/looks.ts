/** The statement's own look: few colours, all dark enough to be read in print. */
export const colours = { ink: "#1b1f27", muted: "#5b6371", line: "#dfe3e8", soft: "#f3f5f8", accent: "#2b4fc7", good: "#1d7a4c", bad: "#b3261e", warn: "#8a5a00" } as const;
export type Colour = keyof typeof colours;

export const sizes = { small: 8, body: 9.5, lead: 11.5, title: 15, cover: 30, figure: 26 } as const;

export const margin = { x: 56, top: 78, bottom: 64 } as const;

/** Paper that a customer's printer has. */
export function paperOf(zone: string): "A4" | "LETTER" {
  return /^(America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Boise|Detroit|Toronto|Vancouver|Winnipeg|Edmonton|Halifax|Montreal|Regina|St_Johns|Indiana\/.+|Kentucky\/.+)|Pacific\/Honolulu|US\/.+|Canada\/.+)$/.test(zone) ? "LETTER" : "A4";
}
