import { expect } from "@playwright/test";
import { personIn, test } from "./journey.ts";

for (const path of ["/account", "/de/account"]) {
  test(`${path} keeps what the portal's script wrote into it before React came @once`, async ({ browser }) => {
    const anna = await personIn(browser, "Anna Keller");
    const menu = anna.locator("[data-person] summary");
    let release = () => {};
    const isWritten = new Promise<void>((resolve) => (release = resolve));
    await anna.route("**/_next/static/**/*.js", async (route) => {
      await isWritten;
      await route.continue();
    });
    await anna.goto(path, { waitUntil: "commit" });
    await expect(menu).toBeVisible();
    const times = await anna.locator("time[data-made]").count();
    release();
    await anna.waitForFunction(() => Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")));
    await expect(menu).toBeVisible();
    await expect(anna.locator("time[data-made]")).toHaveCount(times);
  });
}
