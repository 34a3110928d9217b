import type { Options } from "rehype-sanitize";

/** What a text of ours or an imported one may contain. No attribute but a link's address, no image, no class, no id, no style. */
export const markdownSchema: Options = {
  tagNames: [
    "p", "br", "hr", "strong", "b", "em", "i", "u", "del", "s", "ins", "sub", "sup", "small", "var", "code", "kbd", "pre", "blockquote",
    "ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td",
  ],
  attributes: { a: ["href"], ol: ["start"] },
  protocols: { href: ["http", "https", "mailto"] },
  required: {},
  ancestors: { li: ["ul", "ol"], tbody: ["table"], td: ["table"], th: ["table"], thead: ["table"], tr: ["table"] },
  strip: ["script", "style", "template", "noscript"],
  clobber: [],
  clobberPrefix: "",
  allowComments: false,
  allowDoctypes: false,
};

const kept = new Set([...(markdownSchema.tagNames ?? []), ...(markdownSchema.strip ?? []), "h1", "img", "input"]);
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^"'<>])*)(>?)/gi;
const ATTRIBUTE = /(?<=[\s"'/])(href|src|alt|start|type|checked)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)/gi;

/**
 * Leaves of raw HTML only known tags with known attributes, before it is parsed. This is not what makes it safe (the sanitiser is):
 * it keeps the parser from work that grows with the square of a hostile text, by formatting tags that are reopened in every paragraph.
 */
export function narrowHtml(html: string): string {
  return html.replace(TAG, (_, slash: string, name: string, rest: string, end: string) => {
    const tag = name.toLowerCase();
    if (!kept.has(tag) || end === "") return "";
    const attributes = slash ? [] : (rest.match(ATTRIBUTE) ?? []).slice(0, 3);
    return `<${slash}${[tag, ...attributes].join(" ")}>`;
  });
}
