import { say, type Words } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { LinkButton } from "../ui/button.tsx";

type Kind = "not-found" | "failed" | "expired";

const WORDS: Record<Kind, { title: Words; text: Words }> = {
  "not-found": { title: "There is nothing at this address", text: "The link may be mistyped or out of date, or it leads to a page that you cannot see with the account you are using." },
  failed: { title: "This page could not be made", text: "The fault is ours and has been recorded. Trying again in a minute often helps; if it does not, tell us the request number below." },
  expired: { title: "This link no longer works", text: "Links from mails work once and for a short time. Ask for a new one to go on." },
};

/** Somebody else's page and no page at all get the same words, so that neither tells of the other. */
export function ErrorPage({ kind, requestId, homeHref = "/", homeLabel = say("Go to the status page"), children }: { kind: Kind; requestId?: string; homeHref?: string; homeLabel?: string; children?: ReactNode }) {
  const { title, text } = WORDS[kind];
  return (
    <main id="main" className="mx-auto max-w-portal px-4 py-20 sm:px-6 lg:px-0">
      <h1 className="text-xl font-semibold">{say(title)}</h1>
      <p className="mt-3 max-w-prose text-soft">{say(text)}</p>
      {children}
      {requestId && <p className="mt-3 text-sm text-muted">{say("Request number")} <code className="font-mono text-xs text-ink select-all">{requestId}</code></p>}
      <p className="mt-8"><LinkButton href={homeHref}>{homeLabel}</LinkButton></p>
    </main>
  );
}
