import { expect, type Page } from "@playwright/test";
import { expectSound, openMail, personIn, stranger, test, textOfMail, visit } from "./journey.ts";

/** A logo as a designer hands it over: a picture of 120 by 40 pixels. */
async function drawLogo(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 120, height: 40 });
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("This browser draws no pictures.");
    pen.fillStyle = "#0b6b45";
    pen.fillRect(0, 0, 120, 40);
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(url.split(",")[1] ?? "", "base64");
}

const isDrawn = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0;

test("a customer's own look: refused where it could not be read, then on its pages, in its mails and frames, and nowhere else @looks", async ({ browser }, { project }) => {
  test.slow();
  const [priya, hana, carla] = [await personIn(browser, "Priya Raman"), await personIn(browser, "Hana Ito"), await personIn(browser, "Carla Gomez")];
  await priya.goto("/admin/customers");
  await priya.getByRole("link", { name: "Hooli Marketplace" }).click();
  await priya.getByRole("link", { name: "Logo and colours" }).click();
  const form = priya.url();

  await test.step("a colour that nobody can read is refused, with the nearest that can be", async () => {
    await priya.getByLabel("On light pages").fill("#7fe0b0");
    await priya.getByLabel("Text").fill("Hooli Marketplace, Mountain View");
    await priya.getByRole("button", { name: "Save" }).click();
    await expect(priya.getByLabel("Text")).toHaveValue("Hooli Marketplace, Mountain View");
    const nearest = await priya.getByText("The nearest that can be read:").locator("code").innerText();
    expect(nearest).toMatch(/^#[0-9a-f]{6}$/);
    await expectSound(priya);
    await priya.getByLabel("On light pages").fill(nearest);
    await priya.getByLabel("On dark pages").fill("#7fe0b0");
    await priya.getByLabel("Links").fill("Imprint https://hooli.example/imprint");
    await priya.locator('input[name="logo"]').setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await drawLogo(priya) });
    await priya.getByRole("button", { name: "Save" }).click();
    await expect(priya.getByText("Saved. Its pages show it now")).toBeVisible();
    await expectSound(priya);
  });

  await test.step("its own pages have it", async () => {
    await visit(hana, "/c/hooli/settings");
    const logo = hana.getByRole("banner").getByRole("img", { name: "Northlight" });
    await expect.poll(() => logo.evaluate(isDrawn)).toBe(true);
    await expect(hana.getByText("Hooli Marketplace, Mountain View")).toBeVisible();
    await expect(hana.getByRole("link", { name: "Imprint" })).toHaveAttribute("href", "https://hooli.example/imprint");
    await visit(hana, "/c/hooli");
    await expect.poll(() => logo.evaluate(isDrawn)).toBe(true);
  });

  await test.step("another customer's and the public's do not", async () => {
    for (const [page, path] of [[carla, "/c/globex"], [await stranger(browser), "/"]] as const) {
      await page.goto(path);
      await expect(page.getByRole("banner").getByRole("img")).toHaveCount(0);
      await expect(page.getByText("Mountain View")).toHaveCount(0);
    }
  });

  await test.step("a mail to one person has it", async () => {
    const address = `nia-${project.name}@hooli.example`;
    await hana.goto("/c/hooli/settings");
    await hana.getByLabel("Name", { exact: true }).fill("Nia Obi");
    await hana.getByLabel("Email address").fill(address);
    await hana.getByRole("button", { name: /^(Add|Invite)/ }).click();
    await openMail(priya, { to: address, subject: "You are invited to the Northlight page of Hooli Marketplace" });
    await expect.poll(() => priya.frameLocator("iframe").getByRole("img", { name: "Northlight" }).evaluate(isDrawn)).toBe(true);
    await expect(textOfMail(priya)).toContainText("Imprint: https://hooli.example/imprint");
  });

  await test.step("the composer previews page and mail in it, for it alone", async () => {
    const post = { title: "A rehearsal", state: "identified", visibility: "public", body: "Nothing happened." };
    const preview = async (view: string, as: string) => (await priya.request.post("/admin/incidents/preview", { form: { ...post, view, as }, headers: { origin: new URL(form).origin } })).text();
    const hooli = `customer:${new URL(form).pathname.split("/")[3]}`;
    for (const view of ["page", "mail"]) {
      expect(await preview(view, hooli)).toMatch(/\/brand\/[0-9a-f]{64}\.(css|png)/);
      const forAll = await preview(view, "public");
      expect(forAll).toContain("Nothing happened.");
      expect(forAll).not.toContain("/brand/");
    }
  });

  await test.step("what its own portal frames has its colours", async () => {
    await hana.getByLabel("Where it will stand").fill(`Seller centre (${project.name})`);
    await hana.getByLabel("Origins of those pages").fill("https://sellers.hooli.example");
    await hana.getByRole("button", { name: "Make the address" }).click();
    const frame = /src="([^"]+)"/.exec(await hana.getByLabel("As a frame", { exact: true }).inputValue())?.[1] ?? "";
    await visit(hana, new URL(frame).pathname);
    await expect(hana.locator('link[rel="stylesheet"][href^="/brand/"]')).toHaveCount(1);
  });

  await test.step("taken away, its pages are as the public's", async () => {
    await priya.goto(form);
    await priya.getByLabel("Remove it").check();
    for (const field of ["On light pages", "On dark pages", "Text", "Links"]) await priya.getByLabel(field).fill("");
    await priya.getByRole("button", { name: "Save" }).click();
    await expect(priya.getByText("Saved. Its pages show it now")).toBeVisible();
    await hana.goto("/c/hooli");
    await expect(hana.getByRole("banner").getByRole("img")).toHaveCount(0);
    await expect(hana.getByText("Mountain View")).toHaveCount(0);
  });
});
