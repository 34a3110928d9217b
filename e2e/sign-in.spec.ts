import { AxeBuilder } from "@axe-core/playwright";
import Database from "better-sqlite3";
import { expect, test, type Page } from "@playwright/test";
import { seal } from "#lib/platform/crypto";
import { startOidcProvider } from "#lib/testing/oidc-provider";
import { databaseFile, linkIn, mailTo, signInAs } from "./support.ts";

const anna = "anna.keller@acme.example";

async function askForLink(page: Page, email: string, next = "/account"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

// Mails to one address are limited, so each test has a person of its own.
test("a scanner opens the link first and uses nothing up; the person signs in with it, once", async ({ page, browser, request }) => {
  const started = Date.now();
  await askForLink(page, anna);
  const link = linkIn(await mailTo(anna, started), "/sign-in/confirm");
  await request.head(link);
  for (let opening = 0; opening < 3; opening += 1) expect((await request.get(link)).status()).toBe(200);
  const scanner = await (await browser.newContext()).newPage();
  await scanner.goto(link);
  await expect(scanner.getByRole("heading", { name: "Go on where you asked for this link" })).toBeVisible();

  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText(anna)).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("the code signs in the browser that asked, after a wrong one @once", async ({ page }) => {
  const email = "ben.fuchs@acme.example";
  const started = Date.now();
  await askForLink(page, email);
  const code = /there: (\d{3} \d{3})/.exec((await mailTo(email, started)).text)?.[1] ?? "";
  await page.getByLabel("Six-digit code").fill(code === "000 000" ? "111111" : "000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("You have 4 more tries.")).toBeVisible();
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/account$/);
});

test("an unknown address reads the same page as a known one @once", async ({ page }) => {
  await askForLink(page, "nobody@nowhere.example");
  const unknown = (await page.locator("main").innerText()).replace("nobody@nowhere.example", "…");
  await askForLink(page, "dan.price@globex.example");
  expect((await page.locator("main").innerText()).replace("dan.price@globex.example", "…")).toBe(unknown);
});

test("signing out everywhere signs out the other browser at its next click @once", async ({ page, browser, baseURL }) => {
  await signInAs(page, "Carla Gomez", "/account");
  const other = await (await browser.newContext({ baseURL })).newPage();
  await signInAs(other, "Carla Gomez", "/account");
  await expect(other.getByText("This browser")).toBeVisible();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByText("You are signed out everywhere.")).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in\?next=%2Faccount/);
});

test("a company's people go to its own sign-in and come back signed in", async ({ page, baseURL }) => {
  const id = `idp_e2e_${test.info().project.name}`;
  const secret = "a-client-secret-of-some-length";
  const provider = await startOidcProvider({
    clients: [{ clientId: "candor", clientSecret: secret, redirectUris: [`${baseURL}/api/auth/callback/${id}`] }],
    accounts: { ishaan: { email: "ishaan.rao@initech.example", email_verified: true, name: "Ishaan Rao" }, stranger: { email: "eve@elsewhere.example", email_verified: true } },
  });
  const started = Date.now();
  try {
    setProvider({ id, customerId: "cus_initech", issuer: provider.issuer, secret });
    await askForLink(page, "ishaan.rao@initech.example");
    await page.goto(linkIn(await mailTo("ishaan.rao@initech.example", started), "/sign-in/company/"));
    await page.getByRole("button", { name: "Continue with Initech Payroll" }).click();
    await passProvider(page, "ishaan");
    await expect(page).toHaveURL(/\/c\/initech$/);

    await page.goto("/account");
    await expect(page.getByText("Initech Payroll sign-in")).toBeVisible();
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.context().clearCookies({ domain: "127.0.0.1" });
    await page.getByRole("button", { name: "Continue with Initech Payroll" }).click();
    await passProvider(page, "stranger");
    await expect(page.getByText("does not open this portal")).toBeVisible();
  } finally {
    setProvider(null);
    await provider.close();
  }
});

async function passProvider(page: Page, login: string): Promise<void> {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: /continue/i }).click();
}

function setProvider(provider: { id: string; customerId: string; issuer: string; secret: string } | null): void {
  const database = new Database(databaseFile);
  database.prepare("delete from identity_providers where customer_id = 'cus_initech'").run();
  if (provider) {
    const insert = database.prepare("insert into identity_providers (id, customer_id, issuer, client_id, sealed_secret, created_at) values (?, ?, ?, 'candor', ?, ?)");
    insert.run(provider.id, provider.customerId, provider.issuer, seal(test.info().config.webServer?.env?.["AUTH_SECRET"] ?? "", `identity_providers/sealed_secret/${provider.id}`, provider.secret), Date.now());
  }
  database.close();
}

test("the pages of signing in and of people are accessible @looks", async ({ page }) => {
  for (const path of ["/sign-in", "/sign-in?error=AccessDenied", "/sign-in/confirm?request=none&token=none", "/sign-in/sent", "/setup/none"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await askForLink(page, `una${test.info().project.name}@nowhere.example`);
  await expectAccessible(page);
  await signInAs(page, "Priya Raman");
  for (const path of ["/account", "/admin/people", "/admin/audit"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});
