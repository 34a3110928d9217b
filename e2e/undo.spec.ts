import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect } from "@playwright/test";
import { expectSound, fillComposer, publish, personIn, stranger, test } from "./journey.ts";

const port = Number(process.env.E2E_UNDO_PORT ?? 3221);
const baseURL = `http://localhost:${port}`;
let portal: ChildProcess;

// A portal of its own, in which publishing waits.
test.beforeAll(async () => {
  portal = spawn(process.execPath, ["--import", "./scripts/tsx-hook.mjs", "scripts/serve-e2e.mjs"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", PORT: String(port), HOST: "127.0.0.1", APP_URL: baseURL, DATA_DIR: "./data/undo/e2e", DATABASE_URL: "", DEMO: "true", UNDO_SECONDS: "8", AUTH_SECRET: "a-secret-for-tests-only-0123456789abcdef", LOG_LEVEL: "warn", RESEND_API_KEY: "", SMTP_URL: "" },
  });
  const served = new Promise<void>((resolve) => portal.stdout?.on("data", (text: Buffer) => text.includes("Sign in: ") && resolve()));
  await Promise.race([served, once(portal, "exit").then(() => Promise.reject(new Error("The portal ended before it served.")))]);
});

test.afterAll(async () => {
  const ended = once(portal, "exit");
  portal.kill("SIGTERM");
  await ended;
});

test("what is undone was never shown; what is not undone appears by itself @once", async ({ browser }) => {
  test.slow();
  const [jonas, reader] = [await personIn(browser, "Jonas Lindqvist", { baseURL }), await stranger(browser)];
  const post = { title: "Ledger exports are empty", state: "Investigating", body: "Files arrive without rows.", components: { "Ledger exports": "Partial outage" } };
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, post);
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(jonas.getByText("About to be published").first()).toBeVisible();
  await expectSound(jonas);
  await reader.goto(`${baseURL}/`);
  await expect(reader.getByText(post.title)).toHaveCount(0);
  await jonas.getByRole("button", { name: /^Undo/ }).click();
  await expect(jonas.getByText("Undone. Nothing was shown and nothing was sent.")).toBeVisible();
  await expect(jonas.getByLabel("What readers should know")).toHaveValue(post.body);
  await expectSound(jonas);
  await publish(jonas);
  await expect(jonas.getByText("About to be published").first()).toBeVisible();
  await expect(async () => {
    await reader.goto(`${baseURL}/`);
    await expect(reader.getByRole("link", { name: post.title }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
});
