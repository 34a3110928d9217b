import { sql } from "drizzle-orm";
import type { Db } from "#db/open";
import { acme } from "#lib/testing/cast";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Singapore", "UTC"];

/** Subscribers in numbers, by a few statements: three in four of the public page, the rest members of a customer; four time zones. */
export async function addReaders(db: Db, { count, from = 0 }: { count: number; from?: number }): Promise<void> {
  const slice = 20_000;
  for (let start = from; start < from + count; start += slice) await addSlice(db, { start, end: Math.min(start + slice, from + count) });
}

async function addSlice(db: Db, { start, end }: { start: number; end: number }): Promise<void> {
  const numbers = sql`with recursive numbers(i) as (select ${sql.raw(String(start))} union all select i + 1 from numbers where i < ${sql.raw(String(end - 1))})`;
  const id = (prefix: string) => sql`${sql.raw(`'${prefix}_bench'`)} || substr(cast(10000000 + i as text), 2)`;
  const email = sql`'reader-' || i || '@acme.example'`;
  const isMember = sql`i % 4 = 3`;
  const zone = sql`case i % 7 ${sql.raw(zones.map((name, index) => `when ${index} then '${name}'`).join(" "))} else 'Europe/Berlin' end`;
  await db.write(
    async (tx) => {
      await tx.rows(sql`${numbers} insert into people (id, email, name, created_at) select ${id("per")}, ${email}, 'Reader', 1 from numbers where ${isMember}`);
      await tx.rows(sql`${numbers} insert into memberships (id, person_id, customer_id, role, created_at) select ${id("mbr")}, ${id("per")}, ${acme.id}, 'member', 1 from numbers where ${isMember}`);
      await tx.rows(
        sql`${numbers} insert into subscribers (id, email, customer_id, person_id, state, time_zone, link_version, created_at, confirmed_at, identity)
          select ${id("sub")}, ${email}, case when ${isMember} then ${acme.id} end, case when ${isMember} then ${id("per")} end, 'active', ${zone}, 1, 1, 1, ${email} from numbers`,
      );
      await tx.rows(sql`${numbers} insert into subscriptions (id, subscriber_id, scope, created_at) select ${id("scr")}, ${id("sub")}, 'everything', 1 from numbers`);
    },
    { lock: true, holdMs: 60_000 },
  );
}
