import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { expectSound, personIn, stranger, test, visit } from "./journey.ts";

test("an admin makes a key, a program opens an incident with it, and once it is revoked it opens nothing @looks", async ({ browser, request }, { project }) => {
  const priya = await personIn(browser, "Priya Raman");
  const name = `Deploy pipeline (${project.name})`;
  await visit(priya, "/admin/settings");
  await priya.getByRole("link", { name: "Make and revoke keys" }).click();
  await priya.getByRole("button", { name: "Make the key" }).click();
  await expect(priya.getByLabel("What will use it")).toBeFocused();
  await priya.getByLabel("What will use it").fill(name);
  await priya.getByRole("button", { name: "Make the key" }).click();
  await expect(priya.getByText("Choose at least one thing that it may do.")).toBeVisible();
  await expect(priya.getByLabel("What will use it")).toHaveValue(name);
  await priya.getByLabel("Incidents, their updates, drafts and post-mortems").selectOption({ label: "Read and write" });
  await priya.getByRole("button", { name: "Make the key" }).click();
  const token = await priya.getByLabel("Key", { exact: true }).inputValue();
  await expectSound(priya);

  const title = `Cards fail, says a program (${project.name})`;
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": randomUUID() };
  const opened = await request.post("/api/v1/incidents", { headers, data: { title, visibility: "internal", state: "investigating", body: "The probe in Frankfurt says so." } });
  expect([opened.status(), opened.headers()["cache-control"]]).toEqual([201, "private, no-store"]);
  expect((await request.get("/api/v1/customers", { headers })).status()).toBe(403);
  await visit(priya, `/admin/incidents/${((await opened.json()) as { code: string }).code}`);
  await expect(priya.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await visit(priya, "/admin/settings/keys");
  await expect(priya.getByText(token)).toHaveCount(0);
  const row = priya.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("last used");
  await row.getByText(`Revoke ${name}`).click();
  await row.getByRole("button", { name: "Yes, revoke it" }).click();
  await expect(priya.getByText("Revoked. It opens nothing any more.")).toBeVisible();
  expect((await request.get("/api/v1/incidents", { headers })).status()).toBe(401);
});

test("whoever writes a program reads what it can ask for @looks", async ({ browser, request }) => {
  const page = await stranger(browser);
  await visit(page, "/docs/api");
  await page.getByText("Open an incident", { exact: true }).click();
  await expect(page.getByText("POST /incidents", { exact: true })).toBeVisible();
  await expect(page.locator("[id='incidents.open']")).toContainText("By when the next update is promised.");
  await expectSound(page);
  expect(((await (await request.get("/api/v1/openapi.json")).json()) as { openapi: string }).openapi).toBe("3.1.1");
});
