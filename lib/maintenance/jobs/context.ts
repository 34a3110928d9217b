import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { RetryLater } from "#lib/platform/retry";

export interface Job {
  db: Db;
  now: number;
}

export const OfMaintenance = z.object({ maintenanceId: z.string(), sequence: z.number() });

/** The clock's own hand: what work does by itself is written down as done by nobody. */
export function asClock({ db, now }: Job, job: string): Context {
  return mintContext({ db, now, actor: { kind: "system", job }, audience: { kind: "staff" }, permissions: ["maintenance.post"], requestId: job });
}

/** Events become due by the database's clock; one that comes before its time by ours is not lost but looked at again. */
export function refuseEarly(at: number, now: number): void {
  if (at > now) throw new RetryLater("The clock of this process is behind the database's.", at - now + 5);
}
