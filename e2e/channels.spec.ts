import { expect, type Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { answers, startReceiver, type Receiver } from "#lib/testing/receiver";
import { expectSound, personIn, stranger, test, visit } from "./journey.ts";
import { linkIn, mailTo } from "./support.ts";

let receiver: Receiver;
test.beforeEach(async () => {
  receiver = await startReceiver();
});
test.afterEach(() => receiver.close());

const channels = "/c/acme/notifications/channels";

async function addPlace(page: Page, { path, kind, address, label }: { path: string; kind: string; address: string; label: string }): Promise<void> {
  await page.goto(path);
  await page.getByText(kind, { exact: true }).click();
  await page.getByLabel("Its address").fill(address);
  await page.getByLabel("What you call it").fill(label);
  await page.getByRole("button", { name: "Add", exact: true }).click();
}

test("a member adds a webhook, sees the secret once, tests it, sees why it fails, and removes it, all without script @looks", async ({ browser }, { project }) => {
  test.slow();
  const anna = await personIn(browser, "Anna Keller", { javaScriptEnabled: false });
  const label = `Our ticket system (${project.name})`;
  await addPlace(anna, { path: channels, kind: "Webhook", address: `${receiver.url}/hook/${project.name}/abcdef`, label });
  const secret = await anna.getByRole("textbox", { name: "Signing secret" }).inputValue();

  await test.step("a test message arrives, signed with that secret", async () => {
    await anna.getByRole("button", { name: "Send a test message" }).click();
    await expect(anna.getByText("The test message has left.")).toBeVisible();
    const [got] = receiver.received;
    expect(new Webhook(secret).verify(got?.body ?? "", got?.headers ?? {})).toMatchObject({ version: "1", type: "test", data: { customer: { slug: "acme" } } });
  });

  await test.step("what it answers is shown to its owner, and why nothing arrives", async () => {
    receiver.answerWith(answers.status(410, {}, "moved away"));
    await anna.getByRole("button", { name: "Send a test message" }).click();
    await expect(anna.getByText("Switched off, because nothing arrived")).toBeVisible();
    await anna.getByText("What it answered").first().click();
    await expect(anna.getByText("moved away")).toBeVisible();
    });

  await test.step("what was given up is sent again", async () => {
    receiver.answerWith(answers.status(200));
    await anna.getByRole("button", { name: "Switch on" }).click();
    await anna.getByRole("button", { name: "Send again" }).first().click();
    await expect(anna.getByText("Sent once more.")).toBeVisible();
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids.at(-1)).toBe(ids.at(-2));
  });

  await test.step("a new secret signs beside the old one", async () => {
    await anna.getByRole("button", { name: "Make a new secret" }).click();
    const next = await anna.getByRole("textbox", { name: "Signing secret" }).inputValue();
    await anna.getByRole("button", { name: "Send a test message" }).click();
    await expect(anna.getByText("The test message has left.")).toBeVisible();
    const got = receiver.received.at(-1);
    for (const each of [next, secret]) new Webhook(each).verify(got?.body ?? "", got?.headers ?? {});
  });

  await anna.locator("summary").filter({ hasText: "Remove" }).click();
  await anna.getByRole("button", { name: "Remove for good" }).click();
  await expect(anna.getByText("Removed.")).toBeVisible();
  await expect(anna.getByRole("link", { name: label })).toHaveCount(0);
});

test("a colleague sees nothing of it, and a refused address is not kept @once", async ({ browser }) => {
  const [anna, ben] = [await personIn(browser, "Anna Keller"), await personIn(browser, "Ben Fuchs")];
  await visit(anna, channels);
  await addPlace(anna, { path: channels, kind: "Slack", address: `${receiver.url}/slack/xyz`, label: "Only Anna's" });
  await expect(anna.getByRole("heading", { level: 1, name: "Only Anna's" })).toBeVisible();
  await expectSound(anna);
  const own = new URL(anna.url()).pathname;
  await visit(ben, channels);
  await expect(ben.getByText("Only Anna's")).toHaveCount(0);
  expect((await ben.request.get(own)).status()).toBe(404);
  await addPlace(ben, { path: channels, kind: "Webhook", address: "http://169.254.169.254/latest", label: "Inside" });
  await expect(ben.getByText("Only public https addresses can be used.")).toBeVisible();
  await expect(ben.getByLabel("Its address")).toHaveValue("");
});

test("a subscriber of the public page adds a room from the link in its mail @once", async ({ browser }) => {
  test.slow();
  const reader = await stranger(browser);
  const address = "room@harbour.example";
  const before = Date.now();
  await visit(reader, "/subscribe");
  await reader.getByLabel("Email address").fill(address);
  await reader.getByRole("button", { name: "Send me a mail to confirm" }).click();
  await reader.goto(linkIn(await mailTo(address, before), "/subscribe/confirm/"));
  await reader.getByRole("button", { name: "Yes, send me status mails" }).click();
  await reader.getByRole("link", { name: "Where else you are told" }).click();
  await expectSound(reader);
  await addPlace(reader, { path: new URL(reader.url()).pathname, kind: "Discord", address: `${receiver.url}/discord/xyz`, label: "Our room" });
  await reader.getByRole("button", { name: "Send a test message" }).click();
  await expect(reader.getByText("The test message has left.")).toBeVisible();
  expect(JSON.parse(receiver.received[0]?.body ?? "{}")).toMatchObject({ allowed_mentions: { parse: [] } });
});
