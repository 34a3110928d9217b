export interface SnapshotRoundsOptions {
  /** Stands for all that the public can see. */
  revision: () => string;
  write: () => Promise<void>;
  now: () => number;
  onTrouble: (error: unknown) => void;
  checkMs?: number;
}

const everyMs = 60_000;

/** Has the copy written soon after each public change, and every minute so that its time is true; one at a time. */
export function startSnapshotRounds({ revision, write, now, onTrouble, checkMs = 500 }: SnapshotRoundsOptions): { stop(): Promise<void> } {
  let written: string | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> | undefined;
  const check = () => {
    const current = revision();
    if (writing || (current === written && now() - writtenAt < everyMs)) return;
    // What changes while it is being written is noticed by the next look.
    [written, writtenAt] = [current, now()];
    writing = write()
      .catch(onTrouble)
      .finally(() => (writing = undefined));
  };
  const timer = setInterval(check, checkMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}
