import { fill, type SentForm } from "../forms/fill.tsx";
import { AskFirst } from "../forms/ask-first.tsx";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { TextArea } from "../ui/text-input.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";

interface Reviewed {
  id: string;
  kind: string;
  version: number;
  comment: string;
  amendsId: string | null;
  releaseDueAt: number | null;
  creditConfirmedAt: number | null;
  amendedBy: readonly { id: string; number: number | null }[];
  document: { credit: { isCounted: boolean } | null };
}

interface Props {
  statement: Reviewed;
  home: string;
  form: SentForm;
  can: { manage: boolean; confirm: boolean };
}

/** What staff do with a draft: comment, read the figures again, confirm the credit, release. */
export function Review({ statement, home, form, can, zone }: Props & { zone: string }) {
  const { version } = statement;
  return (
    <>
      {statement.releaseDueAt !== null && <p className="mt-4 text-sm">It is released by itself <Time at={statement.releaseDueAt} zone={zone} show="full" />, unless somebody does it before.</p>}
      {can.manage && (
        <Section id="review" title="Review">
          <form method="post" action={`${home}/comment`} className="grid max-w-2xl gap-4">
            <input type="hidden" name="version" value={version} />
            <TextArea id="comment" label="What you say to the customer" hint="Stands behind the summary, and is part of what is signed." rows={4} maxLength={2_000} optional {...fill(form, "comment", statement.comment)} />
            <div><Button size="small">Save the comment</Button></div>
          </form>
          <div className="mt-6 flex flex-wrap items-start gap-x-6 gap-y-3">
            <form method="post" action={`${home}/release`}><input type="hidden" name="version" value={version} /><Button look="primary">Release it to the customer</Button></form>
            <form method="post" action={`${home}/remake`}><input type="hidden" name="version" value={version} /><Button>Read the figures again</Button></form>
            {(statement.kind === "period" || statement.amendsId !== null) && <AskFirst ask="Discard" of="this draft" action={`${home}/discard`} label="Discard" fields={{ version: String(version) }}>It is gone then; the figures can be read again at any time.</AskFirst>}
          </div>
        </Section>
      )}
      <ConfirmCredit statement={statement} home={home} can={can} />
    </>
  );
}

/** What staff can still do: confirm the credit, and say what was found out later. */
export function AfterRelease({ statement, home, form, can }: Props) {
  return (
    <>
      {statement.amendedBy.map((each) => <p key={each.id} className="mt-4 text-sm"><TextLink href={`/admin/statements/${each.id}`}>{each.number === null ? "An amendment waits for its release" : `Amended by statement ${each.number}`}</TextLink></p>)}
      <ConfirmCredit statement={statement} home={home} can={can} />
      {can.manage && (
        <details className="mt-6" open={Object.keys(form.values).length > 0}>
          <summary className="text-sm text-accent hover:text-accent-strong">Look for figures that have changed since</summary>
          <form method="post" action={`${home}/amend`} className="mt-3 grid max-w-2xl gap-4">
            <TextArea id="reason" label="Why they changed" hint="The customer reads it. Where every figure is the same, nothing is made." rows={2} maxLength={500} required {...fill(form, "reason", "")} />
            <div><Button size="small">Read again and draft an amendment</Button></div>
          </form>
        </details>
      )}
    </>
  );
}

function ConfirmCredit({ statement, home, can }: Pick<Props, "statement" | "home" | "can">) {
  if (!can.confirm || statement.creditConfirmedAt !== null || statement.document.credit?.isCounted !== true) return null;
  return <form method="post" action={`${home}/credit/confirm`} className="mt-6"><Button size="small">Confirm the credit</Button> <span className="ms-2 text-xs text-muted">Until then the customer reads that it is provisional.</span></form>;
}
