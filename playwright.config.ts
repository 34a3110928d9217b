import { defineConfig, devices } from "@playwright/test";
import { dnsPort } from "./e2e/support/dns-zone.ts";
import { dataFolder, lane } from "./e2e/support/lane.ts";
import { webhookSecret } from "./e2e/support/secrets.ts";

const port = Number(process.env.E2E_PORT ?? 3217);
const address = `http://localhost:${port}`;
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: `test-results/${lane}`,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Ends a test that hangs; what a page should do in time is asserted by the tests themselves.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: `reports/e2e-${lane}.json` }]],
  use: {
    baseURL: address,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    },
  },
  // Told in each shape; @once is what no shape can change; the dark variants run what is tagged @looks.
  projects: [
    { name: "desktop", use: desktop },
    { name: "phone", use: phone, grepInvert: /@once/ },
    { name: "desktop-dark", use: { ...desktop, colorScheme: "dark" }, grep: /@looks/ },
    { name: "phone-dark", use: { ...phone, colorScheme: "dark" }, grep: /@looks/ },
  ],
  webServer: {
    command: "node --import ./scripts/tsx-hook.mjs scripts/serve-e2e.mjs",
    url: `${address}/healthz`,
    env: {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(port),
      HOST: "127.0.0.1",
      APP_URL: address,
      DATA_DIR: dataFolder,
      DATABASE_URL: "",
      DEMO: "true",
      UNDO_SECONDS: "0",
      AUTH_SECRET: "a-secret-for-tests-only-0123456789abcdef",
      LOG_LEVEL: "warn",
      RESEND_API_KEY: "",
      RESEND_WEBHOOK_SECRET: webhookSecret,
      SMTP_URL: "",
      DNS_SERVERS: `127.0.0.1:${dnsPort}`,
    },
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    reuseExistingServer: false,
    timeout: 120_000,
    stdout: "pipe",
  },
});
