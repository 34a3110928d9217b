import Database from "better-sqlite3";
import { databaseFile } from "../support.ts";

/** Brings planned work nearer, with every event that waits for its times: as if so much time had passed for it. Only a test holds the file. */
export function timePasses(code: string, ms: number): void {
  const database = new Database(databaseFile);
  try {
    database.pragma("busy_timeout = 5000");
    const work = database.prepare("select id from maintenances where code = ?").get(code) as { id: string };
    database.transaction(() => {
      database.prepare("update maintenances set scheduled_for = scheduled_for - @ms, scheduled_until = scheduled_until - @ms, asks_until = asks_until - @ms where id = @id").run({ ms, id: work.id });
      database.prepare("update outbox set due_at = due_at - @ms, payload = json_set(payload, '$.at', json_extract(payload, '$.at') - @ms) where done_at is null and kind in ('maintenance.time_due', 'maintenance.reminder_due') and json_extract(payload, '$.maintenanceId') = @id").run({ ms, id: work.id });
    })();
  } finally {
    database.close();
  }
}

/** Ends the links to statements of this label, as if their days were over. */
export function linksExpire(label: string): void {
  const database = new Database(databaseFile);
  try {
    database.pragma("busy_timeout = 5000");
    database.prepare("update statement_shares set expires_at = ? where label = ?").run(Date.now() - 1, label);
  } finally {
    database.close();
  }
}
