import { expect, type Page } from "@playwright/test";
import { expectSound, fillComposer, openMail, personIn, publish, stranger, test, textOfMail, visit } from "./journey.ts";

// Words of the chrome that would stand on these pages if they were English.
const english = /\b(Subscribe|Notifications|Incidents|Maintenance|Settings|Reports|Objectives|Members|Sign out|Read the timeline|Save|Cancel|Download|Added|Language|Feeds?\band)\b/;

/** The page is German, all of its chrome; names that people gave, code and addresses stay. */
async function expectGerman(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const chrome = await page.locator("h1, h2, nav a, button, label, th, legend, summary").filter({ visible: true }).allInnerTexts();
  expect(chrome.filter((words) => english.test(words)), page.url()).toEqual([]);
  await expectSound(page);
}

test("a stranger reads, subscribes and confirms in German; a refusal is German too @looks", async ({ browser }, { project }) => {
  test.slow();
  const [leserin, priya] = [await stranger(browser), await personIn(browser, "Priya Raman")];
  const address = `leserin-${project.name}@hafen.example`;
  await visit(leserin, "/");
  await leserin.getByRole("link", { name: "Deutsch" }).click();
  await expect(leserin).toHaveURL(/\/de$/);
  await expectGerman(leserin);
  await leserin.goto("/de/subscribe");
  await leserin.getByLabel("E-Mail-Adresse").evaluate((input: HTMLInputElement) => input.form?.setAttribute("novalidate", ""));
  await leserin.getByLabel("E-Mail-Adresse").fill("keine Adresse");
  await leserin.getByRole("button", { name: "Mail zur Bestätigung senden" }).click();
  await expect(leserin.getByText("An diese Adresse können wir nicht schreiben. Prüfen Sie sie auf Tippfehler.")).toBeVisible();
  await expectGerman(leserin);
  await leserin.getByLabel("E-Mail-Adresse").fill(address);
  await leserin.getByRole("button", { name: "Mail zur Bestätigung senden" }).click();
  await openMail(priya, { to: address, subject: "Bestätigen Sie, dass Sie Status-Mails von Northlight möchten" });
  const confirm = /\S+\/de\/subscribe\/confirm\/\S+/.exec((await textOfMail(priya).textContent()) ?? "")?.[0] ?? "";
  await leserin.goto(confirm);
  await expectGerman(leserin);
});

test("a member's own pages are German under /de, each of them @looks", async ({ browser }) => {
  test.slow();
  const anna = await personIn(browser, "Anna Keller");
  for (const path of ["", "/incidents", "/maintenance", "/slos", "/slos/how-we-count", "/reports", "/notifications", "/notifications/channels", "/notifications/sent", "/settings"]) {
    const answer = await anna.goto(`/de/c/acme${path}`);
    expect(answer?.status(), path).toBe(200);
    await expectGerman(anna);
  }
  for (const path of ["/de/account", "/de/verify"]) {
    await anna.goto(path);
    await expectGerman(anna);
  }
});

test("an update has a German translation, which says so once the original was changed @once", async ({ browser }) => {
  test.slow();
  const [jonas, mira, leser] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Mira Okafor"), await stranger(browser)];
  const title = "Exports take longer than usual";
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Identified", body: "Exports take up to ten minutes.", components: { Webhooks: "Degraded performance" } });
  await jonas.locator("summary").filter({ hasText: "Deutsch" }).click();
  await jonas.getByLabel("Translation: Deutsch").fill("Exporte dauern bis zu zehn Minuten.");
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(async () => {
    await leser.goto("/de");
    await leser.getByRole("link", { name: title }).first().click({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(leser.getByText("Exporte dauern bis zu zehn Minuten.")).toBeVisible();
  await expect(leser.getByText("Diese Übersetzung ist älter")).toHaveCount(0);
  const code = new URL(leser.url()).pathname.split("/").at(-1);
  await mira.goto(`/admin/incidents/${code}`);
  await mira.getByRole("link", { name: /Edit the words/ }).first().click();
  await mira.getByLabel("What readers know").fill("Exports take up to an hour.");
  await mira.getByRole("button", { name: /^Save/ }).click();
  await expect(async () => {
    await leser.reload();
    await expect(leser.getByText("Diese Übersetzung ist älter als das Original, das seither geändert wurde.")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(leser.getByText("Exporte dauern bis zu zehn Minuten.")).toBeVisible();
});
