import { expect, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { parse } from "parse5";
import { expectSound, personIn, test } from "./journey.ts";
import { type OwnPortal, startOwnPortal } from "./support/own-portal.ts";
import { layoutShift, weigh } from "./support/weigh.ts";

const builder = "e2e/support/company-of-size.ts";
const documents = ["/", "/history", "/subscribe", "/incidents/size00000000", "/incidents/size00000009"];
const ofAcme = ["/c/acme", "/c/acme/incidents", "/c/acme/incidents/size00000000", "/c/acme/notifications"];

let usual: OwnPortal;
let large: OwnPortal;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  usual = await startOwnPortal({ DEMO: "true" }, [builder, "20", "50"]);
  large = await startOwnPortal({ DEMO: "true" }, [builder, "200", "500"]);
});

test.afterAll(async () => {
  await usual.stop();
  await large.stop();
});

async function open(browser: Browser, portal: OwnPortal, options: BrowserContextOptions = {}): Promise<Page> {
  return (await browser.newContext({ baseURL: portal.address, ...options })).newPage();
}

/** The same browser state, nothing of a page stored. */
async function afresh(browser: Browser, signedIn: Page, options: BrowserContextOptions): Promise<Page> {
  return (await browser.newContext({ storageState: await signedIn.context().storageState(), ...options })).newPage();
}

test("a status page of 20 components, 90 days and 50 incidents is light, and so is a customer's @once", async ({ browser }) => {
  const anna = await personIn(browser, "Anna Keller", { baseURL: usual.address });
  const pages = [await weigh(await open(browser, usual), "/"), await weigh(await afresh(browser, anna, { baseURL: usual.address }), "/c/acme")];
  for (const { html, script, total, requests } of pages) {
    expect(html).toBeLessThanOrEqual(8_000);
    expect(script).toBeLessThanOrEqual(5_000);
    expect(total).toBeLessThanOrEqual(60_000);
    // The page, its style, script, typeface and icon, and who is looking.
    expect(requests).toBeLessThanOrEqual(6);
  }
});

test("200 components and 500 incidents stay light and readable @once", async ({ browser }) => {
  test.slow();
  const page = await open(browser, large);
  expect((await weigh(page, "/")).html).toBeLessThanOrEqual(40_000);
  expect((await weigh(await open(browser, large), "/history")).html).toBeLessThanOrEqual(40_000);

  await test.step("what goes on comes first, in full", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("and 2 more incidents");
    await expect(page.getByRole("region", { name: "Also going on" }).getByRole("article")).toHaveCount(2);
  });
  await test.step("groups are folded, but for those in which something is wrong", async () => {
    const groups = page.locator("details[id^=fold-]");
    await expect(groups).toHaveCount(26);
    await expect(page.locator("details[id^=fold-][open]")).toHaveCount(3);
    const folded = groups.filter({ hasText: "8 components, all operational" }).first();
    await expect(folded.locator("li").first()).toBeHidden();
    await folded.locator("summary").first().click();
    await expect(folded.locator("li")).toHaveCount(8);
    await expect(folded.locator("li").first()).toBeVisible();
  });
  await test.step("the last days are told by day, the worst by name, and the rest is a link away", async () => {
    const recent = page.getByRole("region", { name: "Last 14 days" });
    expect(await recent.locator("> ul > li").count()).toBeLessThanOrEqual(15);
    await expect(recent.getByText(/^and \d more$/).first()).toBeVisible();
    await expect(recent.getByRole("link", { name: "All incidents" })).toHaveAttribute("href", "/history");
  });
  await page.goto("/");
  await expectSound(page);
});

test("the typeface may come as late as it likes, in any time zone and on a phone: nothing on a page moves @once", async ({ browser }) => {
  const anna = await personIn(browser, "Anna Keller", { baseURL: usual.address });
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    for (const timezoneId of ["UTC", "Asia/Kolkata"]) {
      const page = await afresh(browser, anna, { baseURL: usual.address, viewport, timezoneId });
      for (const path of ["/", "/c/acme", "/incidents/size00000000", "/history"]) expect(await shiftWithLateTypeface(page, path), `${path} in ${timezoneId}, ${viewport.width} wide`).toBe(0);
      await page.context().close();
    }
  }
});

// Held back until the page was drawn without it; then it comes, and whatever it does is measured.
async function shiftWithLateTypeface(page: Page, path: string): Promise<number> {
  let release = () => {};
  const drawn = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.woff2", async (route) => {
    await drawn;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const came = page.waitForResponse("**/*.woff2");
  release();
  await (await came).finished();
  await page.evaluate(() => document.fonts.ready);
  await expect(page.locator("[data-person] summary")).toBeVisible();
  await page.unroute("**/*.woff2");
  return layoutShift(page);
}

test("a page says the same without a script, and keeps every style and script out of its markup @once", async ({ browser }) => {
  const options = { baseURL: usual.address, timezoneId: "UTC" };
  const anna = await personIn(browser, "Anna Keller", options);
  const [scripted, plain] = [await afresh(browser, anna, options), await afresh(browser, anna, { ...options, javaScriptEnabled: false })];
  for (const path of [...documents, ...ofAcme]) {
    const html = await (await plain.goto(path))?.text() ?? "";
    expect(inlined(html), path).toEqual([]);
    await scripted.goto(path);
    expect(await words(scripted), path).toBe(await words(plain));
  }
});

/** What a reader finds in the page's main part, but for what moves with the clock or with whether the script runs. */
async function words(page: Page): Promise<string> {
  const main = page.locator("main");
  const moving = await main.locator("[data-live], [data-due], [data-elapsed], [data-ago], [data-copy]").allTextContents();
  const made = await main.locator("time").allTextContents();
  const text = await main.innerText();
  return [...moving, ...made].reduce((rest, part) => (part === "" ? rest : rest.replace(part, "")), text).replace(/\s+/g, " ").trim();
}

interface Element {
  tagName?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Element[];
}

/** Scripts, styles and handlers that stand in the markup itself. */
function inlined(html: string): string[] {
  const found: string[] = [];
  const look = ({ tagName, attrs = [], childNodes = [] }: Element) => {
    const names = attrs.map(({ name }) => name);
    if (tagName === "style" || (tagName === "script" && !names.includes("src"))) found.push(`<${tagName}>`);
    found.push(...names.filter((name) => name === "style" || name.startsWith("on")).map((name) => `<${tagName} ${name}>`));
    childNodes.forEach(look);
  };
  look(parse(html) as Element);
  return found;
}

test("the console's first screen brings at most 250 kB of script @once", async ({ browser }) => {
  const jonas = await personIn(browser, "Jonas Lindqvist", { baseURL: usual.address });
  for (const path of ["/admin", "/admin/incidents/new"]) {
    const { script } = await weigh(await afresh(browser, jonas, { baseURL: usual.address }), path);
    expect(script, path).toBeGreaterThan(50_000);
    expect(script, path).toBeLessThanOrEqual(250_000);
  }
});
