// A worker in a process of its own: fans out and sends until nothing is left, or ends by SIGKILL at the n-th step (argv: steps, or 0).
import { getDb } from "../../db/connection.ts";
import { emailChannel } from "../delivery/channels/email.ts";
import { fanOut } from "../delivery/jobs/fan-out.ts";
import { sendDue } from "../delivery/jobs/send.ts";
import { now } from "../platform/clock.ts";
import { runDue } from "../worker/loop.ts";

const dieAt = Number(process.argv[2]);
const leaseMs = 250;
let step = 0;

function onStep() {
  if (++step === dieAt) process.kill(process.pid, "SIGKILL");
}

const db = getDb();
const mailer = emailChannel(db, now);
await runDue({
  db,
  leaseMs,
  handlers: {
    "incident.update_posted": async (event) => {
      onStep();
      await fanOut({ db, now: now(), onStep, sliceSize: 1 }, event.payload);
      onStep();
    },
  },
});
for (;;) {
  const { count, quietUntil } = await sendDue({ db, mailer, now, leaseMs, onStep });
  if (count === 0) break;
  if (quietUntil !== null) await new Promise((resolve) => setTimeout(resolve, Math.max(0, quietUntil - now())));
}
await mailer.close();
await db.close();
