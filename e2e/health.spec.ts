import { readFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { expect } from "@playwright/test";
import { personIn, test, visit } from "./journey.ts";

test("staff see the riskiest objective first, find others, and read a customer's health @looks", async ({ browser }) => {
  test.slow();
  const mira = await personIn(browser, "Mira Okafor");
  await visit(mira, "/admin/slos");
  const rows = mira.getByRole("table", { name: "Objectives, the riskiest first" }).getByRole("row");
  const all = await rows.count();
  const first = await rows.nth(1).innerText();
  await mira.getByLabel("Customer").selectOption({ label: "Acme Retail" });
  await mira.getByRole("button", { name: "Show" }).click();
  await expect(mira).toHaveURL(/customer=cus_acme/);
  await expect(rows.filter({ hasText: "Globex" })).toHaveCount(0);
  expect(await rows.count()).toBeLessThan(all);
  await visit(mira, "/admin/slos?find=nothing+like+it");
  await expect(mira.getByText("None fits")).toBeVisible();
  await mira.getByRole("link", { name: "All objectives" }).click();
  expect(await rows.nth(1).innerText()).toBe(first);
  await mira.getByRole("link", { name: "Acme Retail" }).first().click();
  await expect(mira.getByRole("heading", { level: 1, name: "Acme Retail: how it was served" })).toBeVisible();
  await visit(mira, new URL(mira.url()).pathname);
  await expect(mira.getByRole("table", { name: "Objectives, the riskiest now first" }).getByRole("row").filter({ hasText: "Checkout" })).toContainText(/99\.\d{3}/);
  await mira.getByRole("link", { name: "Last quarter" }).click();
  await expect(mira.getByRole("link", { name: "Last quarter" })).toHaveAttribute("aria-current", "page");
});

test("a customer's health prints on one page, with what matters on it @once", async ({ browser }, info) => {
  const mira = await personIn(browser, "Mira Okafor");
  for (const customer of ["cus_acme", "cus_globex", "cus_umbrella"]) {
    await mira.goto(`/admin/customers/${customer}/health`);
    const file = info.outputPath(`${customer}.pdf`);
    await mira.pdf({ path: file, format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" } });
    expect((await readFile(file)).length).toBeGreaterThan(1_000);
    expect(execFileSync("pdfinfo", [file], { encoding: "utf8" }), customer).toMatch(/^Pages: +1$/m);
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    for (const heading of ["Objectives", "Incidents", "What it disputed", "Statements"]) expect(text).toContain(heading);
  }
});
