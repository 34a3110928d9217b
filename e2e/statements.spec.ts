import { readFile, writeFile } from "node:fs/promises";
import { expect, type Page, type TestInfo } from "@playwright/test";
import { expectSound, openMail, personIn, stranger, test, visit } from "./journey.ts";
import { linksExpire } from "./support/passing-time.ts";

const lastMonth = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "Europe/Berlin" }).format(lastDayOfLastMonth());

function lastDayOfLastMonth(): Date {
  const [year = 0, month = 1] = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", timeZone: "Europe/Berlin" }).format(new Date()).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, 0, 12));
}

/** Downloads what a link of the page leads to, under the name it comes with. */
async function download(page: Page, name: string, info: TestInfo): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).click();
  const file = await coming;
  const path = info.outputPath(file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

test("a customer reads its statement, takes its files along and has them proved; a digit changed is found @looks", async ({ browser }, info) => {
  test.slow();
  const anna = await personIn(browser, "Anna Keller");
  await visit(anna, "/c/acme/reports");
  await anna.getByRole("link", { name: lastMonth, exact: true }).click();
  await expect(anna.getByRole("heading", { level: 1, name: lastMonth })).toBeVisible();
  await expectSound(anna);
  await expect(anna.getByRole("region", { name: "Objectives" }).getByRole("row").filter({ hasText: "Checkout" })).toContainText(/99\.\d{3}/);
  await expect(anna.getByRole("region", { name: "Planned work and exclusions" })).toBeVisible();
  expect((await readFile(await download(anna, "Download the PDF", info))).subarray(0, 5).toString()).toBe("%PDF-");
  const [json, csv, evidence, chain] = [await download(anna, "JSON, signed", info), await download(anna, "CSV", info), await download(anna, "Evidence", info), await download(anna, "Chain", info)];

  await anna.getByRole("link", { name: "Check it" }).click();
  await expectSound(anna);
  await expect(anna.getByLabel("Files of the statement")).toBeVisible();
  const answer = anna.locator("[data-verify-result]");
  await anna.getByLabel("Files of the statement").setInputFiles([json, csv, evidence, chain]);
  await expect(answer).toContainText("The statement is proved.");
  await expect(answer).toContainText("Every figure was computed again from the evidence and is the same.");
  await expectSound(anna);
  const forged = info.outputPath("forged.csv");
  await writeFile(forged, (await readFile(csv, "utf8")).replace(/(\d)(\r\n)$/, (_, digit: string, end: string) => `${(Number(digit) + 1) % 10}${end}`).replace("Checkout", "Check0ut"));
  await anna.getByLabel("Files of the statement").setInputFiles([json, forged]);
  await expect(answer).toContainText("The statement is not proved.");
  await expect(answer).toContainText("The CSV file is not the one that belongs to this statement.");
});

test("a stakeholder reads one statement by its link until it expires or is revoked, and nothing else @once", async ({ browser }) => {
  test.slow();
  const [anna, carla, auditor] = [await personIn(browser, "Anna Keller"), await personIn(browser, "Carla Gomez"), await stranger(browser)];
  await anna.goto("/c/acme/reports");
  await anna.getByRole("link", { name: lastMonth, exact: true }).click();
  const home = new URL(anna.url()).pathname;
  expect((await carla.request.get(home)).status()).toBe(404);
  expect((await carla.request.get(`${home}/files/statement.pdf`)).status()).toBe(404);
  const links = [await share(anna, "Auditor of Acme"), await share(anna, "Ministry")];
  for (const link of links) {
    await visit(auditor, link);
    await expect(auditor.getByRole("heading", { level: 1, name: lastMonth })).toBeVisible();
    expect((await auditor.request.get(`${link}/statement.pdf`)).headers()["content-type"]).toBe("application/pdf");
  }
  expect((await auditor.request.get("/c/acme/reports", { maxRedirects: 0 })).status()).toBe(307);

  await anna.goto(`${home}/share`);
  await anna.locator("summary").filter({ hasText: "Auditor of Acme" }).click();
  await anna.getByRole("row").filter({ hasText: "Auditor of Acme" }).getByRole("button", { name: "Revoke" }).click();
  await expect(anna.getByText("Revoked. The link opens nothing any more.")).toBeVisible();
  expect((await auditor.request.get(links[0] ?? "")).status()).toBe(404);
  expect((await auditor.request.get(`${links[1]}/statement.csv`)).status()).toBe(200);
  linksExpire("Ministry");
  for (const file of ["", "/statement.pdf", "/evidence.json"]) expect((await auditor.request.get(`${links[1]}${file}`)).status()).toBe(404);
  await visit(anna, `${home}/share`);
  await expect(anna.getByText("Ministry")).toHaveCount(0);
  // A viewer is told whom to ask; the form is not there, and neither are the names of links.
  const ben = await personIn(browser, "Ben Fuchs");
  await visit(ben, `${home}/share`);
  await expect(ben.getByText("Ask an owner of Acme")).toBeVisible();
  await expect(ben.getByRole("button", { name: "Make the link" })).toHaveCount(0);
});

async function share(anna: Page, label: string): Promise<string> {
  await anna.getByRole("link", { name: "Owners can share it with somebody without an account" }).click();
  await anna.getByLabel("Who it is for").fill(label);
  await anna.getByRole("button", { name: "Make the link" }).click();
  await expect(anna.getByText("Copy the link now")).toBeVisible();
  await expectSound(anna);
  const link = await anna.getByLabel("Link", { exact: true }).inputValue();
  await anna.getByRole("navigation", { name: "You are here" }).getByRole("link", { name: lastMonth }).click();
  return new URL(link).pathname;
}

test("staff review a month, say something about it and release it; its customer hears of it and reads it @once", async ({ browser }) => {
  test.slow();
  const [mira, una, admin] = [await personIn(browser, "Mira Okafor"), await personIn(browser, "Una Walsh"), await personIn(browser, "Priya Raman")];
  await visit(mira, "/admin/statements");
  await mira.getByRole("region", { name: "To review" }).getByRole("link", { name: /Umbrella Health/ }).first().click();
  await expectSound(mira);
  const id = new URL(mira.url()).pathname.split("/").at(-1) ?? "";
  expect((await una.request.get(`/c/umbrella/reports/${id}`)).status()).toBe(404);
  await mira.getByLabel("What you say to the customer").fill("A quiet month. The new clinics are on board.");
  await mira.getByRole("button", { name: "Save the comment" }).click();
  await expect(mira.getByText("Saved.")).toBeVisible();
  await mira.getByRole("button", { name: "Release it to the customer" }).click();
  await expect(mira.getByText("Its customer sees it")).toBeVisible();
  await expectSound(mira);

  await openMail(admin, { to: "una.walsh@umbrella.example", subject: "Reliability statement: Umbrella Health" });
  await visit(una, `/c/umbrella/reports/${id}`);
  await expect(una.getByText("A quiet month. The new clinics are on board.")).toBeVisible();
  // Nothing was counted since: there is nothing to amend, and the form says so and keeps what was written.
  await mira.getByText("Look for figures that have changed since").click();
  await mira.getByLabel("Why they changed").fill("Late counts of a clinic");
  await mira.getByRole("button", { name: "Read again and draft an amendment" }).click();
  await expect(mira.getByText(/same/).first()).toBeVisible();
  await expect(mira.getByLabel("Why they changed")).toHaveValue("Late counts of a clinic");
});
