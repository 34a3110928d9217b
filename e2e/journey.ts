import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { signInAs } from "./support.ts";

/** Fails a test in which any page wrote an error to the console, broke its content policy or threw. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ browser }, use) => {
      const complaints: string[] = [];
      const listen = (context: BrowserContext) => context.on("page", (page) => hear(page, complaints));
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        listen(context);
        return context;
      };
      await use(complaints);
      browser.newContext = newContext;
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

function hear(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${page.url()} threw ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()} says ${message.text()}`);
  });
}

/** A browser of one's own, signed in as one of the demo's cast. */
export async function personIn(browser: Browser, name: string, options: { javaScriptEnabled?: boolean; baseURL?: string } = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await signInAs(page, name);
  return page;
}

/** Somebody who is not signed in. */
export async function stranger(browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  return (await browser.newContext(options)).newPage();
}

/** What every page owes its reader: axe finds nothing, nothing is cut off at the side. In the dark only colours are other. */
export async function expectSound(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page });
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const { violations } = await (isDark ? axe.withRules(["color-contrast", "link-in-text-block"]) : axe).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
}

export async function visit(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await expectSound(page);
}

/** Opens the newest mail to an address with these words in its subject, once it has arrived. */
export async function openMail(admin: Page, { to, subject }: { to: string; subject: string }): Promise<void> {
  const row = admin.getByRole("row").filter({ hasText: to }).filter({ hasText: subject }).first();
  await expect(async () => {
    await admin.goto("/admin/mailbox");
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await row.getByRole("link").click();
  await expect(admin.getByRole("heading", { level: 1, name: subject })).toBeVisible();
}

/** The text part of the mail that is open. */
export function textOfMail(admin: Page) {
  return admin.locator("pre");
}

interface Post {
  title: string;
  state: string;
  body: string;
  components?: Record<string, string>;
  notes?: Record<string, string>;
  promise?: string;
}

/** Fills the composer that is on the page as a person would, up to the button. */
export async function fillComposer(page: Page, { title, state, body, components = {}, notes = {}, promise }: Post): Promise<void> {
  await page.getByLabel("Title").fill(title);
  await page.getByRole("group", { name: "State", exact: true }).getByText(state, { exact: true }).click();
  await page.getByLabel("What readers should know").fill(body);
  for (const [customer, words] of Object.entries(notes)) {
    const note = page.getByRole("textbox", { name: `For ${customer}` });
    if (!(await note.isVisible())) await page.locator("summary").filter({ hasText: customer }).click();
    await note.fill(words);
  }
  for (const [component, label] of Object.entries(components)) await page.getByLabel(new RegExp(`^${component}`)).selectOption({ label });
  if (promise) await page.getByRole("group", { name: "Next update due" }).getByText(promise, { exact: true }).click();
}

export async function publish(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Publish|Post)/ }).click();
}
