import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import webPush from "web-push";
import { signIn, startPortal } from "../bench/portal.ts";
import { stopAll } from "../bench/processes.ts";
import { answers, startReceiver } from "#lib/testing/receiver";

const out = "/tmp/chshots";
mkdirSync(out, { recursive: true });
const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const receiver = await startReceiver();
const portal = await startPortal(mkdtempSync(join(tmpdir(), "ch-")), { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "t", TWILIO_FROM: "+4915112345678", TWILIO_BASE_URL: receiver.url, VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: "mailto:a@b.example" });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run"] });
try {
  const cookie = await signIn(portal.address, "per_anna_keller");
  console.log("cookie", typeof cookie, String(cookie).slice(0, 40));
  const [name = "", value = ""] = String(cookie).split("=");
  const open = async (look: object) => {
    const context = await browser.newContext({ baseURL: portal.address, reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/Berlin", ...look });
    await context.addCookies([{ name, value: value.split(";")[0] ?? "", url: portal.address }]);
    const page = await context.newPage();
    page.on("console", (message) => console.log("console:", message.type(), message.text()));
    return page;
  };
  const light = { viewport: { width: 1440, height: 1000 }, colorScheme: "light" };
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: "light" };
  const dark = { viewport: { width: 1440, height: 1000 }, colorScheme: "dark" };
  const page = await open(light);
  await page.goto("/c/acme/notifications");
  await page.screenshot({ path: `${out}/notifications.png`, fullPage: true });
  await page.goto("/c/acme/notifications/channels");
  await page.screenshot({ path: `${out}/empty.png`, fullPage: true });
  const add = async (kind: string, address: string, label: string) => {
    await page.goto("/c/acme/notifications/channels");
    await page.getByText(kind, { exact: true }).click();
    await page.getByLabel("Its address").fill(address);
    await page.getByLabel("What you call it").fill(label);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.waitForURL(/saved=/);
  };
  await add("Webhook", `${receiver.url}/hook/abcdef`, "Our ticket system");
  await page.screenshot({ path: `${out}/added.png`, fullPage: true });
  await page.getByRole("button", { name: "Send a test message" }).click();
  await page.waitForURL(/saved=(test|waiting)/);
  receiver.answerWith(answers.status(500, {}, '{"error":"the ticket system is on holiday"}'));
  await page.getByRole("button", { name: "Send a test message" }).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${out}/tested.png`, fullPage: true });
  await add("Slack", `${receiver.url}/slack/xyz`, "The on-call channel of the payments platform team in Berlin and Singapore, with a name that is long");
  receiver.answerWith(answers.status(404, {}, "no_service"));
  await page.getByRole("button", { name: "Send a test message" }).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${out}/off.png`, fullPage: true });
  receiver.answerWith(answers.status(201, {}, '{"sid":"SM1"}'));
  await add("Text message", "+49 151 2345678", "Anna, on call");
  await page.screenshot({ path: `${out}/code.png`, fullPage: true });
  await add("Webhook", "http://10.0.0.1/x", "x").catch(() => {});
  await page.goto("/c/acme/notifications/channels");
  await page.getByLabel("Its address").fill("http://10.0.0.1/x");
  await page.getByLabel("What you call it").fill("Inside");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.waitForURL(/form=/);
  await page.screenshot({ path: `${out}/refused.png`, fullPage: true });
  for (const [key, look] of [["phone", phone], ["dark", dark]] as const) {
    const other = await open(look);
    await other.goto("/c/acme/notifications/channels");
    await other.screenshot({ path: `${out}/list-${key}.png`, fullPage: true });
    await other.getByRole("link", { name: /on-call channel/ }).click();
    await other.waitForURL(/sub_/);
    await other.screenshot({ path: `${out}/one-${key}.png`, fullPage: true });
  }
  const admin = await signIn(portal.address, "per_priya_raman");
  const [adminName = "", adminValue = ""] = String(admin).split("=");
  const context = await browser.newContext({ baseURL: portal.address, viewport: { width: 1440, height: 1000 } });
  await context.addCookies([{ name: adminName, value: adminValue.split(";")[0] ?? "", url: portal.address }]);
  const staff = await context.newPage();
  await staff.goto("/admin/subscribers");
  await staff.screenshot({ path: `${out}/admin.png` });
  await staff.goto("/admin/deliveries");
  await staff.screenshot({ path: `${out}/admin-deliveries.png` });
  console.log(receiver.received.map((each) => `${each.path} ${each.headers["webhook-id"] ?? ""}`).join("\n"));
} finally {
  await browser.close();
  await stopAll();
  await receiver.close();
}
