import { type MaintenanceAnswer, maintenanceAnswerLabels } from "#lib/maintenance/terms";
import { Badge } from "../ui/badge.tsx";
import { Table } from "../ui/table.tsx";
import { Span, Time } from "../ui/time.tsx";

export interface AnswerItem {
  customerId: string;
  customer: string;
  answer: MaintenanceAnswer | null;
  person: string | null;
  comment: string;
  proposedFor: number | null;
  proposedUntil: number | null;
  repliedAt: number | null;
}

const columns = [
  { key: "customer", label: "Customer" },
  { key: "answer", label: "Answer" },
  { key: "words", label: "Proposal and comment" },
  { key: "who", label: "By", isHiddenOnPhone: true },
];

/** What each customer that is asked has said to the times as they are; objections first. */
export function Answers({ answers, zone }: { answers: readonly AnswerItem[]; zone: string }) {
  const rows = answers.map(({ customerId, customer, answer, person, repliedAt, ...words }) => ({
    id: customerId,
    cells: {
      customer,
      answer: answer === null ? <span className="text-muted">No answer</span> : <Badge>{maintenanceAnswerLabels[answer]}</Badge>,
      words: <Words {...words} zone={zone} />,
      who: repliedAt === null ? "" : <>{person ?? "A former member"}<span className="block text-xs text-muted"><Time at={repliedAt} zone={zone} show="dateTime" /></span></>,
    },
  }));
  return <Table caption="Answers by customer" columns={columns} rows={rows} />;
}

function Words({ proposedFor, proposedUntil, comment, zone }: Pick<AnswerItem, "proposedFor" | "proposedUntil" | "comment"> & { zone: string }) {
  return (
    <>
      {proposedFor !== null && <span className="block tabular-nums">{proposedUntil === null ? <Time at={proposedFor} zone={zone} show="dateTime" /> : <Span from={proposedFor} until={proposedUntil} zone={zone} />}</span>}
      {comment !== "" && <span className="block max-w-prose whitespace-pre-line text-soft wrap-anywhere">{comment}</span>}
    </>
  );
}

/** "1 objects, 2 have not answered, 3 accept". */
export function countAnswers(answers: readonly AnswerItem[]): string {
  const count = (wanted: MaintenanceAnswer | null) => answers.filter(({ answer }) => answer === wanted).length;
  const [objecting, waiting, accepting] = [count("object"), count(null), count("accept")];
  return [objecting > 0 && `${objecting} ${objecting === 1 ? "objects" : "object"}`, waiting > 0 && `${waiting} ${waiting === 1 ? "has" : "have"} not answered`, accepting > 0 && `${accepting} ${accepting === 1 ? "accepts" : "accept"}`].filter(Boolean).join(", ");
}
