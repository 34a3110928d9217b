import { expect, type Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { expectSound, fillComposer, personIn, publish, stranger, test, visit } from "./journey.ts";
import { webhookSecret } from "./support/secrets.ts";
import { expectCollected, linkIn, mailTo, type Mail } from "./support.ts";

/** What a link scanner in front of a mailbox does: it opens every link of a mail before its reader sees it. */
async function scan(page: Page, mail: Mail): Promise<void> {
  const links = [...new Set([...mail.text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link.replace(/[.,]$/, "")))];
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect((await page.request.get(link)).status(), link).toBeLessThan(500);
}

test("a shared mailbox' life: asked for, confirmed, chosen, collected, muted, left and ended by itself @looks", async ({ browser }, { project }) => {
  test.slow();
  const address = `noc-life-${project.name}@harbour.example`;
  const [reader, jonas] = [await stranger(browser), await personIn(browser, "Jonas Lindqvist")];
  let since = Date.now();
  const next = async () => {
    const mail = await mailTo(address, since);
    await scan(reader, mail);
    since = Date.now();
    return mail;
  };

  await visit(reader, "/subscribe");
  await reader.getByLabel("Email address").fill(address);
  await reader.getByRole("button", { name: "Send me a mail to confirm" }).click();
  const confirm = linkIn(await next(), "/subscribe/confirm/");

  await test.step("the scanner confirmed nothing; a role's address is offered as one of several people", async () => {
    await visit(reader, confirm);
    await expect(reader.getByRole("heading", { name: "Get status mails" })).toBeVisible();
    await expect(reader.getByLabel("Several people read this mailbox")).toBeChecked();
    await reader.getByRole("button", { name: "Yes, send me status mails" }).click();
    await expect(reader).toHaveURL(/\/subscription\//);
  });
  const page = new URL(reader.url()).pathname;

  await test.step("what is chosen is kept: no announcements, one mail a day, in German", async () => {
    await reader.getByLabel("Announcements").uncheck();
    await reader.getByLabel("One mail a day, with all of it").check();
    await reader.getByLabel("Time of the daily mail").fill("03:30");
    await reader.locator("summary").filter({ hasText: "Fewer mails" }).click();
    await reader.getByLabel("Tell me of critical incidents").uncheck();
    await reader.getByLabel("Language").selectOption("de");
    await reader.getByRole("button", { name: "Save" }).click();
    await expect(reader.getByText("Your choice is saved.")).toBeVisible();
    await visit(reader, page);
    await expect(reader.getByLabel("Announcements")).not.toBeChecked();
    await expect(reader.getByLabel("Time of the daily mail")).toHaveValue("03:30");
    await expect(reader.getByLabel("Language")).toHaveValue("de");
  });

  const title = `Webhooks arrive late (life, ${project.name})`;
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Identified", body: "Events arrive up to five minutes late.", components: { Webhooks: "Degraded performance" } });
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(jonas).toHaveURL(/\/admin\/incidents\/(?!new)[a-z0-9]+$/);

  await test.step("whoever turns the daily mail off gets what was collected, and each mail at once from then on", async () => {
    await expectCollected(address);
    await visit(reader, `${page}?stop=digest`);
    await reader.getByRole("button", { name: "Get each mail at once" }).click();
    await expect(reader.getByText("Each mail comes at once again.")).toBeVisible();
    let digest: Mail | undefined;
    await expect(async () => {
      digest = await mailTo(address, since);
    }).toPass({ timeout: 60_000 });
    expect(digest?.subject).toMatch(/Ihr Tag, /);
    expect(digest?.text).toContain(title);
    expect(digest?.text).toContain("Ursache gefunden");
    expect(linkIn(await next(), "/subscription/"), "in the language chosen").toContain(`/de${page}`);
  });

  await test.step("one incident is muted and heard of again", async () => {
    await reader.goto(`${page}?incident=${await codeOf(reader, title)}`);
    await reader.getByRole("button", { name: "No more mails about this incident" }).click();
    await expect(reader.getByText("You hear nothing more about that incident.")).toBeVisible();
    await visit(reader, page);
    await reader.getByRole("button", { name: `Hear again about ${title}` }).click();
    await expect(reader.getByText("You hear about that incident again.")).toBeVisible();
  });

  await test.step("a mail that came back holds the address back, and staff try it again", async () => {
    await bounce(address);
    await visit(reader, page);
    await expect(reader.getByRole("heading", { name: "No mails go out" })).toBeVisible();
    await reader.getByRole("button", { name: "My mailbox takes mail again" }).click();
    await expect(reader.getByText("Mail to this address came back less than a day ago. Try again tomorrow.")).toBeVisible();
    const priya = await personIn(browser, "Priya Raman");
    await visit(priya, "/admin/quarantine");
    await priya.getByRole("link", { name: address }).click();
    await expect(priya.getByText("550 5.1.1 unknown").first()).toBeVisible();
    await expectSound(priya);
    await priya.getByRole("button", { name: "Try it again now" }).click();
    await expect(priya.getByText("That address is tried again")).toBeVisible();
    await visit(reader, page);
    await expect(reader.getByRole("heading", { name: "No mails go out" })).toHaveCount(0);
  });

  await test.step("one of its readers leaves; the list goes on", async () => {
    await reader.goto(page);
    await reader.getByRole("link", { name: "Leave this list" }).click();
    await reader.getByLabel("Your own address").fill(`somebody-${project.name}@harbour.example`);
    await reader.getByRole("button", { name: "Continue" }).click();
    await expect(reader.getByRole("heading", { name: "How to leave this list" })).toBeVisible();
  });

  await test.step("only the mailbox itself ends it, by a link of its own that a scanner opens in vain", async () => {
    await reader.goto(page);
    await reader.getByRole("link", { name: "Leave this list" }).click();
    await reader.getByLabel("Your own address").fill(address);
    await reader.getByRole("button", { name: "Continue" }).click();
    await expect(reader.getByRole("heading", { name: "The mailbox is asked" })).toBeVisible();
    const stop = linkIn(await next(), "/unsubscribe/");
    expect(stop, "in the language chosen").toContain("/de/unsubscribe/");
    await visit(reader, stop);
    await expect(reader.getByRole("heading", { name: "Statusmails für alle beenden?" })).toBeVisible();
    await reader.getByRole("button", { name: "Alle Mails beenden" }).click();
    await expect(reader.getByRole("heading", { name: "Die Mails sind beendet" })).toBeVisible();
  });
});

/** As Resend reports it, signed with the secret of the tests' portal. */
async function bounce(address: string): Promise<void> {
  const [id, at] = [`msg_${Date.now().toString(36)}`, new Date()];
  const body = JSON.stringify({ type: "email.bounced", created_at: at.toISOString(), data: { email_id: "re_life", to: [address], bounce: { type: "Permanent", message: "550 5.1.1 unknown" } } });
  const headers = { "content-type": "application/json", "svix-id": id, "svix-timestamp": String(Math.floor(at.getTime() / 1000)), "svix-signature": new Webhook(webhookSecret).sign(id, at, body) };
  const answer = await fetch(`${test.info().project.use.baseURL}/hooks/resend`, { method: "POST", headers, body });
  expect(answer.status).toBe(204);
}

async function codeOf(page: Page, title: string): Promise<string> {
  await page.goto("/");
  const href = await page.getByRole("link", { name: title }).first().getAttribute("href");
  return href?.split("/").at(-1)?.replace(/[?#].*$/, "") ?? "";
}
