import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { element, type HastNode, safeAddress, textNode, walk, wordsOf } from "./markdown-nodes.ts";
import { markdownSchema, narrowHtml } from "./markdown-schema.ts";

/** Longer texts are shown as they were typed: Statuspage's own limit, and what bounds the work of a hostile one. */
export const MARKDOWN_LIMIT = 25_000;
// No text of a person is nested deeper; recursive tree code could exhaust the stack on a hostile one.
const DEPTH_LIMIT = 60;
const MARKUP_LIMITS: [RegExp, number][] = [
  [/[[\]]/g, 800],
  [/[*_~]/g, 1_500],
  [/`+/g, 600],
  [/</g, 1_500],
  [/\|/g, 3_000],
  [/@/g, 400],
  [/^[ \t]*>/gm, 1_000],
  [/\n/g, 4_000],
  [/^[> \t]*=+[ \t]*$/gm, 200],
  [/(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*){12}/g, 40],
  [/(?:(?:>|[-+]|\d{1,9}[.)])[ \t]*){60}/g, 0],
];

const toTree = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(() => change(narrowRawNode))
  .use(rehypeRaw)
  .use(() => change(soften))
  .use(rehypeSanitize, markdownSchema)
  .use(() => change(guardLink));
const toHtml = unified().use(rehypeStringify);

const KEPT = 500;

/** Markdown, in which HTML is allowed, as HTML that is safe to put into a page, a mail or a feed. */
export function renderMarkdown(markdown: string): string {
  return keptHtml(markdown);
}

/** The same words without markup, for the text part of a mail, a summary or a search. */
export function renderPlainText(markdown: string): string {
  return keptWords(markdown);
}

/** The safe tree of a text, for whoever draws it in a markup of their own. */
export function parseMarkdown(markdown: string): HastNode {
  return parse(markdown);
}

const keptHtml = keep((markdown) => toHtml.stringify(parse(markdown) as Parameters<typeof toHtml.stringify>[0]));
const keptWords = keep((markdown) => wordsOf(parse(markdown)).replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim());

// A feed draws the same fifty texts at every poll. The oldest makes room.
function keep(draw: (markdown: string) => string): (markdown: string) => string {
  const kept = new Map<string, string>();
  return (markdown) => {
    const known = kept.get(markdown);
    if (known !== undefined) return known;
    const drawn = draw(markdown);
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(markdown, drawn);
    return drawn;
  };
}

/** The beginning of a text on one line, cut between words. */
export function excerpt(markdown: string, length = 200): string {
  const line = renderPlainText(markdown).replace(/\s+/g, " ").replace(/^- /, "");
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1);
  const lastSpace = line[length - 1] === " " ? length : cut.lastIndexOf(" ");
  return `${(lastSpace > length / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:.–-]+$/, "")}…`;
}

function parse(markdown: string): HastNode {
  if (!isWrittenByHand(markdown)) return asTyped(markdown);
  try {
    return toTree.runSync(toTree.parse(markdown));
  } catch (error) {
    if (error instanceof RangeError) return asTyped(markdown);
    throw error;
  }
}

// Markdown's parsers need time that grows with the square of what stays unclosed, so what no hand would type is not parsed at all.
function isWrittenByHand(text: string): boolean {
  return text.length <= MARKDOWN_LIMIT && MARKUP_LIMITS.every(([mark, most]) => (text.match(mark)?.length ?? 0) <= most);
}

function asTyped(text: string): HastNode {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== "");
  return { type: "root", children: paragraphs.map((paragraph) => element("p", [textNode(paragraph)])) };
}

function change(visit: (node: HastNode, parents: readonly HastNode[]) => HastNode): (tree: HastNode) => undefined {
  return (tree) => walk(tree, visit, DEPTH_LIMIT);
}

function narrowRawNode(node: HastNode): HastNode {
  return node.type === "raw" ? { ...node, value: narrowHtml(node.value ?? "") } : node;
}

function soften(node: HastNode, parents: readonly HastNode[]): HastNode {
  const heading = /^h([1-6])$/.exec(node.tagName ?? "")?.[1];
  if (heading) return { ...node, tagName: `h${Math.min(6, Number(heading) + 2)}` };
  if (node.tagName === "input") return textNode(node.properties?.checked ? "☑" : "☐");
  if (node.tagName === "img") return imageAsLink(node, parents.some((parent) => parent.tagName === "a"));
  return node;
}

function imageAsLink({ properties = {} }: HastNode, isInLink: boolean): HastNode {
  const words = textNode(typeof properties.alt === "string" && properties.alt !== "" ? properties.alt : "image");
  return isInLink ? words : element("a", [words], { href: properties.src });
}

// Runs after the sanitiser: a link without a safe address is only its words.
function guardLink(node: HastNode): HastNode {
  if (node.tagName !== "a") return node;
  const href = safeAddress(node.properties?.href);
  return href ? element("a", node.children ?? [], { href, rel: ["noopener", "nofollow"] }) : element("span", node.children ?? []);
}
