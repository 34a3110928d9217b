import { sendPostings, type SendingPostings } from "#lib/delivery/jobs/send-postings";
import { hearing, uncrowded } from "#lib/delivery/rules/crowding";
import { onEnqueued } from "#lib/platform/outbox";
import { Bell } from "./bell.ts";
import type { Sender } from "./sender.ts";

type Options = Omit<SendingPostings, "room" | "onTaken" | "onFree" | "onAnswer"> & { pollMs?: number; onTrouble: (error: unknown) => void };

// Taken together they share a transaction; more than this would make the last of them wait.
const mostAtOnce = 32;
const gatherMs = 50;

/**
 * Sends what is due on one channel until stopped. It has as many places as its carrier takes messages at once; each is free again
 * when its own message has its end, so that receivers that do not answer take only their own.
 */
export function startEndpointSender(options: Options): Sender {
  const { pollMs = 1_000, onTrouble, carrier } = options;
  const enough = Math.max(1, Math.floor(carrier.parallel / 4));
  const inHand = new Set<Promise<void>>();
  const bell = new Bell();
  let free = carrier.parallel;
  let isStopping = false;
  let crowding = uncrowded;

  const release = (count: number) => {
    free += count;
    if (count > 0 && free >= enough) bell.ring();
  };

  // Answers how many were taken, before they have left.
  const take = (): Promise<number> => {
    const { promise, resolve } = Promise.withResolvers<number>();
    let held = 0;
    const hold = (count: number) => {
      held = count;
      free -= count;
      resolve(count);
    };
    const onFree = () => {
      held -= 1;
      release(1);
    };
    const onAnswer = (answer: Parameters<typeof hearing>[1]) => {
      crowding = hearing(crowding, answer);
    };
    const failed = (error: unknown) => {
      onTrouble(error);
      resolve(0);
    };
    const run: Promise<void> = sendPostings({ ...options, room: Math.min(free, mostAtOnce), onTaken: hold, onFree, onAnswer })
      .then(() => undefined, failed)
      .finally(() => {
        inHand.delete(run);
        release(held);
      });
    inHand.add(run);
    return promise;
  };

  const loop = async () => {
    while (!isStopping) {
      if (free < enough) await bell.wait(gatherMs);
      const quietMs = crowding.quietUntil - options.now();
      if (quietMs > 0 && !isStopping) {
        await bell.wait(quietMs);
        continue;
      }
      const taken = isStopping || free === 0 ? null : await take();
      if (taken === 0 && !isStopping) await bell.wait(pollMs);
    }
    await Promise.all(inHand);
  };

  const silence = onEnqueued(() => bell.ring());
  const ended = loop();
  return {
    stop: () => {
      isStopping = true;
      silence();
      bell.ring();
      return ended;
    },
  };
}
