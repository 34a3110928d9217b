import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeEach, inject } from "vitest";
import { useDb } from "../../db/connection.ts";
import { migrate } from "../../db/migrate.ts";
import { type Db, openDb } from "../../db/open.ts";
import { isPostgres } from "../platform/env.ts";
import { createDatabase, dropDatabase, giveBack, takeDatabase } from "./postgres-pool.ts";

export type TestDatabase = {
  readonly db: Db;
  /** For another handle or another process on the same database. */
  readonly url: string;
};

/** Gives every test of this file (or describe) a migrated database of its own on the project's engine, also to `getDb`. */
export function testDatabase(): TestDatabase {
  let current: (TestDatabase & { remove(): Promise<void> }) | undefined;
  const open = () => {
    if (!current) throw new Error("The database exists only while a test runs.");
    return current;
  };
  beforeEach(async () => {
    current = await openOwn();
    useDb(current.db);
  });
  afterEach(async () => {
    useDb(undefined);
    await current?.remove();
    current = undefined;
  });
  return {
    get db() {
      return open().db;
    },
    get url() {
      return open().url;
    },
  };
}

/** A database for one function only. */
export async function withDatabase<T>(fn: (database: TestDatabase) => Promise<T>, options: { isEmpty?: boolean } = {}): Promise<T> {
  const database = await openOwn(options);
  try {
    return await fn(database);
  } finally {
    await database.remove();
  }
}

async function openOwn({ isEmpty = false } = {}) {
  const { url, remove } = await (isPostgres ? createOnServer(isEmpty) : createFile(isEmpty));
  const db = openDb(url);
  return {
    db,
    url,
    remove: async () => {
      await db.close();
      await remove();
    },
  };
}

let folder: string | undefined;
let template: Promise<string> | undefined;

async function createFile(isEmpty: boolean) {
  folder ??= mkdtempSync(join(tmpdir(), "candor-test-"));
  const file = join(folder, `${randomUUID()}.db`);
  if (!isEmpty) await cp(await (template ??= createTemplate(folder)), file);
  return { url: `file:${file}`, remove: async () => ["", "-wal", "-shm"].forEach((suffix) => rmSync(file + suffix, { force: true })) };
}

async function createTemplate(inFolder: string): Promise<string> {
  const file = join(inFolder, "template.db");
  await migrate(file);
  return file;
}

async function createOnServer(isEmpty: boolean) {
  const serverUrl = inject("postgresUrl");
  const server = await getServer(serverUrl);
  const name = await (isEmpty ? createDatabase(server) : takeDatabase(server));
  const remove = () => (isEmpty ? dropDatabase(server, name) : giveBack(server, { name, serverUrl }));
  return { url: serverUrl + name, remove };
}

let administrator: pg.Client | undefined;

async function getServer(serverUrl: string): Promise<pg.Client> {
  if (!administrator) {
    administrator = new pg.Client(`${serverUrl}postgres`);
    await administrator.connect();
  }
  return administrator;
}

afterAll(async () => {
  await administrator?.end();
  administrator = undefined;
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = template = undefined;
});
