import Database from "better-sqlite3";
import { expect } from "@playwright/test";
import { expectSound, fillComposer, openMail, personIn, publish, stranger, test, visit } from "./journey.ts";
import { databaseFile } from "./support.ts";

/** Winds the clock of the promises on: those of this incident were due a minute ago. Nobody waits a quarter of an hour in a test. */
function makeOverdue(title: string): void {
  const database = new Database(databaseFile);
  try {
    const at = Date.now() - 60_000;
    database.prepare("update promises set due_at = ? where settled_at is null and incident_id in (select id from incidents where title = ?)").run(at, title);
    // As any command does that changes what is read: pages that are kept are made anew.
    database.prepare("update audience_revisions set revision = revision + 1 where audience = 'everybody'").run();
    database.prepare("update outbox set due_at = ? where kind = 'promise.overdue' and done_at is null and json_extract(payload, '$.promiseId') in (select promises.id from promises join incidents on incidents.id = promises.incident_id where incidents.title = ?)").run(at, title);
  } finally {
    database.close();
  }
}

test("from the first word to what was learnt: a promise missed by the clock, a post-mortem read by a second person, a thing done @once", async ({ browser }) => {
  test.slow();
  const title = `Settlement files are late (${Date.now().toString(36)})`;
  const [jonas, mira, admin] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Mira Okafor"), await personIn(browser, "Priya Raman")];
  const [anna, anybody] = [await personIn(browser, "Anna Keller"), await stranger(browser)];

  await jonas.goto("/admin/incidents/new");
  await fillComposer(jonas, { title, state: "Investigating", body: "Files of this morning have not arrived.", components: { "Ledger exports": "Partial outage" }, notes: { "Acme Retail": "Your file is the next to go." }, promise: "15 min" });
  await jonas.getByRole("radio", { name: /^Everyone/ }).check();
  await publish(jonas);
  await expect(jonas.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const code = new URL(jonas.url()).pathname.split("/").at(-1) ?? "";

  makeOverdue(title);
  await openMail(admin, { to: "jonas.lindqvist@northlight.example", subject: `Overdue: next update of ${title}` });
  await anybody.goto(`/incidents/${code}`);
  await expect(anybody.getByText(/^Next update was due .* late$/)).toBeVisible();

  await jonas.goto(`/admin/incidents/${code}`);
  await fillComposer(jonas, { title, state: "Resolved", body: "All files have arrived.", components: { "Ledger exports": "Operational" } });
  await jonas.locator("summary").filter({ hasText: "Acme Retail" }).click();
  await jonas.getByRole("textbox", { name: "For Acme Retail" }).fill("Your file came at nine.");
  await jonas.getByLabel(/^Post-mortem promised by/).fill("2027-12-30T12:00");
  await publish(jonas);
  await visit(anybody, `/incidents/${code}`);
  await expect(anybody.getByText(/it came .* late$/)).toBeVisible();
  await expect(anybody.getByText(/^Post-mortem due /)).toBeVisible();

  const words = "## What happened\n\nA disk was full for an hour.";
  await jonas.goto(`/admin/incidents/${code}`);
  const section = jonas.getByRole("region", { name: "Post-mortem", exact: true });
  await section.getByText("Add an action item").click();
  await section.getByLabel("What will be done").fill("Alert at 80 % of the disk");
  await section.getByLabel("Who does it").fill("Platform team");
  await section.getByRole("button", { name: "Add", exact: true }).click();
  await expect(section.getByText("0 of 1 done")).toBeVisible();
  await section.getByText("Add an action item").click();
  await section.getByLabel("What will be done").last().fill("Call Acme about their file");
  await section.getByLabel("Who does it").last().fill("Mira");
  await section.getByLabel("Who reads it").last().selectOption({ label: "Acme Retail only" });
  await section.getByRole("button", { name: "Add", exact: true }).click();
  await expect(section.getByText("0 of 2 done")).toBeVisible();
  await section.getByLabel("What happened and what was learnt").fill(words);
  await section.getByRole("button", { name: "Ask for a review" }).click();
  await expect(section.getByText("Waits for a review")).toBeVisible();
  await expect(section.getByRole("button", { name: "Publish the post-mortem" })).toHaveCount(0);
  await expectSound(jonas);

  await anybody.goto(`/incidents/${code}`);
  await expect(anybody.getByText("A disk was full")).toHaveCount(0);
  await expect(anybody.getByText("Alert at 80 %")).toHaveCount(0);

  await mira.goto("/admin");
  await mira.getByRole("region", { name: /^Waiting for somebody/ }).getByRole("link", { name: title }).click();
  await mira.getByLabel("Your comment").fill("Clear. Publish it.");
  await mira.getByRole("button", { name: "It can be published" }).click();
  await expect(mira.getByText("Reviewed. It can be published.")).toBeVisible();

  await jonas.goto(`/admin/incidents/${code}`);
  await section.getByRole("button", { name: "Publish the post-mortem" }).click();
  await expect(section.getByText("Published. Whoever sees the incident reads it.")).toBeVisible();

  await visit(anybody, `/incidents/${code}`);
  await expect(anybody.getByRole("heading", { name: "Post-mortem" })).toBeVisible();
  await expect(anybody.getByText("A disk was full for an hour.")).toBeVisible();
  await expect(anybody.getByText("Alert at 80 % of the disk")).toBeVisible();
  await expect(anybody.getByText("0 of 1 done")).toBeVisible();
  await expect(anybody.getByText("Call Acme")).toHaveCount(0);
  await expect(anybody.getByText(/^Post-mortem promised by .*; it came in time$/)).toBeVisible();
  await visit(anna, `/c/acme/incidents/${code}`);
  await expect(anna.getByText("Call Acme about their file")).toBeVisible();
  await expect(anna.getByText("Your file came at nine.")).toBeVisible();

  await mira.goto(`/admin/incidents/${code}#actions`);
  await mira.getByRole("button", { name: /^Done\b.*Alert at 80/ }).click();
  await expect(mira.getByRole("button", { name: /^Not done\b.*Alert at 80/ })).toBeVisible();
  await expectSound(mira);
  await anybody.goto(`/incidents/${code}`);
  await expect(anybody.getByText("1 of 1 done")).toBeVisible();
});
