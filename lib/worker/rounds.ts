import type { Db } from "#db/open";
import { settings } from "#db/schema/outbox";
import { releaseDue } from "#lib/bounces/jobs";
import { forgetRefusedForms } from "#lib/access/commands";
import { forgetAnswers } from "#lib/api/commands";
import { forgetPersonalMessages } from "#lib/delivery/commands/settle";
import { disableFailing } from "#lib/delivery/commands/settle-postings";
import { indexUnsearched } from "#lib/incidents/jobs";
import { checkDue, checkSenders } from "#lib/hosts/jobs";
import { now } from "#lib/platform/clock";
import { systemDns } from "#lib/platform/dns";
import { deliveryQueueAgeSeconds, outboxLagSeconds } from "#lib/platform/metrics";
import { forgetDone, getBacklog } from "#lib/platform/outbox";
import { forgetRateLimits } from "#lib/platform/rate-limit";
import { forgetOldCounts } from "#lib/sli/jobs/forget";
import { closeMonths } from "#lib/reports/jobs";
import { lookAtBudgets } from "#lib/slo/jobs";
import { sendDigests } from "#lib/delivery/jobs/digest";
import { findOldestDue } from "#lib/delivery/queries/ledger";

const everyMs = 15_000;
const keptDoneMs = 7 * 86_400_000;
const keptPersonalMs = 3_600_000;
const dns = systemDns();

/** What is done every few seconds whatever happens: heartbeat, gauges, tidying. */
export function startRounds({ db, onTrouble }: { db: Db; onTrouble: (error: unknown) => void }): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const round = () => {
    running = running.then(() => runRound(db)).catch(onTrouble);
  };
  const timer = setInterval(round, everyMs);
  round();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

export async function runRound(db: Db): Promise<void> {
  const at = now();
  await db.write((tx) =>
    tx
      .insert(settings)
      .values({ key: "worker.heartbeat", value: { at }, updatedAt: at })
      .onConflictDoUpdate({ target: settings.key, set: { value: { at }, updatedAt: at } }),
    { lock: true },
  );
  const { oldestAt } = await getBacklog(db.read);
  outboxLagSeconds.set(oldestAt === null ? 0 : Math.max(0, at - oldestAt) / 1000);
  const due = await findOldestDue(db.read, at);
  deliveryQueueAgeSeconds.set(due === null ? 0 : Math.max(0, at - due) / 1000);
  await forgetPersonalMessages(db, { sentBefore: at - keptPersonalMs });
  await disableFailing(db, at);
  await forgetRefusedForms(db, at);
  await forgetAnswers(db, at);
  await forgetRateLimits(db, at);
  await releaseDue({ db, now: at });
  await sendDigests({ db, now: at });
  await checkDue({ db, now: at, dns });
  await checkSenders({ db, now: at, dns });
  await indexUnsearched({ db, now: at });
  await lookAtBudgets({ db, now: at });
  await closeMonths({ db, now: at });
  await forgetOldCounts({ db, now: at });
  await forgetDone(db, { before: at - keptDoneMs, limit: 1_000 });
}
