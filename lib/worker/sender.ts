import { onEnqueued } from "#lib/platform/outbox";
import { sendDue, type Sending } from "#lib/delivery/jobs/send";

export interface Sender {
  stop(): Promise<void>;
}

/** Sends what is due until stopped; woken by commits of this process, else it looks every `pollMs`. */
export function startSender(options: Sending & { pollMs?: number; onTrouble: (error: unknown) => void }): Sender {
  const { pollMs = 1_000, onTrouble, now } = options;
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

  const step = async (): Promise<number> => {
    const sent = await sendDue(options);
    quietUntil = sent.quietUntil ?? 0;
    return sent.count;
  };

  const loop = async () => {
    while (!isStopping) {
      const isQuiet = quietUntil > now();
      const count = isQuiet ? 0 : await step().catch((error: unknown) => (onTrouble(error), 0));
      if (isStopping) return;
      if (count === 0 || quietUntil > now()) await pause(quietUntil > now() ? Math.min(quietUntil - now(), 60_000) : pollMs);
    }
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
