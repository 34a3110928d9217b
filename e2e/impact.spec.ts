import { readFile } from "node:fs/promises";
import Database from "better-sqlite3";
import { expect, type Page } from "@playwright/test";
import { expectSound, openMail, personIn, stranger, test, visit } from "./journey.ts";
import { databaseFile } from "./support.ts";

/** The newest incident of the demo that is over, that both customers see, and that failed requests of both. */
function sharedIncidents(): string[] {
  const database = new Database(databaseFile, { readonly: true });
  try {
    const rows = database.prepare("select code from incidents where visibility = 'public' and resolved_at is not null and impact <> 'none' order by started_at desc limit 12").all() as { code: string }[];
    return rows.map(({ code }) => code);
  } finally {
    database.close();
  }
}

const figureOf = (page: Page) => page.getByRole("region", { name: "In your own requests" }).locator("p").first();

/** Walks back through the incidents until one is found in which each of them lost something else. */
async function findUnequal(anna: Page, carla: Page): Promise<{ code: string; ours: string; theirs: string }> {
  for (const code of sharedIncidents()) {
    await anna.goto(`/c/acme/incidents/${code}`);
    await carla.goto(`/c/globex/incidents/${code}`);
    const [ours, theirs] = [await figureOf(anna).innerText(), await figureOf(carla).innerText()];
    if (/^[\d,]+ of your/.test(ours) && ours !== theirs) return { code, ours, theirs };
  }
  throw new Error("The demo has no incident that failed requests of Acme.");
}

test("a customer reads its objective, has a number explained and takes the counts along @looks", async ({ browser }) => {
  test.slow();
  const anna = await personIn(browser, "Anna Keller");
  await visit(anna, "/c/acme/slos");
  await anna.getByRole("link", { name: "Explain this number of Checkout" }).click();
  await expect(anna.getByRole("heading", { level: 1, name: "Checkout" })).toBeVisible();
  await expectSound(anna);
  const explained = anna.getByRole("region", { name: "Explain this number" });
  await expect(explained).toContainText("÷");
  await expect(explained.getByRole("table")).toContainText("Without them");
  await expect(anna.getByRole("img", { name: /^Budget left, day by day/ })).toBeVisible();
  await expect(anna.getByRole("region", { name: "Outlook, an estimate" })).toContainText("How right it was");
  const download = anna.waitForEvent("download");
  await explained.getByRole("link", { name: "Download the slots it came from" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  const totals = file.split("\r\n").slice(1).filter((line) => line.includes('"counted"')).map((line) => line.split(",")).reduce((sum, cells) => ({ good: sum.good + Number(cells[4]), total: sum.total + Number(cells[5]) }), { good: 0, total: 0 });
  expect(totals.total).toBeGreaterThan(10_000);
  expect(totals.good).toBeLessThan(totals.total);
  await anna.getByRole("link", { name: "How we count" }).first().click();
  await expect(anna.getByRole("heading", { level: 1, name: "How we count" })).toBeVisible();
  await expectSound(anna);
});

test("an incident did something else to each customer; one says that it looks wrong and is answered @once", async ({ browser }) => {
  test.slow();
  const [anna, carla, mira, admin, anybody] = [await personIn(browser, "Anna Keller"), await personIn(browser, "Carla Gomez"), await personIn(browser, "Mira Okafor"), await personIn(browser, "Priya Raman"), await stranger(browser)];
  const { code, ours, theirs } = await findUnequal(anna, carla);
  await expectSound(anna);
  expect(theirs).not.toBe(ours);
  await anybody.goto(`/incidents/${code}`);
  await expect(anybody.getByText("In your own requests")).toHaveCount(0);
  expect((await carla.request.get(`/c/acme/incidents/${code}/dispute`)).status()).toBe(404);
  expect((await carla.request.get(`/c/acme/incidents/${code}`)).status()).toBe(404);

  await anna.getByRole("link", { name: "This looks wrong" }).click();
  await expectSound(anna);
  await anna.getByLabel("What you saw, and where").fill("Our gateway counted 4,321 errors between 13:52 and 14:40 CET.");
  await anna.getByLabel("Failed requests by your count").fill("4,321");
  await anna.getByRole("button", { name: "Send it" }).click();
  await expect(anna.getByText("By your count 4,321 requests failed.")).toBeVisible();
  await expectSound(anna);
  await carla.goto(`/c/globex/incidents/${code}`);
  await expect(carla.getByText("4,321")).toHaveCount(0);

  await openMail(admin, { to: "mira.okafor@northlight.example", subject: "Acme Retail sees the impact differently" });
  await mira.goto(`/admin/incidents/${code}`);
  const impact = mira.getByRole("region", { name: "What it did to customers" });
  await expect(impact.getByRole("row").filter({ hasText: "Acme Retail" })).toBeVisible();
  await impact.getByLabel("Answer to Acme Retail").fill("You are right: we did not count what your gateway tried again.");
  await impact.getByLabel("Failed requests that you both go by").fill("4 300");
  await impact.getByRole("button", { name: "Answer" }).click();
  await expect(impact.getByText("Both of us go by 4,300 failed requests.")).toBeVisible();
  await expectSound(mira);
  await openMail(admin, { to: "anna.keller@acme.example", subject: "Our answer about the impact" });
  await anna.goto(`/c/acme/incidents/${code}`);
  await expect(anna.getByText("You are right: we did not count what your gateway tried again.")).toBeVisible();
  await expect(anna.getByRole("link", { name: "This looks wrong" })).toBeVisible();
});
