import { parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../core/markdown.ts";
import { readGithubIncidents } from "../../../testing/statuspage-files.ts";

type Node = { nodeName: string; value?: string; attrs?: { name: string; value: string }[]; childNodes?: Node[] };

const bodies = readGithubIncidents().flatMap((incident) => incident.incident_updates.map((update) => update.body));

function walk(node: Node): Node[] {
  return [node, ...(node.childNodes ?? []).flatMap(walk)];
}

function wordsOf(html: string): string {
  const words = walk(parseFragment(html)).map((node) => (node.nodeName === "#text" ? (node.value ?? "") : "")).join("");
  // Markdown may read these as marks; every other character must arrive.
  return words.replace(/[\s*_`\\]/g, "");
}

describe("ten years of bodies, as pages, mails and feeds draw them", () => {
  test("hold nothing that a browser would run or load", () => {
    for (const body of bodies) {
      for (const node of walk(parseFragment(renderMarkdown(body)))) {
        expect(["#document-fragment", "#text", "ul", "li", "strong", "em", "p", "a", "code", "br", "span", "del"]).toContain(node.nodeName);
        for (const { name, value } of node.attrs ?? []) expect(`${node.nodeName} ${name} ${value}`).toMatch(/^a (href https?:\/\/|rel noopener nofollow$)/);
      }
    }
  });

  test("lose and gain no word against a browser's own reading of them", () => {
    expect(bodies).toHaveLength(1222);
    for (const body of bodies) expect(wordsOf(renderMarkdown(body))).toBe(wordsOf(body));
  });
});
