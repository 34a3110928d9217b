import { expect } from "@playwright/test";
import { fillComposer, openMail, publish, personIn, stranger, test, textOfMail, visit } from "./journey.ts";

test("a stranger subscribes, confirms by a button, reads a mail and stops with one click @looks", async ({ browser, baseURL }, { project }) => {
  test.slow();
  const address = `noc-${project.name}@harbour.example`;
  const [reader, priya, jonas] = [await stranger(browser), await personIn(browser, "Priya Raman"), await personIn(browser, "Jonas Lindqvist")];

  await visit(reader, "/subscribe");
  await reader.getByLabel("Email address").fill(address);
  await reader.getByRole("button", { name: "Send me a mail to confirm" }).click();
  await expect(reader.getByRole("heading", { level: 1, name: "Check your mail" })).toBeVisible();
  await openMail(priya, { to: address, subject: "" });
  const confirm = /\S+\/subscribe\/confirm\/\S+/.exec((await textOfMail(priya).textContent()) ?? "")?.[0] ?? "";

  await test.step("looking at the link, as scanners do, confirms nothing", async () => {
    for (let times = 0; times < 3; times += 1) await reader.request.get(confirm);
    await visit(reader, confirm);
    await reader.getByLabel("Several people read this mailbox").uncheck();
    await reader.getByRole("button", { name: "Yes, send me status mails" }).click();
    await expect(reader).toHaveURL(/\/subscription\//);
  });

  const title = `Webhooks arrive late (${project.name})`;
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Identified", body: "Events arrive up to five minutes late.", components: { Webhooks: "Degraded performance" } });
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await openMail(priya, { to: address, subject: title });
  await expect(priya.getByText("List-Unsubscribe=One-Click")).toBeVisible();
  const unsubscribe = /<(https?:[^>]+one-click)>/.exec((await priya.locator("dl").last().textContent()) ?? "")?.[1] ?? "";

  await test.step("one click of the mail program stops everything; looking does not", async () => {
    const page = unsubscribe.replace(/\/one-click$/, "");
    await visit(reader, page);
    expect((await reader.request.get(unsubscribe)).status()).toBe(405);
    const answer = await fetch(unsubscribe, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
    expect(answer.status).toBe(200);
    expect(new URL(unsubscribe).origin).toBe(baseURL);
    await reader.goto(page);
    await expect(reader.getByText(/stopped|no more mails|get nothing/i).first()).toBeVisible();
  });
});
