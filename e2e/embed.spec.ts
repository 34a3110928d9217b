import { expect, test as plain, type Page } from "@playwright/test";
import { expectSound, fillComposer, personIn, publish, stranger, test, visit } from "./journey.ts";
import { type HostPages, startHostPages } from "./support/host-pages.ts";

let theirs: HostPages;
let others: HostPages;
let portal: string;

test.beforeAll(async () => {
  portal = String(test.info().project.use.baseURL);
  [theirs, others] = [await startHostPages(portal), await startHostPages(portal)];
});
test.afterAll(() => Promise.all([theirs.stop(), others.stop()]));

const script = () => `<script async src="${portal}/embed/status.js"></script>`;
const minuteMs = 61_000;

async function post(jonas: Page, title: string): Promise<void> {
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Identified", body: "Files come up to an hour late.", components: { Webhooks: "Major outage" } });
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(jonas.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function end(jonas: Page, title: string): Promise<void> {
  await fillComposer(jonas, { title, state: "Resolved", body: "All files have arrived.", components: { Webhooks: "Operational" } });
  await publish(jonas);
  await expect(jonas.getByText("All files have arrived.").first()).toBeVisible();
}

test("a page of somebody else, under a policy that allows nothing inline, shows the public status and keeps it so @looks", async ({ browser }, { project }) => {
  const jonas = await personIn(browser, "Jonas Lindqvist");
  const page = await stranger(browser);
  await page.clock.install();
  others.show(`${script()}<candor-status></candor-status><p><candor-status data-variant="badge" data-size="small"></candor-status></p><candor-status data-variant="banner"></candor-status><p><img src="${portal}/badge.svg" alt="Status"></p>`);
  await visit(page, `${others.origin}/`);
  const card = page.locator("candor-status").first();
  await expect(card.getByRole("status")).not.toBeEmpty();
  await expect(page.getByRole("img", { name: "Status" })).toHaveJSProperty("complete", true);
  expect(await page.getByRole("img", { name: "Status" }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(60);

  const title = `Statement files are late (${project.name})`;
  await post(jonas, title);
  await page.clock.fastForward(minuteMs);
  await expect(card.getByRole("link", { name: title, exact: true })).toHaveAttribute("href", new RegExp(`^${portal}/incidents/`));
  const banner = page.locator("candor-status[data-variant=banner]");
  await expect(banner.getByRole("button", { name: "Hide" })).toBeVisible();
  await expectSound(page);
  await banner.getByRole("button", { name: "Hide" }).press("Enter");
  await expect(banner.getByRole("status")).toBeHidden();
  await end(jonas, title);
});

plain("an element that cannot reach the portal keeps what it knew, and says how old that is @once", async ({ page }) => {
  await page.clock.install();
  others.show(`${script()}<candor-status></candor-status>`);
  await page.goto(others.origin);
  const element = page.locator("candor-status");
  await expect(element.getByRole("status")).not.toBeEmpty();
  const said = await element.getByRole("status").textContent();
  await expect(element.getByText("It cannot be updated right now")).toBeHidden();

  await page.route("**/embed/status.json", (route) => route.abort());
  await page.clock.fastForward(3 * minuteMs);
  await expect(element.getByText(/^As of \d\d:\d\d .*, 3 min ago\. It cannot be updated right now\.$/)).toBeVisible();
  await expect(element.getByRole("status")).toHaveText(said ?? "");

  await page.unroute("**/embed/status.json");
  await page.clock.fastForward(minuteMs);
  await expect(element.getByText("It cannot be updated right now")).toBeHidden();

  await page.route("**/embed/status.json", (route) => route.abort());
  await page.reload();
  await expect(element.getByRole("link", { name: "The status cannot be loaded right now" })).toHaveAttribute("href", `${portal}/`);
});

plain("an element asks only while its page is looked at, and only for what changed @once", async ({ page }) => {
  await page.clock.install();
  others.show(`${script()}<candor-status></candor-status>`);
  const asked: number[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/embed/status.json")) asked.push(response.status());
  });
  await page.goto(others.origin);
  await expect.poll(() => asked.length).toBe(1);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.clock.fastForward(10 * minuteMs);
  expect(asked).toHaveLength(1);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.clock.fastForward(100);
  await expect.poll(() => asked.length).toBe(2);
});

plain("an owner shows the company's status in its own portal, and nowhere else; revoked, it is gone @looks", async ({ browser }, { project }) => {
  const anna = await personIn(browser, "Anna Keller");
  await visit(anna, "/c/acme/settings");
  const label = `Help centre (${project.name})`;
  await anna.getByLabel("Where it will stand").fill(label);
  await anna.getByLabel("Origins of those pages").fill(`${theirs.origin}/help`);
  await anna.getByRole("button", { name: "Make the address" }).click();
  await expect(anna.getByText("Give up to ten origins")).toBeVisible();
  await anna.getByLabel("Origins of those pages").fill(theirs.origin);
  await anna.getByRole("button", { name: "Make the address" }).click();
  await expectSound(anna);
  const frame = await anna.getByLabel("As a frame", { exact: true }).inputValue();
  const element = await anna.getByLabel("As an element", { exact: true }).inputValue();
  for (const host of [theirs, others]) host.show(`${frame}${element}`);

  const page = await stranger(browser);
  const framed = page.frameLocator("iframe");
  await plain.step("in a page of the named origin", async () => {
    await page.goto(theirs.origin);
    await expect(framed.getByRole("heading", { level: 2, name: "Your journeys" })).toBeVisible();
    await expect(framed.getByRole("link", { name: /^Open the status page/ })).toHaveAttribute("target", "_blank");
    await expect(page.locator("candor-status").getByRole("status").getByRole("link")).toHaveAttribute("href", new RegExp(`^${portal}/c/acme(/incidents/|$)`));
    await expectSound(page);
    expect((await page.context().cookies()).filter(({ name }) => name.startsWith("candor"))).toEqual([]);
  });

  await plain.step("not in a page of another", async () => {
    await page.goto(others.origin);
    await expect(page.locator("candor-status").getByRole("status")).toHaveText("The status cannot be loaded right now");
    await expect(framed.getByRole("heading", { level: 2, name: "Your journeys" })).toHaveCount(0);
  });

  await plain.step("not any more once it is revoked", async () => {
    await anna.goto("/c/acme/settings");
    await expect(anna.getByText(/last shown/).first()).toBeVisible();
    await anna.getByRole("button", { name: `Revoke ${label}` }).click();
    await expect(anna.getByText("Pages that still show it get nothing more")).toBeVisible();
    await page.goto(theirs.origin);
    await expect(page.locator("candor-status").getByRole("status")).toHaveText("The status cannot be loaded right now");
    await expect(framed.getByRole("heading", { level: 2, name: "Your journeys" })).toHaveCount(0);
  });
});

test("a member makes one feed and gets four addresses, which end together @looks", async ({ browser }, { project }) => {
  const ben = await personIn(browser, "Ben Fuchs");
  await visit(ben, "/c/acme/notifications");
  const label = `My calendar (${project.name})`;
  await ben.getByLabel("New feed for").fill(label);
  await ben.getByRole("button", { name: "Make the addresses" }).click();
  await expectSound(ben);
  const addresses = await Promise.all(["RSS", "Atom", "JSON Feed", "Calendar"].map((name) => ben.getByLabel(name, { exact: true }).inputValue()));
  const statuses = () => Promise.all(addresses.map(async (address) => (await fetch(address)).status));
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  await expect(ben.getByRole("link", { name: "Add the maintenance to your calendar" })).toHaveAttribute("href", (addresses[3] ?? "").replace(/^http:/, "webcal:"));
  await ben.getByRole("button", { name: `Revoke ${label}` }).click();
  expect(await statuses()).toEqual([404, 404, 404, 404]);
  const reader = await stranger(browser);
  await visit(reader, "/subscribe");
  await expect(reader.getByLabel("Atom", { exact: true })).toHaveValue(`${portal}/history.atom`);
  await expect(reader.getByRole("heading", { level: 2, name: "On your own page" })).toBeVisible();
});
