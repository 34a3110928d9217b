import { expect, test, type Page } from "@playwright/test";
import { type CopyServer, startCopyServer } from "./support/copy-server.ts";

const seconds = 1_000;
const copyNote = (at: string) => `<p>The portal cannot be reached; this is a copy, <time data-snapshot-age datetime="${at}"></time>.</p>`;

let server: CopyServer;

test.beforeEach(async () => {
  server = await startCopyServer(document("All systems operational"));
});

test.afterEach(async () => {
  await server.stop();
});

function document(sentence: string, note = ""): string {
  return `<!doctype html><html lang="en"><head><title>${sentence}</title><script async blocking="render" src="/portal.js"></script></head><body><main data-refresh>${note}<h1>${sentence}</h1><p>As of now<span data-live></span></p><details id="one"><summary>One</summary><p>About one</p></details><details id="two" open><summary>Two</summary><p>About two</p></details></main><p id="announce" role="status"></p></body></html>`;
}

/** The page, with a clock that moves only when told to. */
async function opened(page: Page): Promise<void> {
  await page.clock.install();
  await page.goto(server.address);
  await expect(page.locator("[data-live]")).not.toBeEmpty();
}

/** Lets time pass by half minutes until the portal has answered the page. While a page still reads an answer it does not ask again. */
async function halfAMinute(page: Page): Promise<void> {
  const asked = server.answers.length;
  const answers = async () => {
    if (server.answers.length === asked) await page.clock.fastForward(30 * seconds);
    return server.answers.length;
  };
  await expect.poll(answers).toBeGreaterThan(asked);
}

test("an open page asks with the tag it came with, and hears 304 from the first time on @once", async ({ page }) => {
  await opened(page);
  await halfAMinute(page);
  await halfAMinute(page);
  expect(server.answers[0]).toBe(200);
  expect(new Set(server.answers.slice(1))).toEqual(new Set([304]));
  await expect(page.locator("[data-live]")).toHaveText(", kept up to date");
});

test("what changed is exchanged and announced; what the reader opened and closed stays so @once", async ({ page }) => {
  await opened(page);
  await page.getByText("One", { exact: true }).click();
  await page.getByText("Two", { exact: true }).click();
  server.serve(document("Card payments are failing"));
  await halfAMinute(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Card payments are failing");
  await expect(page).toHaveTitle("Card payments are failing");
  await expect(page.getByRole("status")).toContainText("Card payments are failing");
  await expect(page.getByText("About one")).toBeVisible();
  await expect(page.getByText("About two")).toBeHidden();
});

test("an open page that loses the portal says so and keeps what it said, a copy being no news @once", async ({ page }) => {
  await opened(page);
  server.serve(null);
  await page.clock.fastForward(30 * seconds);
  await expect(page.locator("[data-live]")).toContainText("Cannot be reached now");
  server.serve(document("Something older", copyNote("2026-11-02T13:00:00Z")));
  await halfAMinute(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("All systems operational");
  await expect(page.locator("[data-live]")).toContainText("Cannot be reached now");
  server.serve(document("Card payments are failing"));
  await halfAMinute(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Card payments are failing");
  await expect(page.locator("[data-live]")).toHaveText(", kept up to date");
});

test("a copy says its age, minute by minute, and gives way to the portal once that answers @once", async ({ page }) => {
  const madeAt = Date.UTC(2026, 10, 2, 13);
  server.serve(document("All systems operational", copyNote(new Date(madeAt).toISOString())));
  await page.clock.install({ time: madeAt + 12 * 60 * seconds });
  await page.goto(server.address);
  await expect(page.locator("[data-snapshot-age]")).toHaveText("12 min old");
  await expect(page.locator("[data-live]")).toContainText("Cannot be reached now");
  await halfAMinute(page);
  await halfAMinute(page);
  await expect(page.locator("[data-snapshot-age]")).toHaveText("13 min old");
  server.serve(document("Card payments are failing"));
  await page.clock.fastForward(30 * seconds);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Card payments are failing");
  await expect(page.locator("[data-snapshot-age]")).toHaveCount(0);
});
