import { expect, type Page } from "@playwright/test";
import { expectSound, personIn, stranger, test, visit } from "./journey.ts";
import { linkIn, mailSaying, mailTo } from "./support.ts";
import { timePasses } from "./support/passing-time.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test("from a proposal to its completion, with an objection: asked, moved, accepted, begun by itself, late, extended, completed @once", async ({ browser }, { project }) => {
  test.slow();
  const title = `Gateway firmware (${project.name})`;
  const [jonas, anna, carla, reader] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Anna Keller"), await personIn(browser, "Carla Gomez"), await stranger(browser)];
  const from = nextHour(Date.now() + 9 * day);
  let code = "";
  let askedAt = 0;

  await test.step("Jonas plans it for whoever uses Acme's gateway, and asks them", async () => {
    await visit(jonas, "/admin/maintenance/new");
    await jonas.getByLabel("Title").fill(title);
    await fillTime(jonas, "Begins", from);
    await fillTime(jonas, "Ends", from + hour);
    await jonas.getByLabel("What readers should know").fill("The gateway in Frankfurt gets new firmware. Payments go over Dublin meanwhile.");
    await jonas.getByRole("checkbox", { name: /^Acme dedicated gateway/ }).check();
    await jonas.getByRole("radio", { name: /^Affected customers/ }).check();
    await fillTime(jonas, "Ask customers whether the time suits them", from - day);
    await jonas.getByRole("checkbox", { name: /^Complete at its end/ }).uncheck();
    await jonas.getByLabel("Reminders before it begins").fill("1 h");
    const seen = jonas.getByRole("region", { name: "Will be seen by" });
    await expect(seen).toContainText("1 customer: Acme Retail");
    await expect(seen).toContainText("Asked: Acme Retail");
    await expectSound(jonas);
    askedAt = Date.now();
    await jonas.getByRole("button", { name: "Plan it" }).click();
    await expect(jonas.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(jonas.getByRole("heading", { name: "Answers: 1 has not answered" })).toBeVisible();
    code = new URL(jonas.url()).pathname.split("/").at(-1) ?? "";
    await expectSound(jonas);
  });

  await test.step("nobody else learns of it", async () => {
    for (const [page, list, address] of [[carla, "/c/globex/maintenance", `/c/globex/maintenance/${code}`], [reader, "/maintenance", `/maintenance/${code}`]] as const) {
      await visit(page, list);
      await expect(page.getByText(title)).toHaveCount(0);
      expect((await page.request.get(address)).status()).toBe(404);
      expect((await page.request.get(`${address}/event.ics`)).status()).toBe(404);
    }
  });

  await test.step("Anna is asked by mail, objects and proposes another night", async () => {
    const mail = await mailSaying("anna.keller@acme.example", { after: askedAt, words: "/reply" });
    expect(mail.subject).toContain(title);
    await visit(anna, new URL(linkIn(mail, `/c/acme/maintenance/${code}/reply`)).pathname);
    await anna.getByText("It does not suit us").click();
    await fillTime(anna, "A better start", from + 7 * day);
    await fillTime(anna, "And end", from + 7 * day + hour);
    await anna.getByLabel("Comment").fill("Our winter sale runs that night.");
    await expectSound(anna);
    const answeredAt = Date.now();
    await anna.getByRole("button", { name: "Send the answer" }).click();
    await expect(anna.getByText("You objected")).toBeVisible();
    await expectSound(anna);
    const told = await mailTo("jonas.lindqvist@northlight.example", answeredAt);
    expect(told.subject).toContain("Acme Retail objects");
    expect(told.text).toContain("Our winter sale runs that night.");
  });

  await test.step("Jonas moves it and asks again", async () => {
    await jonas.reload();
    await expect(jonas.getByRole("row").filter({ hasText: "Acme Retail" })).toContainText("Objected");
    await expectSound(jonas);
    await jonas.getByText("Move", { exact: true }).click();
    await fillTime(jonas, "Begins", from + 7 * day);
    await fillTime(jonas, "Ends", from + 7 * day + hour);
    await fillTime(jonas, "Ask customers again", from + 6 * day);
    await jonas.locator("#move-body").fill("A customer's sale runs on the first night.");
    await jonas.getByRole("button", { name: "Move the work" }).click();
    await expect(jonas.getByText("Moved. Readers see both times.")).toBeVisible();
    await expect(jonas.getByRole("heading", { name: "Answers: 1 has not answered" })).toBeVisible();
  });

  await test.step("Anna sees both times and accepts", async () => {
    await visit(anna, `/c/acme/maintenance/${code}`);
    await expect(anna.getByText("Moved from")).toBeVisible();
    expect(await (await anna.request.get(`/c/acme/maintenance/${code}/event.ics`)).text()).toMatch(/SEQUENCE:1[\s\S]*STATUS:TENTATIVE/);
    await anna.getByRole("link", { name: "Accept or object" }).click();
    await anna.getByText("It suits us").click();
    await anna.getByRole("button", { name: "Send the answer" }).click();
    await expect(anna.getByText("You accepted it")).toBeVisible();
    expect(await (await anna.request.get(`/c/acme/maintenance/${code}/event.ics`)).text()).toContain("STATUS:CONFIRMED");
    await jonas.reload();
    await expect(jonas.getByRole("heading", { name: "Answers: 1 accepts" })).toBeVisible();
  });

  await test.step("it reminds, and begins by itself", async () => {
    timePasses(code, from + 7 * day - hour - Date.now());
    await reloadUntil(jonas, "Reminder");
    timePasses(code, hour);
    await reloadUntil(jonas, "The work has begun.");
    await visit(anna, "/c/acme/maintenance");
    await expect(anna.getByRole("region", { name: "Under way" })).toContainText(title);
    await visit(anna, "/c/acme");
    await expect(anna.getByRole("region", { name: "Maintenance" })).toContainText(title);
  });

  await test.step("its end is missed: readers read it and the team is mailed", async () => {
    const late = Date.now();
    timePasses(code, hour + minute);
    await reloadUntil(jonas, "Its planned end has passed");
    await visit(anna, `/c/acme/maintenance/${code}`);
    await expect(anna.getByText("It takes longer than planned", { exact: true })).toBeVisible();
    await expectSound(anna);
    expect((await mailTo("mira.okafor@northlight.example", late)).subject).toContain("Past its end");
  });

  await test.step("Jonas extends it, then completes it", async () => {
    await jonas.getByText("Change its end").click();
    await fillTime(jonas, "Will be over", nextHour(Date.now() + hour));
    await jonas.getByRole("button", { name: "Set the new end" }).click();
    await expect(jonas.getByText("The new end stands on the pages.")).toBeVisible();
    await jonas.getByText("Complete", { exact: true }).click();
    await jonas.getByRole("button", { name: "Complete the work" }).click();
    await expect(jonas.getByText("It is completed.")).toBeVisible();
    await visit(anna, `/c/acme/maintenance/${code}`);
    await expect(anna.getByText("The work is completed.")).toBeVisible();
    await expectSound(jonas);
  });
});

test("a public reader finds planned work, what repeats, and a file for the calendar @looks", async ({ browser }) => {
  const reader = await stranger(browser);
  await visit(reader, "/");
  await visit(reader, "/maintenance");
  await expect(reader.getByText("Repeats every week on Sunday").first()).toBeVisible();
  await reader.getByRole("link", { name: "New certificate for webhook deliveries", exact: true }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("New certificate for webhook deliveries");
  await expectSound(reader);
  const href = await reader.getByRole("link", { name: "Add to calendar" }).getAttribute("href");
  const file = await reader.request.get(href ?? "");
  expect(file.headers()["content-type"]).toContain("text/calendar");
  expect(await file.text()).toMatch(/^BEGIN:VCALENDAR[\s\S]*SUMMARY:New certificate for webhook deliveries[\s\S]*END:VCALENDAR/);
});

test("staff see what comes, plan what repeats, and take one time out of it @looks", async ({ browser }, { project }) => {
  const jonas = await personIn(browser, "Jonas Lindqvist");
  await visit(jonas, "/admin/maintenance");
  await visit(jonas, "/admin/maintenance?show=over");
  await jonas.getByRole("link", { name: "Move of the reporting database" }).click();
  await expect(jonas.getByText("Moved from")).toBeVisible();
  await expectSound(jonas);
  const title = `Key rotation (${project.name})`;
  const from = nextHour(Date.now() + 20 * day);
  await visit(jonas, "/admin/maintenance/new");
  await jonas.getByLabel("Title").fill(title);
  await fillTime(jonas, "Begins", from);
  await fillTime(jonas, "Ends", from + hour);
  await jonas.getByText("Repeat", { exact: true }).click();
  await jonas.getByLabel("How often").selectOption({ label: "By a rule (RRULE)" });
  await jonas.getByLabel("Rule", { exact: true }).fill("FREQ=SECONDLY");
  await jonas.getByLabel("What readers should know").fill("Keys are replaced. Nothing to do.");
  await jonas.getByRole("radio", { name: /^Staff only/ }).check();
  await jonas.getByRole("button", { name: "Plan it" }).click();
  await expect(jonas.getByText("Work repeats daily at most.")).toBeVisible();
  await expectSound(jonas);
  await jonas.getByLabel("Rule", { exact: true }).fill("FREQ=MONTHLY");
  await jonas.getByRole("button", { name: "Plan it" }).click();
  await expect(jonas.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(jonas.getByText("Repeats every month", { exact: false }).first()).toBeVisible();
  await expectSound(jonas);
  await jonas.getByRole("button", { name: "Move or cancel this one" }).first().click();
  await jonas.getByText("Cancel", { exact: true }).click();
  await jonas.getByRole("button", { name: "Cancel the work" }).click();
  await expect(jonas.getByText("It is cancelled.")).toBeVisible();
  await expectSound(jonas);
});

/** A time typed on the clock of the cast, which is Berlin's. */
async function fillTime(page: Page, label: string, at: number): Promise<void> {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", dateStyle: "short", timeStyle: "short" }).format(at).replace(" ", "T");
  await page.getByLabel(new RegExp(`^${label}`)).filter({ visible: true }).first().fill(local);
}

function nextHour(at: number): number {
  return Math.ceil(at / hour) * hour;
}

async function reloadUntil(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(words, { exact: true }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}
