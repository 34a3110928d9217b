import { currentLanguage } from "#lib/core/language";
import { wholeNumber } from "#lib/impact/rules/words";
import { fill, phrase, say } from "#lib/language/rules/say";
import { Say } from "../ui/say.tsx";
import { Time } from "../ui/time.tsx";

export interface Dispute {
  id: string;
  words: string;
  claimedFailed: number | null;
  measuredFailed: number | null;
  raisedAt: number;
  raisedByName: string;
  answer: string | null;
  agreedFailed: number | null;
  answeredAt: number | null;
  answeredByName: string | null;
}

/** What a customer said about its figures, and what staff answered. */
export function Disputes({ disputes, zone }: { disputes: readonly Dispute[]; zone: string }) {
  if (disputes.length === 0) return null;
  return (
    <div className="mt-6">
      <h3 className="text-sm font-medium">{say("What you said about it")}</h3>
      <ul className="mt-3 grid gap-4 text-sm">{disputes.map((each) => <li key={each.id} className="grid gap-2 border-s border-line ps-4"><DisputeWords dispute={each} zone={zone} /></li>)}</ul>
    </div>
  );
}

export function DisputeWords({ dispute, zone }: { dispute: Dispute; zone: string }) {
  const { words, claimedFailed, measuredFailed, raisedAt, raisedByName, answer, agreedFailed, answeredAt, answeredByName } = dispute;
  return (
    <>
      <p className="text-muted"><Say words="{name} said on {time}" name={raisedByName} time={<Time at={raisedAt} zone={zone} show="dateTime" />} /></p>
      <p className="max-w-prose whitespace-pre-line wrap-anywhere">{words}</p>
      <p className="tabular-nums">{claimedFailed !== null && counted("By your count {count} request failed.|By your count {count} requests failed.", claimedFailed)}{" "}{measuredFailed !== null && counted("We had measured {count} then.", measuredFailed)}</p>
      {answer === null || answeredAt === null ? <p className="text-muted">{say("We will answer here.")}</p> : (
        <>
          <p className="text-muted"><Say words="{name} answered on {time}" name={answeredByName} time={<Time at={answeredAt} zone={zone} show="dateTime" />} /></p>
          <p className="max-w-prose whitespace-pre-line wrap-anywhere">{answer}</p>
          {agreedFailed !== null && <p className="font-medium tabular-nums">{counted("Both of us go by {count} failed request.|Both of us go by {count} failed requests.", agreedFailed)}</p>}
        </>
      )}
    </>
  );
}

// The plural goes by the number, the page shows it with its thousands set apart.
function counted(words: Parameters<typeof phrase>[0], count: number): string {
  return fill(phrase(words, { count }), { count: wholeNumber(count, currentLanguage()) });
}
