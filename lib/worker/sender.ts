import { onEnqueued } from "#lib/platform/outbox";
import { sendDue, type Sending, type Sent } from "#lib/delivery/jobs/send";

export interface Sender {
  stop(): Promise<void>;
}

type Options = Sending & { pollMs?: number; onTrouble: (error: unknown) => void };

const longestPauseMs = 60_000;

/**
 * Sends what is due until stopped; woken by commits of this process, else it looks every `pollMs`. While answers are awaited the next batch
 * is made ready, one at a time: what is claimed early cannot be overtaken by a personal mail.
 */
export function startSender(options: Options): Sender {
  const { pollMs = 1_000, onTrouble, now, mailer } = options;
  const inHand = new Set<Promise<void>>();
  let isStopping = false;
  let wake = () => {};
  let wasWoken = false;
  let quietUntil = 0;
  const ring = () => {
    wasWoken = true;
    wake();
  };

  const pause = async (ms: number) => {
    if (wasWoken && quietUntil <= now()) {
      wasWoken = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wasWoken = false;
  };

  // Answers once the batch leaves, or ended without leaving: whether there may be more.
  const begin = (): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const ended = ({ count, quietUntil: until }: Sent) => {
      quietUntil = Math.max(quietUntil, until ?? 0);
      resolve(count > 0);
    };
    const failed = (error: unknown) => {
      onTrouble(error);
      resolve(false);
    };
    const run: Promise<void> = sendDue({ ...options, onLeave: () => resolve(true) }).then(ended, failed).finally(() => inHand.delete(run));
    inHand.add(run);
    return promise;
  };

  const loop = async () => {
    while (!isStopping) {
      const isQuiet = quietUntil > now();
      const mayHaveMore = !isQuiet && (await begin());
      while (inHand.size >= mailer.parallel) await Promise.race(inHand);
      if (isStopping) break;
      if (!mayHaveMore || quietUntil > now()) await pause(quietUntil > now() ? Math.min(quietUntil - now(), longestPauseMs) : pollMs);
    }
    await Promise.all(inHand);
  };

  const silence = onEnqueued(ring);
  const ended = loop();
  return {
    stop: () => {
      isStopping = true;
      silence();
      ring();
      return ended;
    },
  };
}
