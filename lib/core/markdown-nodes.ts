/** The little of a HTML tree (hast) that we read and change. */
export interface HastNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HastNode[];
}

/** Visits a tree from the top; what the visitor returns replaces the node. Throws RangeError below `depthLimit`. */
export function walk(node: HastNode, visit: (node: HastNode, parents: readonly HastNode[]) => HastNode, depthLimit: number): undefined {
  const parents: HastNode[] = [];
  const descend = (current: HastNode) => {
    if (parents.length > depthLimit) throw new RangeError("The text is nested too deeply.");
    parents.push(current);
    current.children = current.children?.map((child) => {
      const replaced = visit(child, parents);
      descend(replaced);
      return replaced;
    });
    parents.pop();
  };
  descend(node);
}

export function textNode(value: string): HastNode {
  return { type: "text", value };
}

export function element(tagName: string, children: HastNode[], properties: Record<string, unknown> = {}): HastNode {
  return { type: "element", tagName, properties, children };
}

/** An address a reader may be sent to: absolute, http, https or mailto. Null for any other. */
export function safeAddress(address: unknown): string | null {
  if (typeof address !== "string" || !/^(https?:\/\/|mailto:)/i.test(address.trim())) return null;
  try {
    return new URL(address.trim()).href;
  } catch {
    return null;
  }
}

const BLOCKS = new Set(["p", "blockquote", "ul", "ol", "dl", "pre", "h2", "h3", "h4", "h5", "h6"]);
const LINES = new Set(["dt", "dd"]);

/** The words of a tree, laid out for a reader of plain text: lists with dashes, links with their address behind. */
export function wordsOf(node: HastNode, listPrefix = "- "): string {
  if (node.type === "text") return node.value ?? "";
  const children = node.children ?? [];
  const inside = () => children.map((child) => wordsOf(child)).join("");
  switch (node.tagName ?? "") {
    case "br": return "\n";
    case "hr": return "\n\n---\n\n";
    case "a": return linkWords(node, inside());
    case "ul":
    case "ol": return `\n\n${listWords(node)}\n\n`;
    case "li": return `${listPrefix}${inside().trim().replace(/\n+/g, "\n").replace(/\n/g, "\n  ")}\n`;
    case "blockquote": return `\n\n${inside().trim().replace(/^/gm, "> ")}\n\n`;
    case "table": return `\n\n${rowsOf(node).map((row) => cellsOf(row).join("  ")).join("\n")}\n\n`;
  }
  if (BLOCKS.has(node.tagName ?? "")) return `\n\n${node.tagName === "pre" ? inside() : inside().trim()}\n\n`;
  return LINES.has(node.tagName ?? "") ? `${inside().trim()}\n` : inside();
}

function listWords(list: HastNode): string {
  const start = Number(list.properties?.start ?? 1);
  const items = (list.children ?? []).filter((child) => child.tagName === "li");
  return items.map((item, index) => wordsOf(item, list.tagName === "ol" ? `${start + index}. ` : "- ")).join("");
}

function rowsOf(node: HastNode): HastNode[] {
  return (node.children ?? []).flatMap((child) => (child.tagName === "tr" ? [child] : rowsOf(child)));
}

function cellsOf(row: HastNode): string[] {
  return (row.children ?? []).filter((child) => child.type === "element").map((cell) => wordsOf(cell).trim().replace(/\s+/g, " "));
}

function linkWords(link: HastNode, words: string): string {
  const address = link.properties?.href;
  if (typeof address !== "string" || address === words || address === `${words}/` || address === `mailto:${words}`) return words;
  return `${words} (${address})`;
}
