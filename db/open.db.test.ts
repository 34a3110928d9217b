import { expect, test } from "vitest";
import { testDatabase } from "../lib/testing/database.ts";
import { settings } from "./schema/outbox.ts";

const database = testDatabase();
const setting = (key: string, value: number) => ({ key, value, updatedAt: 1 });

async function keys(): Promise<string[]> {
  const rows = await database.db.read.select({ key: settings.key }).from(settings).orderBy(settings.key);
  return rows.map((row) => row.key);
}


test("what a transaction wrote is there after it, and nothing of one that threw", async () => {
  await database.db.write(async (tx) => void (await tx.insert(settings).values(setting("kept", 1))));
  const failing = database.db.write(async (tx) => {
    await tx.insert(settings).values(setting("lost", 1));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await keys()).toEqual(["kept"]);
});

test("a builder that nobody awaited fails the transaction", async () => {
  const forgetful = database.db.write(async (tx) => {
    tx.insert(settings).values(setting("a", 1));
  });
  await expect(forgetful).rejects.toThrow("never awaited");
});
