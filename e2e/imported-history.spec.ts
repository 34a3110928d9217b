import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { XMLParser } from "fast-xml-parser";
import { parseFragment } from "parse5";
import { beganAt, type IncidentDocument, readGithubIncidents, statuspageFixtures } from "#lib/testing/statuspage-files";
import { type OwnPortal, startOwnPortal } from "./support/own-portal.ts";

// GitHub's ten years in a fresh portal, and one incident whose author meant harm.
const hostile: IncidentDocument = {
  id: "hostile00001",
  name: "<img src=x onerror=alert(1)> & \"quotes\"",
  impact: "minor",
  created_at: "2021-01-05T10:00:00Z",
  started_at: "2021-01-05T10:00:00Z",
  resolved_at: "2021-01-05T11:00:00Z",
  components: [],
  incident_updates: [{
    id: "hostileupd01",
    status: "resolved",
    created_at: "2021-01-05T11:00:00Z",
    display_at: "2021-01-05T11:00:00Z",
    body: `Before <script>window.ran = 1</script><img src=x onerror="window.ran = 2"><svg onload="window.ran = 3"></svg><a href="javascript:window.ran=4">press</a><iframe srcdoc="<script>parent.ran=5</script>"></iframe><style>body{display:none}</style><form action="https://evil.example"><input name=p></form> after`,
  }],
};
const documents = [...readGithubIncidents(), hostile];

let portal: OwnPortal;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), "candor-hostile-"));
  writeFileSync(join(folder, "hostile.json"), JSON.stringify({ incident: { ...hostile, status: "resolved" } }));
  portal = await startOwnPortal({ PORTAL_NAME: "GitHub" });
  await portal.candor("import", "statuspage", join(statuspageFixtures, "github-incidents"));
  await portal.candor("import", "statuspage", folder);
});

test.afterAll(async () => {
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Listed {
  code: string;
  title: string;
  at: number;
  words: string;
}

/** What stands on one page of the history, top to bottom. */
function listed(page: Page): Promise<Listed[]> {
  return page.locator("main section li").evaluateAll((items) =>
    items.map((item) => ({
      code: item.querySelector("a")?.getAttribute("href")?.split("/").at(-1) ?? "",
      title: item.querySelector("a")?.textContent ?? "",
      at: Date.parse(item.querySelector("time")?.dateTime ?? ""),
      words: item.textContent ?? "",
    })),
  );
}

/** The characters of a body that are words in a browser's own reading of it: no spaces, and no marks that Markdown may take as such. */
function wordsOf(html: string): string {
  const text = (node: { nodeName: string; value?: string; childNodes?: unknown[] }): string => (node.nodeName === "#text" ? (node.value ?? "") : ((node.childNodes ?? []) as (typeof node)[]).map(text).join(""));
  return lettersOf(text(parseFragment(html)));
}

function lettersOf(text: string): string {
  return text.replace(/[\s*_`\\]/g, "");
}

function lastWordsOf(document: IncidentDocument): string {
  return document.incident_updates.toSorted((a, b) => Date.parse(b.display_at) - Date.parse(a.display_at) || Date.parse(b.created_at) - Date.parse(a.created_at))[0]?.body ?? "";
}

test("the history lists every incident once, in order, with its title, time and last words @once", async ({ page }) => {
  test.setTimeout(180_000);
  const seen: Listed[] = [];
  await page.goto(`${portal.address}/history`);
  for (;;) {
    seen.push(...(await listed(page)));
    const older = page.getByRole("link", { name: /Older/ });
    if ((await older.count()) === 0) break;
    const next = await older.getAttribute("href");
    await page.goto(`${portal.address}${next}`);
  }
  expect(seen).toHaveLength(documents.length);
  expect(seen.map((one) => one.at)).toEqual(documents.map(beganAt).toSorted((a, b) => b - a));
  const known = new Map(documents.map((document) => [document.id, document]));
  for (const { code, title, at, words } of seen) {
    const document = known.get(code);
    expect([title, at]).toEqual([document?.name, beganAt(document ?? hostile)]);
    known.delete(code);
    // The excerpt draws a list's items with a hyphen before each.
    const beginning = wordsOf(lastWordsOf(document ?? hostile)).replaceAll("-", "").slice(0, 40);
    expect(lettersOf(words).replaceAll("-", "")).toContain(code === hostile.id ? "Before" : beginning);
  }
  expect([...known.keys()]).toEqual([]);
});

test("the feed has the newest incidents under the GUIDs that readers know from the old page @once", async ({ request }) => {
  const answer = await request.get(`${portal.address}/history.rss`);
  const feed = new XMLParser({ ignoreAttributes: false, processEntities: true }).parse(await answer.text()) as { rss: { channel: { title: string; item: { title: string; guid: { "#text": string }; link: string; pubDate: string; description: string }[] } } };
  const { title, item: items } = feed.rss.channel;
  expect(title).toBe("GitHub - Incident History");
  const known = new Map(documents.map((document) => [document.id, document]));
  expect(items.length).toBeGreaterThanOrEqual(49);
  expect(items.map((item) => Date.parse(item.pubDate))).toEqual(items.map((item) => Date.parse(item.pubDate)).toSorted((a, b) => b - a));
  for (const item of items) {
    const document = known.get(item.link.split("/").at(-1) ?? "") ?? hostile;
    expect(item.link).toBe(`${portal.address}/incidents/${document.id}`);
    if (document !== hostile) expect(item.guid["#text"]).toBe(`https://www.githubstatus.com/incidents/${document.id}`);
    for (const update of document === hostile ? [] : document.incident_updates) expect(wordsOf(item.description)).toContain(wordsOf(update.body));
    expect(item.description).not.toMatch(/<script|onerror|onload|javascript:|<iframe|<style/i);
  }
  const newest = documents.filter((document) => document !== hostile).toSorted((a, b) => beganAt(b) - beganAt(a)).slice(0, 40);
  expect(items.map((item) => item.link.split("/").at(-1))).toEqual(expect.arrayContaining(newest.map((document) => document.id)));
});

test("an incident's old address shows every update, newest first, word for word @once", async ({ page }) => {
  test.setTimeout(120_000);
  const longest = documents.toSorted((a, b) => b.incident_updates.length - a.incident_updates.length).slice(0, 5);
  const some = documents.filter((_, index) => index % 90 === 0);
  for (const document of [...longest, ...some]) {
    await page.goto(`${portal.address}/incidents/${document.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(document.name);
    const told = document.incident_updates.toSorted((a, b) => Date.parse(b.display_at) - Date.parse(a.display_at));
    const timeline = page.getByRole("region", { name: "Timeline" });
    expect((await timeline.locator(".prose").allTextContents()).map(lettersOf)).toEqual(told.map((update) => wordsOf(update.body)));
    const times = await timeline.locator("li time").evaluateAll((marks) => marks.map((mark) => Date.parse((mark as HTMLTimeElement).dateTime)));
    for (const update of told) expect(times).toContain(Date.parse(update.display_at));
  }
});

test("what was written to do harm does none, and its words can be read @once", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).host));
  page.on("dialog", () => asked.push("a dialog"));
  for (const path of [`/incidents/${hostile.id}`, "/history"]) {
    await page.goto(`${portal.address}${path}`);
    await expect(page.getByText(hostile.name).first()).toBeVisible();
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    expect(await page.locator("main :is(script, img, iframe, form:not([role='search']), style, [onerror], [onload], a[href^='javascript'])").count()).toBe(0);
  }
  await page.goto(`${portal.address}/incidents/${hostile.id}`);
  await expect(page.locator(".prose")).toContainText("Before");
  await expect(page.locator(".prose")).toContainText("after");
  expect([...new Set(asked)]).toEqual([new URL(portal.address).host]);
});

test("the imported pages are accessible @looks", async ({ page }) => {
  for (const path of ["/", "/history", "/incidents/6swlsy1h3wy9", `/incidents/${hostile.id}`]) {
    await page.goto(`${portal.address}${path}`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
});
