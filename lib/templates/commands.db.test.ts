import { beforeEach, describe, expect, test } from "vitest";
import { addCast, anna, cards, jonas, mira, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { archiveTemplate, createTemplate, restoreTemplate, saveTemplate } from "./commands.ts";
import { CreateTemplate, SaveTemplate } from "./input.ts";
import { getTemplate, listArchivedTemplates, listTemplates } from "./queries.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const asMira = () => asStaff(database.db, mira);
const aForm = (changes: Record<string, string | string[]> = {}) => ({ kind: "incident", name: "Cards down", shortcut: "/Cards-Down", title: "{{component}} fails", body: "Since {{started}}. Next {{next_update}}.", state: "investigating", visibility: "public", promise: "30", [`component:${cards.id}`]: "major_outage", "component:cmp_payouts": "", ...changes });
const create = (changes: Record<string, string | string[]> = {}) => createTemplate(asMira(), CreateTemplate.parse(aForm(changes)));

describe("a template", () => {
  test("keeps words and choices, and is offered to composers of its kind", async () => {
    const id = await create();
    expect(await listTemplates(asStaff(database.db, jonas), { kind: "incident" })).toEqual([
      { id, kind: "incident", name: "Cards down", shortcut: "cards-down", title: "{{component}} fails", body: "Since {{started}}. Next {{next_update}}.", choices: { state: "investigating", visibility: "public", customers: [], components: { [cards.id]: "major_outage" }, promise: "30" }, version: 1, archivedAt: null },
    ]);
    expect(await listTemplates(asMira(), { kind: "maintenance" })).toEqual([]);
  });

  test.each([
    [{ body: "{{customer}} is affected" }, "body", "would tell one customer of another"],
    [{ title: "{{ customer }}" }, "title", "would tell one customer of another"],
    [{ body: "{{component}} and {{colour}}" }, "body", "There is no {{colour}}"],
    [{ shortcut: "has space" }, "shortcut", "small letters"],
    [{ body: "" }, "body", "Write what it says"],
    [{ name: "" }, "name", "Give the template a name"],
  ])("is refused with %j, and the reason stands at its field", (changes, field, reason) => {
    const parsed = CreateTemplate.safeParse(aForm(changes));
    expect(parsed.error?.issues).toMatchObject([{ path: [field], message: expect.stringContaining(reason) }]);
  });

  test("has a shortcut of its own among those in use", async () => {
    const id = await create();
    await expect(create({ name: "Another" })).rejects.toMatchObject({ fields: { shortcut: "“Cards down” has this shortcut." } });
    await create({ kind: "update" });
    await archiveTemplate(asMira(), { id });
    await create({ name: "Another" });
    await expect(restoreTemplate(asMira(), { id })).rejects.toMatchObject({ fields: { shortcut: "“Another” has this shortcut." } });
  });

  test("archived is offered to nobody, and comes back as it was", async () => {
    const id = await create();
    await archiveTemplate(asMira(), { id });
    expect([await listTemplates(asMira(), { kind: "incident" }), (await listArchivedTemplates(asMira(), { kind: "incident" })).map((each) => each.id)]).toEqual([[], [id]]);
    await restoreTemplate(asMira(), { id });
    expect((await listTemplates(asMira(), { kind: "incident" })).map((each) => each.id)).toEqual([id]);
  });

  test("changed by two people at once tells the second", async () => {
    const id = await create();
    const save = (version: string, body: string) => saveTemplate(asMira(), SaveTemplate.parse({ ...aForm({ body }), id, version }));
    await save("1", "First.");
    await expect(save("1", "Second.")).rejects.toMatchObject({ code: "conflict" });
    expect(await getTemplate(asMira(), { id })).toMatchObject({ body: "First.", version: 2 });
  });

  test("is written by managers, read by staff, and known to nobody else", async () => {
    const id = await create();
    for (const person of [jonas, tom]) {
      const ctx = asStaff(database.db, person);
      for (const refused of [createTemplate(ctx, CreateTemplate.parse(aForm({ shortcut: "x" }))), saveTemplate(ctx, SaveTemplate.parse({ ...aForm(), id, version: "1" })), archiveTemplate(ctx, { id }), restoreTemplate(ctx, { id })]) await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(listTemplates(asMember(database.db, anna), { kind: "incident" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listTemplates(asMira(), { kind: "incident" })).length).toBe(1);
  });
});
