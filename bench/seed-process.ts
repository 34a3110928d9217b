// npm run bench -- seed --scale [factor] [--data-dir DIR]: a database of the size the bench measures growth at, in DIR or where DATABASE_URL says.
import { mkdirSync } from "node:fs";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { customers } from "#db/schema/customers";
import { env } from "#lib/platform/env";
import { scaleOf, seedScale } from "./seed/scale.ts";

const factor = Number(process.argv[2] ?? "1");
if (!(factor > 0 && factor <= 10)) throw new Error("The factor of --scale is a number above 0, 10 at most.");

mkdirSync(env.DATA_DIR, { recursive: true });
await migrate(databaseUrl());
const db = getDb();
if ((await db.read.select({ id: customers.id }).from(customers).limit(1)).length > 0) throw new Error("There are customers in this database already: only an empty one is filled.");
const from = performance.now();
await seedScale(db, scaleOf(factor), { say: (text) => console.error(`[seed +${((performance.now() - from) / 1_000).toFixed(1)}s] ${text}`) });
await db.close();
console.error(`[seed +${((performance.now() - from) / 1_000).toFixed(1)}s] done`);
