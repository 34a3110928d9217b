import { expect, type Page } from "@playwright/test";
import { expectSound, fillComposer, openMail, personIn, stranger, test, visit } from "./journey.ts";

async function setRule(admin: Page, isOn: boolean): Promise<void> {
  await visit(admin, "/admin/settings");
  await admin.getByRole("group", { name: /^Posts that need approval/ }).getByLabel("Everyone").setChecked(isOn);
  await admin.getByRole("button", { name: "Save settings" }).click();
  await expect(admin.getByText("Saved. It holds for everything published from now on.")).toBeVisible();
}

test("where a rule asks for it, a second person reads first; then it is published as its author's @once", async ({ browser }) => {
  test.slow();
  const title = `Webhooks are slow (${Date.now().toString(36)})`;
  const [jonas, mira, admin, reader] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Mira Okafor"), await personIn(browser, "Priya Raman"), await stranger(browser)];
  await setRule(admin, true);
  try {
    await jonas.goto("/admin/incidents/new");
    await fillComposer(jonas, { title, state: "Investigating", body: "Webhooks arrive up to ten minutes late.", components: { "Ledger exports": "Degraded performance" } });
    await jonas.getByRole("radio", { name: /^Everyone/ }).check();
    await jonas.getByRole("button", { name: "Ask for approval" }).click();
    await expect(jonas.getByText("Waits for a second person")).toBeVisible();
    await expectSound(jonas);
    await reader.goto("/");
    await expect(reader.getByText(title)).toHaveCount(0);

    await openMail(admin, { to: "mira.okafor@northlight.example", subject: `Approval asked: ${title}` });
    await mira.goto("/admin");
    await mira.getByRole("region", { name: /^Waiting for somebody/ }).getByRole("link", { name: title }).click();
    await expect(mira.frameLocator("iframe").getByText("Webhooks arrive up to ten minutes late.").first()).toBeVisible();
    await expectSound(mira);
    await mira.getByRole("button", { name: "Do not approve" }).click();
    await expect(mira.getByText("Say what should be different.")).toBeVisible();
    await mira.getByLabel("Comment").fill("Say since when.");
    await mira.getByRole("button", { name: "Do not approve" }).click();
    await expect(mira.getByText("Not approved", { exact: true })).toBeVisible();

    await jonas.reload();
    await expect(jonas.getByText("Not approved: Say since when.")).toBeVisible();
    await jonas.getByLabel("What readers should know").fill("Since 9:00 webhooks arrive up to ten minutes late.");
    await jonas.getByRole("button", { name: "Ask for approval" }).click();
    await expect(jonas.getByText("Waits for a second person")).toBeVisible();

    await mira.goto("/admin");
    await mira.getByRole("region", { name: /^Waiting for somebody/ }).getByRole("link", { name: title }).click();
    await mira.getByRole("button", { name: "Approve and publish" }).click();
    await expect(async () => {
      await reader.goto("/");
      await expect(reader.getByText("Since 9:00 webhooks arrive up to ten minutes late.").first()).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
  } finally {
    await setRule(admin, false);
  }
});

test("a template fills the composer by keyboard, and what is planned is published at its time @once", async ({ browser }) => {
  const [mira, jonas] = [await personIn(browser, "Mira Okafor"), await personIn(browser, "Jonas Lindqvist")];
  await visit(mira, "/admin/templates/new");
  await mira.getByLabel("Name").fill("Exports are late");
  await mira.getByLabel("Shortcut").fill("exports-late");
  await mira.getByLabel("Title").fill("Exports are late");
  await mira.getByLabel("Text").fill("{{component}} has been late since {{started}}.");
  await mira.getByRole("group", { name: "State", exact: true }).getByText("Identified").click();
  await mira.getByRole("main").getByText("Components", { exact: true }).click();
  await mira.getByLabel("Ledger exports").selectOption({ label: "Degraded performance" });
  await mira.getByRole("button", { name: "Create template" }).click();
  await expect(mira.getByText("Created. It is in the composer now.")).toBeVisible();
  await expectSound(mira);

  await jonas.goto("/admin/incidents/new");
  await jonas.getByLabel("What readers should know").pressSequentially("/exp");
  await expect(jonas.getByRole("listbox", { name: "Templates" }).getByRole("option", { name: /Exports are late/ })).toBeVisible();
  await expectSound(jonas);
  await jonas.keyboard.press("Enter");
  await expect(jonas.getByLabel("Title")).toHaveValue("Exports are late");
  await expect(jonas.getByLabel("What readers should know")).toHaveValue("{{component}} has been late since {{started}}.");
  await expect(jonas.getByRole("radio", { name: "Identified" })).toBeChecked();
  await expect(jonas.frameLocator("iframe").getByText(/^Ledger exports has been late since/).first()).toBeVisible();
  await jonas.getByRole("radio", { name: /^Staff only/ }).check();
  await jonas.getByText("Choose when it is published").click();
  await jonas.getByLabel(/^Time to publish/).fill("2027-01-04T09:00");
  await jonas.getByRole("button", { name: /^Publish on / }).click();
  await expect(jonas.getByText("Planned", { exact: true })).toBeVisible();
  await expectSound(jonas);
  await jonas.getByRole("button", { name: "Take it back" }).click();
  await expect(jonas.getByText("Undone. Nothing was shown and nothing was sent.")).toBeVisible();
  await jonas.getByRole("button", { name: "Discard" }).click();

  await mira.goto("/admin/templates");
  await mira.getByRole("link", { name: "Exports are late" }).click();
  await mira.getByText("Archive this template").click();
  await mira.getByRole("button", { name: "Archive Exports are late" }).click();
  await expect(mira.getByText("Archived. Nobody can choose it any more.")).toBeVisible();
});

test("a template works without a script, and asks before it replaces what was written with one @once", async ({ browser }) => {
  const [mira, plain] = [await personIn(browser, "Mira Okafor"), await personIn(browser, "Jonas Lindqvist", { javaScriptEnabled: false })];
  await mira.goto("/admin/templates/new");
  await mira.getByLabel("Name").fill("Quick word");
  await mira.getByLabel("Shortcut").fill("quick-word");
  await mira.getByLabel("Text").fill("We are looking into it.");
  await mira.getByRole("button", { name: "Create template" }).click();

  await plain.goto("/admin/incidents/new");
  await plain.getByLabel("Title").fill("Mine");
  await plain.getByLabel("Template").selectOption({ label: "Quick word  /quick-word" });
  await plain.getByRole("button", { name: "Fill in" }).click();
  await expect(plain.getByLabel("What readers should know")).toHaveValue("We are looking into it.");
  await expect(plain.getByLabel("Title")).toHaveValue("Mine");

  await mira.goto("/admin/incidents/new");
  await mira.getByLabel("What readers should know").fill("My own words.");
  await mira.getByLabel("Template").selectOption({ label: "Quick word  /quick-word" });
  await mira.getByRole("button", { name: "Fill in" }).click();
  await mira.getByRole("button", { name: "Keep mine" }).click();
  await expect(mira.getByLabel("What readers should know")).toHaveValue("My own words.");
  await mira.getByRole("button", { name: "Fill in" }).click();
  await mira.getByRole("button", { name: "Replace" }).click();
  await expect(mira.getByLabel("What readers should know")).toHaveValue("We are looking into it.");
});

test("an announcement stands on the pages it is for, below the state line, and on no other @once", async ({ browser }) => {
  const title = `A new support telephone (${Date.now().toString(36)})`;
  const [jonas, anna, reader] = [await personIn(browser, "Jonas Lindqvist"), await personIn(browser, "Anna Keller"), await stranger(browser)];
  await visit(jonas, "/admin/announcements/new");
  await jonas.getByLabel("Title").fill(title);
  await jonas.getByLabel("What readers should know").fill("From Monday on call 0800 1234.");
  await jonas.getByRole("radio", { name: /^Selected customers/ }).check();
  await jonas.getByRole("group", { name: "Selected customers" }).getByLabel("Acme Retail").check();
  await jonas.getByRole("button", { name: "Publish announcement" }).click();
  await expect(jonas.getByText("Published. Readers see it from its begin on.")).toBeVisible();
  await expectSound(jonas);
  await visit(anna, "/c/acme");
  await anna.getByRole("region", { name: "Announcements" }).getByRole("link", { name: title }).click();
  await expect(anna.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expectSound(anna);
  const code = new URL(anna.url()).pathname.split("/").at(-1) ?? "";
  await reader.goto("/");
  await expect(reader.getByText(title)).toHaveCount(0);
  expect((await reader.request.get(`/announcements/${code}`)).status()).toBe(404);
  await jonas.getByRole("link", { name: title }).click();
  await jonas.getByRole("button", { name: "Withdraw" }).click();
  await expect(jonas.getByText("Withdrawn. It is off the pages.")).toBeVisible();
  await anna.goto("/c/acme");
  await expect(anna.getByText(title)).toHaveCount(0);
  await visit(anna, `/c/acme/announcements/${code}`);
  await expect(anna.getByText(/^This was taken back/)).toBeVisible();
});
