import { type ComponentState, componentStateLabels } from "#lib/catalog/terms";
import { escapeXml } from "#lib/core/xml-text";
import type { BadgeStyle } from "./terms.ts";

export interface Badge {
  /** The portal, or a component. */
  name: string;
  state: ComponentState;
  style: BadgeStyle;
}

const nameAtMost = 40;
const height = 20;

// White on each has a contrast of at least 4.5.
const grounds: Record<ComponentState, string> = {
  operational: "#28764a",
  under_maintenance: "#2d5fc4",
  degraded_performance: "#87600a",
  partial_outage: "#ad4a0c",
  major_outage: "#be2b24",
};
const nameGround = "#3a414d";

/** A picture of a state, whole in itself: its words are text, its title says the same to who does not see it. */
export function drawBadge({ name, state, style }: Badge): string {
  const shown = shorten(name);
  const word = componentStateLabels[state].toLowerCase();
  const said = escapeXml(`${name}: ${word}`);
  const { width, body } = style === "plain" ? drawPlain({ shown, word, state }) : drawFlat({ shown, word, state });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${said}"><title>${said}</title>${body}</svg>`;
}

interface Drawing {
  shown: string;
  word: string;
  state: ComponentState;
}

function drawFlat({ shown, word, state }: Drawing) {
  const [left, right] = [widthOf(shown) + 12, widthOf(word) + 12];
  const body = [
    `<clipPath id="r"><rect width="${left + right}" height="${height}" rx="4"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="${height}" fill="${nameGround}"/><rect x="${left}" width="${right}" height="${height}" fill="${grounds[state]}"/></g>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${textAt(6, shown)}${textAt(left + 6, word)}</g>`,
  ];
  return { width: left + right, body: body.join("") };
}

function drawPlain({ shown, word, state }: Drawing) {
  const text = `${shown}: ${word}`;
  const style = "<style>text{fill:#1d232d}@media(prefers-color-scheme:dark){text{fill:#eef0f3}}</style>";
  const mark = `<circle cx="7" cy="10" r="5" fill="${grounds[state]}" stroke="#fff" stroke-opacity=".6"/>`;
  return { width: widthOf(text) + 22, body: `${style}${mark}<g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${textAt(18, text)}</g>` };
}

// The browser fits the text into its place, whatever typeface it has.
function textAt(x: number, text: string): string {
  return `<text x="${x}" y="14" textLength="${widthOf(text)}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`;
}

function shorten(name: string): string {
  const characters = [...name.replace(/\s+/g, " ").trim()];
  return characters.length <= nameAtMost ? characters.join("") : `${characters.slice(0, nameAtMost - 1).join("")}…`;
}

/** Of 11 px Verdana, near enough. */
function widthOf(text: string): number {
  return Math.max(10, Math.ceil([...text].reduce((sum, character) => sum + widthOfCharacter(character), 0)));
}

function widthOfCharacter(character: string): number {
  if (/[ijl.,:;'|!]/.test(character)) return 3.9;
  if (/[ftr ()[\]-]/.test(character)) return 4.8;
  if (/[mwMW%@]/.test(character)) return 10.2;
  if (/[A-Z]/.test(character)) return 7.9;
  return (character.codePointAt(0) ?? 0) > 0x1100 ? 11.5 : 6.8;
}
