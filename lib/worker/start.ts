import type { Db } from "#db/open";
import { emailChannel } from "#lib/delivery/channels/email";
import { startCarriers } from "#lib/delivery/channels/carriers";
import { now } from "#lib/platform/clock";
import { log } from "#lib/platform/log";
import { errorsTotal } from "#lib/platform/metrics";
import { jobs } from "./jobs.ts";
import { startWorker } from "./loop.ts";
import { startPulls } from "./pulls.ts";
import { startRounds } from "./rounds.ts";
import { startEndpointSender } from "./sender-of-endpoints.ts";
import { startSender } from "./sender.ts";

export interface Workers {
  stop(): Promise<void>;
}

/** Events, deliveries and the regular rounds of one worker process; any number of them share one database. */
export function startWorkers(db: Db): Workers {
  const mailer = emailChannel(db, now);
  const onTrouble = (error: unknown) => {
    errorsTotal.inc({ where: "worker" });
    log.error({ err: error }, "the worker cannot go on right now, it tries again");
  };
  const events = startWorker({
    db,
    handlers: jobs(db),
    onTrouble,
    onFailure: ({ event, error, isDead }) => {
      errorsTotal.inc({ where: "job" });
      log.error({ err: error, eventId: event.id, kind: event.kind, isDead }, "a job failed");
    },
  });
  const sender = startSender({ db, mailer, now, onTrouble });
  const { carriers, close } = startCarriers(now);
  const endpointSenders = [...carriers].map(([channel, carrier]) => startEndpointSender({ db, channel, carrier, now, onTrouble }));
  const rounds = startRounds({ db, onTrouble });
  const pulls = startPulls({ db, onTrouble });
  log.info({ provider: mailer.provider, channels: [...carriers.keys()] }, "worker started");
  return {
    async stop() {
      await Promise.all([events.stop(), sender.stop(), ...endpointSenders.map((each) => each.stop()), rounds.stop(), pulls.stop()]);
      await Promise.all([mailer.close(), close()]);
    },
  };
}
