import { expect, test, type Page } from "@playwright/test";
import { expectSound, personIn, visit } from "./journey.ts";
import { startZone, type Zone } from "./support/dns-zone.ts";

const host = "status.acme.test";
const chromiumArgs = ["--no-sandbox", "--disable-gpu", "--no-first-run", `--host-resolver-rules=MAP *.test 127.0.0.1`];
test.use({ launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: chromiumArgs } });

let zone: Zone;
test.beforeAll(async () => void (zone = await startZone()));
test.afterAll(() => zone.stop());

function underTheirName(portal: string, path = "/"): string {
  const url = new URL(path, portal);
  url.hostname = host;
  return url.href;
}

async function signInThere(page: Page, { portal, name }: { portal: string; name: string }): Promise<void> {
  await page.goto(underTheirName(portal));
  await expect(page).toHaveURL(new RegExp(`^${portal}/sign-in`));
  await page.getByRole("button", { name: `Sign in as ${name}` }).click();
}

test("a customer's portal under the customer's own name: proven by DNS, for its members, and nothing else there @once", async ({ browser }, { project }) => {
  test.slow();
  const portal = String(project.use.baseURL);
  const mira = await personIn(browser, "Mira Okafor");
  await test.step("a name is added, not found, then proven", async () => {
    await visit(mira, "/admin/hosts");
    await mira.getByLabel("Name").fill("https://status.acme.test");
    await mira.getByRole("button", { name: "Add domain" }).click();
    await expect(mira.getByText("Give the name alone, such as status.example.com")).toBeVisible();
    await mira.getByLabel("Name").fill(host);
    await mira.getByLabel("Shows").selectOption({ label: "Acme Retail" });
    await mira.getByRole("button", { name: "Add domain" }).click();
    await expect(mira.getByRole("heading", { level: 1, name: host })).toBeVisible();
    await expectSound(mira);
    await mira.getByRole("button", { name: "Check now" }).click();
    await expect(mira.getByText("The record was not found")).toBeVisible();
    zone.set(await mira.getByLabel("TXT record at", { exact: true }).inputValue(), await mira.getByLabel("It says", { exact: true }).inputValue());
    await mira.getByRole("button", { name: "Check now" }).click();
    await expect(mira.getByText("The portal answers under this name.")).toBeVisible();
    await expectSound(mira);
  });

  const anna = await (await browser.newContext()).newPage();
  await test.step("a member signs in on the way and is back where she wanted to be", async () => {
    await signInThere(anna, { portal, name: "Anna Keller" });
    await expect(anna).toHaveURL(underTheirName(portal, "/c/acme"));
    await expect(anna.getByRole("heading", { level: 2, name: "Your journeys" })).toBeVisible();
    await anna.goto(underTheirName(portal, "/c/acme/notifications"));
    await anna.getByLabel("New feed for").fill("Team channel at our name");
    await anna.getByRole("button", { name: "Make the addresses" }).click();
    await expect(anna.getByLabel("RSS", { exact: true })).toHaveValue(new RegExp(`^${portal}/f/`));
    await expectSound(anna);
  });

  await test.step("nothing else is there, and nobody else is let in", async () => {
    for (const path of ["/c/globex", "/admin", "/history"]) expect((await anna.goto(underTheirName(portal, path)))?.status(), path).toBe(404);
    const carla = await (await browser.newContext()).newPage();
    await signInThere(carla, { portal, name: "Carla Gomez" });
    await expect(carla).toHaveURL(new RegExp(`^${portal}/enter/`));
    await expect(carla.getByRole("heading", { name: "Your journeys" })).toHaveCount(0);
    expect(new URL(carla.url()).origin).toBe(portal);
    expect((await carla.goto(carla.url()))?.status()).toBe(404);
  });

  await test.step("who signs out there is signed out everywhere, and a name that is removed is gone", async () => {
    await anna.goto(underTheirName(portal));
    await anna.locator("[data-person] summary").click();
    await anna.getByRole("button", { name: "Sign out" }).click();
    await expect(anna.getByRole("heading", { name: "You are signed out" })).toBeVisible();
    await expectSound(anna);
    await anna.goto(`${portal}/c/acme`);
    await expect(anna).toHaveURL(/\/sign-in/);
    await mira.getByRole("button", { name: "Remove domain" }).click();
    await expect(mira.getByText("Nothing is shown under that name any more")).toBeVisible();
    expect((await anna.goto(underTheirName(portal)))?.status()).toBe(421);
  });
});
