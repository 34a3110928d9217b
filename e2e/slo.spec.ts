import { expect, type APIRequestContext } from "@playwright/test";
import { expectSound, personIn, test, visit } from "./journey.ts";

const minute = 60_000;

test("an objective from its first count to a dispute that is answered @looks", async ({ browser, request }, { project }) => {
  test.slow();
  const [priya, anna] = [await personIn(browser, "Priya Raman"), await personIn(browser, "Anna Keller")];
  const [name, key] = [`Receipts (${project.name})`, `receipts-${project.name}`];

  await test.step("what counts as good is said in words", async () => {
    await visit(priya, "/admin/slis");
    await priya.getByLabel("Name", { exact: true }).fill(name);
    await priya.getByLabel("Key", { exact: true }).fill(key);
    await priya.getByLabel("Of", { exact: true }).selectOption({ label: "Acme Retail" });
    await priya.getByLabel("What counts as good").fill("A receipt that is sent within a minute is good.");
    await priya.getByRole("button", { name: "Define it" }).click();
    await expect(priya.getByText("Defined. Now let a source count it.")).toBeVisible();
  });

  await test.step("a program counts it, with a key that is shown once", async () => {
    await visit(priya, "/admin/sources/new?kind=push");
    await priya.getByLabel("Name", { exact: true }).fill(`Receipts service (${project.name})`);
    await priya.getByRole("button", { name: "Add it" }).click();
    const token = await priya.getByLabel("Key", { exact: true }).inputValue();
    await expectSound(priya);
    const rows = countsUntil(Date.now(), key);
    expect(await sent(request, { token, rows })).toMatchObject({ status: 200 });
    expect((await sent(request, { token: `${token}x`, rows })).status).toBe(401);
    expect(await sent(request, { token, rows: [{ ...rows[0], sli: "nobody-knows" }] })).toMatchObject({ body: { accepted: 0 } });
  });

  await test.step("it is promised, tested on what was counted first", async () => {
    await visit(priya, "/admin/slos/new");
    await priya.getByLabel("Name", { exact: true }).fill(name);
    await priya.getByRole("checkbox", { name }).check();
    await priya.getByLabel("Target in per cent").fill("99");
    await priya.getByRole("button", { name: "Test it on the past" }).click();
    await expect(priya.getByRole("heading", { name: "On the past" })).toBeVisible();
    await expect(priya.getByText("98.000")).not.toHaveCount(0);
    await expectSound(priya);
    await priya.getByRole("button", { name: "Define it" }).click();
    await expect(priya.getByText("Defined. It is measured from now on.")).toBeVisible();
    await expectSound(priya);
  });

  await test.step("a span is taken out, with a reason", async () => {
    await priya.getByText("Exclude a span").click();
    const at = (ms: number) => new Date(Math.floor(ms / minute) * minute).toISOString().slice(0, 16);
    await priya.getByLabel(/^From/).fill(at(Date.now() - 20 * minute));
    await priya.getByLabel(/^Until/).fill(at(Date.now() - 10 * minute));
    await priya.getByLabel("Category").selectOption({ label: "Caused by the customer" });
    await priya.getByLabel("Why", { exact: true }).fill(`A test that Acme announced (${project.name}).`);
    await priya.getByRole("button", { name: "Exclude", exact: true }).click();
    await expect(priya.getByText("Noted.")).toBeVisible();
  });
  const consolePage = new URL(priya.url()).pathname;
  const section = anna.locator("section").filter({ has: anna.getByRole("heading", { name, exact: true }) });

  await test.step("its customer reads the figure, what it is made of, and who is told when", async () => {
    await visit(anna, "/c/acme/slos");
    await expect(section).toContainText("Target");
    await section.getByText("What this is made of").click();
    await expect(section).toContainText("A receipt that is sent within a minute is good.");
    await section.getByText("Who is told, and when").click();
    await expect(section).toContainText("when less than 20 % of the budget is left");
    await expectSound(anna);
  });

  await test.step("it asks to hear earlier", async () => {
    await section.getByRole("link", { name: "Hear of it earlier" }).click();
    await anna.getByLabel("Tell us when less is left than").fill("10");
    await anna.getByRole("button", { name: "Save" }).click();
    await expect(anna.getByText(/Give a whole number from 21 to 95/).first()).toBeVisible();
    await expectSound(anna);
    await anna.getByLabel("Tell us when less is left than").fill("60");
    await anna.getByRole("button", { name: "Save" }).click();
    await section.getByText("Who is told, and when").click();
    await expect(section).toContainText("less than 60 % of the budget is left, as Anna Keller asked");
  });

  await test.step("it sees the exclusion differently, and is answered", async () => {
    await section.getByText("Exclusions (1)").click();
    await section.getByRole("link", { name: "I see this differently" }).click();
    await anna.getByLabel("What happened, as you saw it").fill("We had stopped the test by then.");
    await anna.getByRole("button", { name: "Say so" }).click();
    await visit(priya, consolePage);
    await priya.getByLabel("Answer").fill("You are right: we take it back.");
    await priya.getByRole("button", { name: "Answer" }).click();
    await expect(priya.getByText("Answered. The customer reads it on its page.")).toBeVisible();
    await visit(anna, "/c/acme/slos");
    await section.getByText("Exclusions (1)").click();
    await expect(section).toContainText("You are right: we take it back.");
  });

  await test.step("another customer sees nothing of it", async () => {
    const other = await personIn(browser, "Carla Gomez");
    await other.goto("/");
    expect((await other.request.get("/c/acme/slos")).status()).toBe(404);
  });
});

/** Two hours of minutes, two of a hundred bad in each. */
function countsUntil(now: number, sli: string) {
  const last = Math.floor(now / minute) * minute - minute;
  return Array.from({ length: 120 }, (_, index) => ({ customer: "acme", sli, at: new Date(last - index * minute).toISOString(), good: 98, total: 100 }));
}

async function sent(request: APIRequestContext, { token, rows }: { token: string; rows: object[] }): Promise<{ status: number; body: unknown }> {
  const answer = await request.post("/ingest/counts", { headers: { authorization: `Bearer ${token}` }, data: { rows } });
  return { status: answer.status(), body: await answer.json() };
}
