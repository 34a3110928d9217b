import { sql } from "drizzle-orm";
import type { Db } from "#db/open";
import { maintenanceComponents, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Company } from "./company.ts";
import { Dice } from "./random.ts";
import { insertNumbered, insertRows, numbered } from "./rows.ts";

const day = 86_400_000;
const workCount = 300;

/** Members listen to their customer's page, everybody else to the public one. Set by set, since a million rows cannot pass through here one by one. */
export async function addSubscribers(db: Db, input: { count: number; now: number }): Promise<void> {
  const from = input.now - 390 * day;
  const members = sql`insert into subscribers (id, email, customer_id, person_id, state, time_zone, link_version, created_at, confirmed_at, identity)
    select 'sub_m' || m.id, p.email, m.customer_id, p.id, 'active', 'UTC', 1, m.created_at, m.created_at, m.customer_id || ':' || p.email from memberships m join people p on p.id = m.person_id`;
  await db.write(async (tx) => void (await tx.rows(members)), { holdMs: 300_000 });
  const known = await db.read.rows<{ n: number }>(sql`select count(*) as n from subscribers`);
  const strangers = Math.max(0, input.count - (known[0]?.n ?? 0));
  const step = Math.max(1, Math.floor((390 * day) / Math.max(1, strangers)));
  const email = sql`'reader-' || ${numbered} || '@' || case i % 7 when 0 then 'bluebird' when 1 then 'cobalt' when 2 then 'driftwood' when 3 then 'ember' when 4 then 'fjord' when 5 then 'granite' else 'harbour' end || '.example'`;
  await insertNumbered(db, strangers, (numbers) => sql`insert into subscribers (id, email, state, time_zone, link_version, created_at, confirmed_at, identity)
    ${numbers} select 'sub_s' || ${numbered}, ${email}, case when i % 40 = 0 then 'stopped' when i % 41 = 0 then 'paused' when i % 43 = 0 then 'quarantined' else 'active' end, 'UTC', 1, ${sql.raw(String(from))} + cast(i as bigint) * ${sql.raw(String(step))}, ${sql.raw(String(from))} + cast(i as bigint) * ${sql.raw(String(step))}, 'public:' || ${email} from numbers`);
  await insertNumbered(db, strangers, (numbers) => sql`insert into subscriptions (id, subscriber_id, scope, component_id, created_at)
    ${numbers} select 'scr_s' || ${numbered}, 'sub_s' || ${numbered}, case when i % 5 = 0 then 'component' else 'everything' end, case when i % 5 = 0 then 'cmp_s' || cast((i / 5) % 8 as text) || '_' || cast((i / 40) % 8 as text) end, ${sql.raw(String(from))} from numbers`);
  const ofMembers = sql`insert into subscriptions (id, subscriber_id, scope, created_at) select 'scr_m' || id, id, 'everything', created_at from subscribers where customer_id is not null`;
  await db.write(async (tx) => void (await tx.rows(ofMembers)), { holdMs: 300_000 });
}

/** What the newest public updates were sent to: one row a reader, of which a few were given up. */
export async function addDeliveries(db: Db, input: { count: number; now: number }): Promise<void> {
  const updates = await db.read.rows<{ id: string; incident_id: string; recorded_at: number }>(sql`select u.id, u.incident_id, u.recorded_at from updates u join incidents i on i.id = u.incident_id where i.visibility = 'public' order by u.recorded_at desc limit 10`);
  const each = Math.floor(input.count / Math.max(1, updates.length));
  for (const update of updates) {
    const insert = sql`insert into deliveries (id, kind, channel, post_id, story_id, subscriber_id, customer_id, address, state, dedupe_key, due_at, attempts, created_at, sent_at, last_error)
      select 'dlv_' || substr(${update.id}, 5) || '_' || s.id, 'incident_update', 'email', ${update.id}, ${update.incident_id}, s.id, s.customer_id, s.email, case when s.id like '%77' then 'dead' when s.id like '%13' then 'superseded' else 'sent' end, ${update.id} || ' ' || s.id, ${sql.raw(String(update.recorded_at))}, 1, ${sql.raw(String(update.recorded_at))}, ${sql.raw(String(update.recorded_at))}, case when s.id like '%77' then 'The mailbox does not exist.' end
      from (select id, customer_id, email from subscribers where customer_id is null order by id limit ${sql.raw(String(each))}) s`;
    await db.write(async (tx) => void (await tx.rows(insert)), { holdMs: 300_000 });
  }
}

/** An entry for each post, as `record` writes it, and mails in the local mailbox. */
export async function addRecords(db: Db, input: { mails: number; now: number }): Promise<void> {
  const entries = sql`insert into audit_entries (id, at, actor_kind, actor_id, action, entity_id, request_id)
    select 'aud_' || substr(id, 5), recorded_at, 'person', author_id, case when state = 'resolved' then 'incident.resolved' else 'incident.update_posted' end, incident_id, 'req_' || substr(id, 5) from updates`;
  await db.write(async (tx) => void (await tx.rows(entries)), { holdMs: 300_000 });
  await insertNumbered(db, input.mails, (numbers) => sql`insert into mailbox_messages (id, delivery_id, to_address, from_address, subject, html, text, headers, received_at)
    ${numbers} select 'mbx_s' || ${numbered}, 'dlv_x' || ${numbered}, 'reader@bluebird.example', 'status@localhost', 'Card payments are failing', '<p>Words</p>', 'Words', '{}', ${sql.raw(String(input.now - 30 * day))} + i from numbers`);
}

/** Planned work is public, and as much at every scale. */
export async function addMaintenances(db: Db, input: { company: Company; now: number }): Promise<void> {
  const dice = new Dice(13);
  const works = Array.from({ length: workCount }, (_, index) => ({ id: `mnt_s${1_000 + index}`, from: input.now - (workCount - 5 - index) * 1.3 * day, componentId: dice.one(input.company.shared) }));
  await insertRows(db, maintenances, works.map(({ id, from }) => {
    const isOver = from < input.now;
    const times = { scheduledFor: Math.round(from), scheduledUntil: Math.round(from) + 3_600_000 };
    return { id, code: `work${id.slice(5)}`, title: "Database upgrade", visibility: "public" as const, state: isOver ? ("completed" as const) : ("scheduled" as const), ...times, startedAt: isOver ? times.scheduledFor : null, completedAt: isOver ? times.scheduledUntil : null, createdAt: Math.round(from) - 9 * day };
  }));
  await insertRows(db, maintenanceComponents, works.map(({ id, componentId }) => ({ maintenanceId: id, componentId })));
  await insertRows(db, maintenanceUpdates, works.map(({ id, from }) => ({ id: `mup_${id}`, maintenanceId: id, state: "scheduled" as const, body: "We upgrade the database. No downtime is expected.", occurredAt: Math.round(from) - 9 * day, recordedAt: Math.round(from) - 9 * day })));
}
