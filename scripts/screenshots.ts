// npm run screenshots: docs/screenshots/*.png, drawn by Chromium from a portal of its own with fresh demo data.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContextOptions, type Page } from "@playwright/test";
import { type Portal, signIn, startPortal } from "../bench/portal.ts";
import { stopAll } from "../bench/processes.ts";

interface Shot {
  file: string;
  path: (page: Page) => Promise<string>;
  /** One of the demo's cast, or a stranger. */
  who: string | null;
  look: BrowserContextOptions;
  isWholePage?: boolean;
  prepare?: (page: Page) => Promise<void>;
}

const folder = "docs/screenshots";
const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 1000 }, colorScheme: "light" };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: "light" };
const dark = (look: BrowserContextOptions): BrowserContextOptions => ({ ...look, colorScheme: "dark" });
const [anna, jonas, priya] = ["per_anna_keller", "per_jonas_lindqvist", "per_priya_raman"];
const at = (path: string) => async () => path;

const shots: Shot[] = [
  { file: "public", path: at("/"), who: null, look: desktop },
  { file: "public-phone-dark", path: at("/"), who: null, look: dark(phone) },
  { file: "customer", path: at("/c/acme"), who: anna, look: desktop },
  { file: "customer-dark", path: at("/c/acme"), who: anna, look: dark(desktop) },
  { file: "customer-phone", path: at("/c/acme"), who: anna, look: phone },
  { file: "incident", path: (page) => firstLink(page, "/c/acme", "/c/acme/incidents/"), who: anna, look: desktop },
  { file: "console", path: at("/admin"), who: jonas, look: desktop },
  { file: "composer", path: (page) => firstLink(page, "/admin", "/admin/incidents/"), who: jonas, look: desktop, prepare: writeUpdate },
  { file: "composer-dark", path: (page) => firstLink(page, "/admin", "/admin/incidents/"), who: jonas, look: dark(desktop), prepare: writeUpdate },
  { file: "email", path: mailToAnna, who: priya, look: { ...desktop, viewport: { width: 720, height: 1000 } } },
];

const dataDir = mkdtempSync(join(tmpdir(), "candor-screenshots-"));
try {
  mkdirSync(folder, { recursive: true });
  await drawAll(await startPortal(dataDir));
} finally {
  await stopAll();
  rmSync(dataDir, { recursive: true, force: true });
}

async function drawAll(portal: Portal): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => existsSync(file)),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  try {
    for (const shot of shots) {
      const context = await browser.newContext({ ...shot.look, baseURL: portal.address, reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/Berlin" });
      if (shot.who) await context.addCookies([cookieOf(await signIn(portal.address, shot.who), portal.address)]);
      await draw(await context.newPage(), shot);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

async function draw(page: Page, { file, path, prepare, isWholePage = false }: Shot): Promise<void> {
  await page.goto(await path(page), { waitUntil: "load" });
  await prepare?.(page);
  await page.evaluate(() => document.fonts.ready);
  const target = join(folder, `${file}.png`);
  await page.screenshot({ path: target, fullPage: isWholePage, animations: "disabled" });
  console.log(`${target}  ${Math.round(statSync(target).size / 1024)} kB`);
}

async function firstLink(page: Page, from: string, prefix: string): Promise<string> {
  await page.goto(from);
  return (await page.locator(`main a[href^="${prefix}"]:not([href$="/new"])`).first().getAttribute("href")) ?? from;
}

async function mailToAnna(page: Page): Promise<string> {
  await page.goto("/admin/mailbox");
  const row = page.locator("tr").filter({ hasText: "anna.keller@acme.example" }).first();
  return `${await row.locator('a[href^="/admin/mailbox/"]').getAttribute("href")}/html`;
}

async function writeUpdate(page: Page): Promise<void> {
  await page.getByText("Monitoring", { exact: true }).click();
  await page.locator('textarea[name="body"]').fill("Card payments in Europe have worked again for all since we took the faulty link out of use. We watch them for another hour.");
  await page.locator("details").filter({ hasText: "Acme Retail" }).first().locator("summary").click();
  await page.getByRole("textbox", { name: "For Acme Retail" }).fill("Your gateway runs in Dublin now and stays there until tomorrow. Nothing to do on your side.");
  await page.getByLabel("As whom").selectOption({ label: "Acme Retail" });
  await page.frameLocator("iframe").getByText("runs in Dublin now").waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
}

function cookieOf(pair: string, address: string) {
  const [name = "", value = ""] = pair.split(/=(.*)/s);
  return { name, value, url: address };
}
