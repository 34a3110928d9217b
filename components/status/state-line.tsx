import { Say } from "../ui/say.tsx";
import type { ReactNode } from "react";
import { Time } from "../ui/time.tsx";
import { type MarkState, StateMark } from "./state-mark.tsx";

/**
 * The answer to "how are things for me?": one sentence, the largest type on the page. `children` are the facts below it;
 * `madeAt` is said to be live once the script keeps it so.
 */
export function StateLine({ state, sentence, madeAt, zone, children }: { state: MarkState; sentence: string; madeAt: number; zone: string; children?: ReactNode }) {
  return (
    <div className="pt-10 sm:pt-14">
      <div className="flex gap-3 sm:gap-4 lg:-ms-12">
        <StateMark state={state} size="large" className="mt-1.5 sm:mt-2" />
        <div className="min-w-0 flex-1">
          <h1 id="state" className="text-xl font-semibold sm:text-2xl">{sentence}</h1>
          {children && <div className="mt-3 grid gap-1 text-base text-soft">{children}</div>}
          <p className="mt-3 text-xs text-muted max-sm:min-h-[2lh]">
            <Say words="As of {time}" time={<Time at={madeAt} zone={zone} show="timeUtc" />} />
            <span data-live />
          </p>
        </div>
      </div>
    </div>
  );
}

/** One line of facts under the sentence; what it is about stands out. */
export function StateFact({ about, children }: { about?: string; children: ReactNode }) {
  return (
    <p>
      {about && <strong className="font-semibold text-ink">{about}: </strong>}
      {children}
    </p>
  );
}
