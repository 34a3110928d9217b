import { expect, type Page } from "@playwright/test";
import { expectSound, fillComposer, openMail, publish, personIn, stranger, test, textOfMail, visit } from "./journey.ts";

const body = "Refunds take up to two hours to reach the card. No refund is lost.";
const note = "Your store tills may show the refund as pending until noon.";

test("an update with a note reaches whom it is for and nobody else: page, mail and feed @looks", async ({ browser }, { project }) => {
  test.slow();
  const title = `Refunds are slow (${project.name})`;
  const [jonas, anna, carla, reader, priya] = [
    await personIn(browser, "Jonas Lindqvist"),
    await personIn(browser, "Anna Keller"),
    await personIn(browser, "Carla Gomez"),
    await stranger(browser),
    await personIn(browser, "Priya Raman"),
  ];

  await test.step("Jonas opens an incident with a note for Acme", async () => {
    await expectSound(jonas);
    await visit(jonas, "/admin/incidents/new");
    await fillComposer(jonas, { title, state: "Investigating", body, components: { Refunds: "Degraded performance" }, notes: { "Acme Retail": note }, promise: "30 min" });
    await jonas.getByRole("radio", { name: /^Everyone/ }).check();
    await expect(jonas.getByRole("region", { name: "Will be seen by" })).toContainText("Acme Retail");
    await expectSound(jonas);
    await publish(jonas);
    await expect(jonas.getByRole("heading", { level: 1 })).toContainText(title);
    await expectSound(jonas);
  });

  await test.step("Acme reads the note beside the common words", async () => {
    await visit(anna, "/c/acme");
    await openIncident(anna, title);
    await expect(anna.getByText(body)).toBeVisible();
    await expect(anna.getByText(note)).toBeVisible();
    await expectSound(anna);
  });

  await test.step("Globex and the public read the common words only", async () => {
    for (const [page, home] of [[carla, "/c/globex"], [reader, "/"]] as const) {
      await visit(page, home);
      await openIncident(page, title);
      await expect(page.getByText(body)).toBeVisible();
      await expectSound(page);
      expect(await page.content()).not.toMatch(/store tills|Acme|Our gateway/);
    }
  });

  await test.step("the mail to Acme has the note, the mail to Globex has not", async () => {
    await openMail(priya, { to: "anna.keller@acme.example", subject: title });
    await expect(textOfMail(priya)).toContainText(note);
    await expect(priya.frameLocator("iframe").getByText(note)).toBeVisible();
    await openMail(priya, { to: "carla.gomez@globex.example", subject: title });
    await expect(textOfMail(priya)).toContainText(body);
    expect(await priya.content()).not.toMatch(/store tills|Acme/);
    await expectSound(priya);
  });

  await test.step("the public feed has the common words, Anna's own feed has the note too", async () => {
    const open = await (await reader.request.get("/history.rss")).text();
    expect(open).toContain(title);
    expect(open).toContain("No refund is lost");
    expect(open).not.toMatch(/store tills|Acme/);
    const address = await makeFeed(anna, `Team channel ${project.name}`);
    const own = await (await reader.request.get(address)).text();
    expect(own).toContain("store tills");
    expect(own).toContain("No refund is lost");
  });

  await test.step("Jonas resolves it, and everybody sees that", async () => {
    await fillComposer(jonas, { title, state: "Resolved", body: "Refunds are quick again.", components: { Refunds: "Operational" } });
    await publish(jonas);
    await expect(jonas.getByText("Refunds are quick again.").first()).toBeVisible();
    for (const page of [anna, carla, reader]) {
      await page.goto(page === reader ? "/history" : page === anna ? "/c/acme/incidents" : "/c/globex/incidents");
      await openIncident(page, title);
      await expect(page.getByText("Refunds are quick again.")).toBeVisible();
      await expectSound(page);
    }
  });
});

test("the same without any script", async ({ browser }, { project }) => {
  const plain = { javaScriptEnabled: false };
  const title = `Disputes cannot be answered (${project.name})`;
  const jonas = await personIn(browser, "Jonas Lindqvist", plain);
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Identified", body, components: { Disputes: "Partial outage" }, notes: { "Globex Travel": "Evidence deadlines are extended for you." } });
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(jonas.getByRole("heading", { level: 1 })).toContainText(title);
  const carla = await personIn(browser, "Carla Gomez", plain);
  await carla.goto("/c/globex");
  await openIncident(carla, title);
  await expect(carla.getByText("Evidence deadlines are extended for you.")).toBeVisible();
  const reader = await stranger(browser, plain);
  await reader.goto("/");
  await openIncident(reader, title);
  await expect(reader.getByText(body)).toBeVisible();
  expect(await reader.content()).not.toContain("Evidence deadlines");
});

test("of two people who write at once the second is told, and loses nothing @once", async ({ browser }, { project }) => {
  const title = `Payment links expire early (${project.name})`;
  const [jonas, mira] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Mira Okafor")];
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Investigating", body, components: { "Payment links": "Degraded performance" } });
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(jonas.getByRole("heading", { level: 1 })).toContainText(title);
  await mira.goto(jonas.url());
  await fillComposer(jonas, { title, state: "Identified", body: "Jonas found the cause." });
  await fillComposer(mira, { title, state: "Monitoring", body: "Mira typed this meanwhile." });
  await publish(jonas);
  await expect(jonas.getByText("Jonas found the cause.").first()).toBeVisible();
  await publish(mira);
  await expect(mira.getByText("Somebody posted while you were writing")).toBeVisible();
  await expect(mira.getByLabel("What readers should know")).toHaveValue("Mira typed this meanwhile.");
  await expect(mira.getByText("Jonas found the cause.").first()).toBeVisible();
  await expectSound(mira);
  await publish(mira);
  await expect(mira.getByText("Mira typed this meanwhile.").first()).toBeVisible();
  await expect(mira.getByText("Somebody posted while you were writing")).toBeHidden();
});

async function openIncident(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: title }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
}

async function makeFeed(member: Page, label: string): Promise<string> {
  await visit(member, "/c/acme/notifications");
  await member.getByLabel("New feed for").fill(label);
  await member.getByRole("button", { name: "Make the addresses" }).click();
  await expectSound(member);
  return member.getByRole("textbox", { name: "RSS" }).inputValue();
}
