import { parseMarkdown } from "../../core/markdown.ts";
import type { HastNode } from "../../core/markdown-nodes.ts";

/** How one kind of chat writes what Markdown says. */
export interface Dialect {
  escape: (text: string) => string;
  bold: (words: string) => string;
  italic: (words: string) => string;
  strike: (words: string) => string;
  code: (words: string) => string;
  block: (words: string) => string;
  link: (words: string, address: string) => string;
  bullet: string;
  newline: string;
}

// A break that nobody sees, after which no chat finds a name to call.
const hush = "\u200b";

/** Nobody is called by what a text says: neither everybody nor one by name. */
export function quiet(text: string): string {
  return text.replace(/@(?=[\p{L}\p{N}_<&!])/gu, `@${hush}`).replace(/<(?=[@#!/a-z])/giu, `<${hush}`);
}

const angles = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const marks = (text: string) => quiet(text).replace(/[\\*_~`|[\]]/g, (mark) => `\\${mark}`).replace(/^(\s*)([#>-])/gm, "$1\\$2");
const fence = (words: string) => words.replaceAll("```", "'''");

/** https://docs.slack.dev/messaging/formatting-message-text */
export const slackDialect: Dialect = {
  escape: (text) => angles(text.replace(/@(?=[\p{L}\p{N}_])/gu, `@${hush}`)),
  bold: (words) => `*${words}*`,
  italic: (words) => `_${words}_`,
  strike: (words) => `~${words}~`,
  code: (words) => `\`${words}\``,
  block: (words) => `\`\`\`\n${fence(words)}\n\`\`\``,
  link: (words, address) => `<${angles(address).replaceAll("|", "%7C")}|${words}>`,
  bullet: "• ",
  newline: "\n",
};

export const discordDialect: Dialect = {
  escape: marks,
  bold: (words) => `**${words}**`,
  italic: (words) => `*${words}*`,
  strike: (words) => `~~${words}~~`,
  code: (words) => `\`${words}\``,
  block: (words) => `\`\`\`\n${fence(words)}\n\`\`\``,
  link: (words, address) => `[${words}](${address.replaceAll(")", "%29")})`,
  bullet: "- ",
  newline: "\n",
};

/** Adaptive Cards know a part of Markdown: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
export const teamsDialect: Dialect = {
  ...discordDialect,
  italic: (words) => `_${words}_`,
  strike: (words) => words,
  code: (words) => words,
  block: (words) => words,
  newline: "\n\n",
};

/** Cards of Google Chat take a little HTML: https://developers.google.com/workspace/chat/format-messages#card-formatting */
export const googleChatDialect: Dialect = {
  escape: (text) => angles(text),
  bold: (words) => `<b>${words}</b>`,
  italic: (words) => `<i>${words}</i>`,
  strike: (words) => `<s>${words}</s>`,
  code: (words) => words,
  block: (words) => words,
  link: (words, address) => `<a href="${angles(address).replaceAll('"', "%22")}">${words}</a>`,
  bullet: "• ",
  newline: "<br>",
};

/** A body in a chat's own markup, cut at the end of a line where it is longer than `limit`. */
export function toMarked(markdown: string, { dialect, limit }: { dialect: Dialect; limit: number }): string {
  return cutLines(draw(parseMarkdown(markdown), dialect).replace(/\n{3,}/g, "\n\n").trim().replace(/\n+/g, (run) => (run.length > 1 && dialect.newline.startsWith("\n") ? "\n\n" : dialect.newline.repeat(run.length))), { limit, newline: dialect.newline });
}

// Cut within a line, a mark would stay open.
function cutLines(text: string, { limit, newline }: { limit: number; newline: string }): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - newline.length - 1);
  const end = kept.lastIndexOf(newline);
  return end > 0 ? `${kept.slice(0, end)}${newline}…` : plainCut(text, limit);
}

function plainCut(text: string, limit: number): string {
  return `${text.replace(/<[^>]*>|[*_~`]/g, "").slice(0, limit - 1)}…`;
}

function draw(node: HastNode, dialect: Dialect): string {
  if (node.type === "text") return dialect.escape(node.value ?? "");
  const inside = () => (node.children ?? []).map((child) => draw(child, dialect)).join("");
  switch (node.tagName ?? "") {
    case "br": return "\n";
    case "hr": return "\n\n";
    case "strong":
    case "b": return around(inside(), dialect.bold);
    case "em":
    case "i": return around(inside(), dialect.italic);
    case "del":
    case "s": return around(inside(), dialect.strike);
    case "code": return around(rawOf(node).replaceAll("`", "'"), (words) => dialect.code(dialect.escape(words)));
    case "pre": return `\n\n${dialect.block(dialect.escape(rawOf(node).replace(/\n$/, "")))}\n\n`;
    case "a": return linkOf(node, { words: inside(), dialect });
    case "li": return `${dialect.bullet}${inside().trim().replace(/\n{2,}/g, "\n")}\n`;
    case "ul":
    case "ol": return `\n\n${(node.children ?? []).filter((child) => child.tagName === "li").map((child) => draw(child, dialect)).join("")}\n`;
    case "tr": return `${(node.children ?? []).filter((child) => child.type === "element").map((cell) => draw(cell, dialect).trim()).join("  ")}\n`;
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6": return `\n\n${around(inside().trim(), dialect.bold)}\n\n`;
    case "p":
    case "blockquote": return `\n\n${inside().trim()}\n\n`;
    default: return inside();
  }
}

function around(words: string, mark: (words: string) => string): string {
  const trimmed = words.trim();
  if (trimmed === "") return words;
  const [before = ""] = /^\s*/.exec(words) ?? [];
  const [after = ""] = /\s*$/.exec(words) ?? [];
  return `${before}${mark(trimmed)}${after}`;
}

function linkOf(node: HastNode, { words, dialect }: { words: string; dialect: Dialect }): string {
  const address = node.properties?.href;
  return typeof address === "string" && words.trim() !== "" ? dialect.link(words.trim().replaceAll("\n", " "), address) : words;
}

function rawOf(node: HastNode): string {
  return node.type === "text" ? (node.value ?? "") : (node.children ?? []).map(rawOf).join("");
}
