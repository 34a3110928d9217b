import { expect, type Page } from "@playwright/test";
import { expectSound, fillComposer, personIn, publish, stranger, test, visit } from "./journey.ts";

const body = "About 1 in 20 requests fails.";

interface Opening {
  title: string;
  components: Record<string, string>;
  audience?: RegExp;
  customers?: string[];
}

/** Opens an incident and answers its code. */
async function open(jonas: Page, { title, components, audience = /^Everyone/, customers = [] }: Opening): Promise<string> {
  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Investigating", body, components });
  await jonas.getByRole("radio", { name: audience }).check();
  for (const customer of customers) await jonas.getByRole("checkbox", { name: customer }).check();
  await publish(jonas);
  await expect(jonas.getByRole("heading", { level: 1 })).toContainText(title);
  return new URL(jonas.url()).pathname.split("/").at(-1) ?? "";
}

async function choose(page: Page, verb: string): Promise<void> {
  await page.locator("summary").filter({ hasText: /^More$/ }).click();
  await page.getByRole("link", { name: verb }).click();
  await expectSound(page);
}

/** A `datetime-local` moved by so many minutes. */
async function moveBack(page: Page, label: string, minutes: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true }).first();
  const [date, time] = (await field.inputValue()).split("T");
  const at = new Date(`${date}T${time}Z`);
  await field.fill(new Date(at.getTime() - minutes * 60_000).toISOString().slice(0, 16));
}

test("an impact that began earlier is corrected, and uptime follows @looks", async ({ browser }, { project }) => {
  test.slow();
  const title = `Tokens are slow (${project.name})`;
  // Each shape of the window reaches further back than the one before, so that each changes the figure.
  const days = 1 + ["desktop", "phone", "desktop-dark", "phone-dark"].indexOf(project.name);
  const [jonas, mira, reader] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Mira Okafor"), await stranger(browser)];
  const code = await open(jonas, { title, components: { "Payment links": "Major outage" } });

  await test.step("the form shows what it changes, for whom, before it is saved", async () => {
    await mira.goto(`/admin/incidents/${code}`);
    await choose(mira, "Correct the impact");
    await mira.getByRole("link", { name: /^Correct Payment links/ }).click();
    await moveBack(mira, "From", days * 24 * 60);
    await mira.getByLabel("Why").fill("Our logs show failures since the day before.");
    await mira.getByRole("button", { name: "Show what it changes" }).click();
    const figures = mira.getByRole("table", { name: /Uptime over 90 days/ }).getByRole("row").filter({ hasText: "Public page" });
    await expect(figures).toContainText("%");
    await expect(figures).not.toContainText("the same");
    await expectSound(mira);
    await mira.getByRole("button", { name: "Save the correction" }).click();
    await expect(mira.getByText("The record is corrected.")).toBeVisible();
    await expect(mira.getByText("Our logs show failures since the day before.")).toBeVisible();
    await expectSound(mira);
  });

  await test.step("readers see it with its reason, and the component's uptime is less", async () => {
    await visit(reader, `/incidents/${code}`);
    await expect(reader.getByText("Our logs show failures since the day before.")).toBeVisible();
    await expect(reader.getByText(new RegExp(`^${days} d.* in all$`))).toBeVisible();
  });
});

test("a past incident is recorded, and readers are told when it was @looks", async ({ browser }, { project }) => {
  const title = `Receipts were late (${project.name})`;
  const [jonas, reader] = [await personIn(browser, "Jonas Lindqvist"), await stranger(browser)];
  await visit(jonas, "/admin/incidents/backfill");
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 16);
  await jonas.getByLabel("Title").fill(title);
  const post = (number: number) => jonas.getByRole("group", { name: new RegExp(`^Post ${number}`) });
  await post(1).getByLabel(/^It happened/).fill(ago(72));
  await post(1).getByLabel("What happened").fill("Receipts came hours late.");
  await post(1).getByLabel("Payment links").selectOption({ label: "Degraded performance" });
  await jonas.getByRole("button", { name: "One more post" }).click();
  await expect(jonas.getByLabel("Title")).toHaveValue(title);
  await expect(post(4)).toBeVisible();
  await jonas.getByRole("button", { name: "Record it" }).click();
  await expect(jonas.getByText("The last post must say that it is resolved.", { exact: false })).toBeVisible();
  await expectSound(jonas);
  await post(4).getByLabel("State").selectOption({ label: "Resolved" });
  await post(4).getByLabel(/^It happened/).fill(ago(70));
  await post(4).getByLabel("What happened").fill("Receipts are quick again.");
  await jonas.getByRole("button", { name: "Record it" }).click();
  await expect(jonas.getByRole("heading", { level: 1 })).toContainText(title);
  await expect(jonas.getByText("after it was over")).toBeVisible();
  await expectSound(jonas);
  const code = new URL(jonas.url()).pathname.split("/").at(-1);
  await visit(reader, `/incidents/${code}`);
  await expect(reader.getByText("after it was over")).toBeVisible();
  await expect(reader.getByText("Receipts came hours late.")).toBeVisible();
  expect(await (await reader.request.get("/history.rss")).text()).not.toContain(title);
});

test("of a merge each reader sees what is theirs @looks", async ({ browser }, { project }) => {
  test.slow();
  const [source, target] = [`Refunds hang (${project.name})`, `The ledger of Acme is behind (${project.name})`];
  const [jonas, anna, carla] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Anna Keller"), await personIn(browser, "Carla Gomez")];
  const from = await open(jonas, { title: source, components: { Refunds: "Partial outage" } });
  const into = await open(jonas, { title: target, components: { Disputes: "Degraded performance" }, audience: /^Selected customers/, customers: ["Acme Retail"] });

  await test.step("the form says who will see what, and asks for last words", async () => {
    await jonas.goto(`/admin/incidents/${from}`);
    await choose(jonas, "Merge into another");
    await jonas.getByLabel("The incident that goes on").selectOption(into);
    await jonas.getByRole("button", { name: "Show what happens" }).click();
    await expect(jonas.getByText("Not everyone who sees this one will see the other")).toBeVisible();
    await expect(jonas.getByLabel("Refunds", { exact: true })).toHaveValue("partial_outage");
    await expectSound(jonas);
    await jonas.getByLabel(/^First post of/).fill("Both are one.");
    await jonas.getByLabel(/^Last words of/).fill("This record ends here.");
    await jonas.getByRole("button", { name: /^Merge into/ }).click();
    await expect(jonas.getByRole("heading", { level: 1 })).toContainText(target);
    await expectSound(jonas);
  });

  await test.step("Acme is led to the one that goes on, and reads both", async () => {
    const answer = await anna.request.get(`/c/acme/incidents/${from}`, { maxRedirects: 0 });
    expect([answer.status(), answer.headers()["location"]]).toEqual([308, `/c/acme/incidents/${into}`]);
    // A browser that kept it would go on leading there when its reader may not see the other any more.
    expect(answer.headers()["cache-control"]).toContain("no-store");
    await anna.goto(`/c/acme/incidents/${from}`);
    await expect(anna).toHaveURL(new RegExp(`/c/acme/incidents/${into}$`));
    await expect(anna.getByText("Both are one.")).toBeVisible();
    await expect(anna.getByText(`Of “${source}”, which was merged into this`).first()).toBeVisible();
    await expectSound(anna);
  });

  await test.step("Globex and the public read its last words, and nothing of the other", async () => {
    const reader = await stranger(browser);
    for (const [page, path] of [[carla, `/c/globex/incidents/${from}`], [reader, `/incidents/${from}`]] as const) {
      await visit(page, path);
      await expect(page.getByText("This record ends here.")).toBeVisible();
      expect(await page.content()).not.toMatch(new RegExp(`ledger of Acme|Both are one|${into}|[Mm]erged`));
      expect((await page.request.get(path.replace(from, into))).status()).toBe(404);
    }
  });
});

test("a false alarm is said to be one, and leaves no mark on uptime", async ({ browser }, { project }) => {
  const title = `Webhooks look late (${project.name})`;
  const [jonas, reader] = [await personIn(browser, "Jonas Lindqvist"), await stranger(browser)];
  const code = await open(jonas, { title, components: { "Payment links": "Major outage" } });
  await choose(jonas, "It was a false alarm");
  await jonas.getByLabel("What readers should know").fill("Our probe was wrong. Nothing failed.");
  await jonas.getByRole("button", { name: "Post it and end the incident" }).click();
  await expect(jonas.getByText("False alarm").first()).toBeVisible();
  await visit(reader, `/incidents/${code}`);
  await expect(reader.getByText("False alarm").first()).toBeVisible();
  await expect(reader.getByText("Nothing was affected.")).toBeVisible();
  await reader.goto("/history");
  await expect(reader.getByRole("listitem").filter({ hasText: title })).toContainText("false alarm");
});

test("without any script a time is corrected, and two incidents are linked @once", async ({ browser }) => {
  const plain = { javaScriptEnabled: false };
  const [jonas, mira, reader] = [await personIn(browser, "Jonas Lindqvist", plain), await personIn(browser, "Mira Okafor", plain), await stranger(browser, plain)];
  const [one, other] = [await open(jonas, { title: "Exports are slow", components: { "Payment links": "Degraded performance" } }), await open(jonas, { title: "Imports are slow", components: { "Payment links": "Degraded performance" } })];
  await mira.goto(`/admin/incidents/${one}`);
  await mira.getByRole("link", { name: "Correct the time" }).click();
  await moveBack(mira, (await mira.locator("label[for=occurredAt]").textContent()) ?? "", 30);
  await mira.getByLabel("Why").fill("It began before our alarm.");
  await mira.getByRole("button", { name: "Save the time" }).click();
  await expect(mira.getByText("It began before our alarm.")).toBeVisible();
  await jonas.goto(`/admin/incidents/${one}/related`);
  await jonas.getByLabel("Link another").fill(other);
  await jonas.getByRole("button", { name: "Link", exact: true }).click();
  await expect(jonas.getByRole("link", { name: "Imports are slow" })).toBeVisible();
  await reader.goto(`/incidents/${one}`);
  await expect(reader.getByText("It began before our alarm.")).toBeVisible();
  await reader.getByRole("link", { name: "Imports are slow" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toContainText("Imports are slow");
});
