import { promiseLabels } from "#lib/incidents/terms";
import { say, sayLasting, sayTime } from "#lib/language/rules/say";
import type { StatementDocument } from "#lib/reports/rules/document";
import { Section } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";
import { Span, Time } from "../ui/time.tsx";
import { percent, whole } from "./statement-words.ts";

interface Props {
  document: StatementDocument;
}

/** Planned work, and every span that was taken out of a figure, with who did it and why. */
export function Excluded({ document: { maintenance, objectives, customer } }: Props) {
  const exclusions = objectives.flatMap((objective) => objective.exclusions.map((each) => ({ ...each, objective: objective.name })));
  return (
    <Section id="excluded" title={say("Planned work and exclusions")}>
      <div className="grid gap-6">
        <Table
          caption={say("Planned work")}
          columns={[{ key: "title", label: say("Planned work") }, { key: "time", label: say("Planned for"), isHiddenOnPhone: true }, { key: "kept", label: say("In time") }]}
          rows={maintenance.map((work) => ({ id: work.code, cells: { title: <span className="wrap-anywhere">{work.title}</span>, time: <Span from={work.scheduledFor} until={work.scheduledUntil} zone={customer.zone} />, kept: work.isOverrun ? <span className="font-medium">{say("Overran")}</span> : say("Yes") } }))}
          empty={<p className="text-sm text-muted">{say("No planned work was done in this period.")}</p>}
        />
        <Table
          caption={say("Exclusions")}
          columns={[{ key: "objective", label: say("Objective") }, { key: "time", label: say("Time"), isHiddenOnPhone: true }, { key: "why", label: say("Why") }, { key: "who", label: say("Who"), isHiddenOnPhone: true }]}
          rows={exclusions.map((each) => ({ id: `${each.id}-${each.objective}`, cells: { objective: each.objective, time: <><Span from={each.from} until={each.until} zone={customer.zone} /> ({sayLasting(each.until - each.from)})</>, why: <span className="wrap-anywhere">{whyOf(each)}</span>, who: whoOf(each) } }))}
          empty={<p className="text-sm text-muted">{say("No span was taken out of any figure by hand.")}</p>}
        />
      </div>
    </Section>
  );
}

type Excused = StatementDocument["objectives"][number]["exclusions"][number];

function whyOf({ effect, reason, clause, disputedAt, disputeSettledAt }: Excused): string {
  const disputed = disputedAt !== null && disputeSettledAt === null ? ` · ${say("disputed")}` : "";
  return `${effect === "removed" ? say("Taken out") : say("Counts as good")}: ${reason}${clause === "" ? "" : ` (${clause})`}${disputed}`;
}

function whoOf({ createdByName, approvedByName }: Excused): string {
  return approvedByName === null || approvedByName === createdByName ? createdByName : `${createdByName}, ${say("approved by {name}", { name: approvedByName })}`;
}

/** How quickly and how reliably the team told of incidents. */
export function Told({ document: { communication } }: Props) {
  return (
    <Section id="communication" title={say("Communication")}>
      {communication.firstUpdate && <p className="mb-3 max-w-prose text-sm">{say("From the beginning of an incident to the first words about it: {median} in the middle, {longest} at most.", { median: sayLasting(communication.firstUpdate.medianMs), longest: sayLasting(communication.firstUpdate.longestMs) })}</p>}
      <Table
        caption={say("Promised")}
        columns={[{ key: "kind", label: say("Promised") }, { key: "kept", label: say("Kept"), isNumber: true }, { key: "missed", label: say("Missed"), isNumber: true }, { key: "open", label: say("Open"), isNumber: true, isHiddenOnPhone: true }]}
        rows={communication.promises.map(({ kind, kept, missed, open }) => ({ id: kind, cells: { kind: say(promiseLabels[kind]), kept: whole(kept), missed: missed > 0 ? <strong className="font-medium text-danger-text">{whole(missed)}</strong> : whole(missed), open: whole(open) } }))}
        empty={<p className="text-sm text-muted">{say("No time was promised in this period.")}</p>}
      />
    </Section>
  );
}

/** What is to be done after post-mortems. */
export function Actions({ document: { actions, customer } }: Props) {
  const day = (at: number | null, otherwise: string) => (at === null ? otherwise : <Time at={at} zone={customer.zone} show="date" />);
  return (
    <Section id="actions" title={say("Actions after post-mortems")}>
      <Table
        caption={say("Actions after post-mortems")}
        columns={[{ key: "title", label: say("Action") }, { key: "owner", label: say("Who"), isHiddenOnPhone: true }, { key: "due", label: say("Until"), isHiddenOnPhone: true }, { key: "done", label: say("Done") }]}
        rows={actions.map((action) => ({ id: action.id, cells: { title: <span className="wrap-anywhere">{action.title}</span>, owner: action.owner, due: day(action.dueAt, "–"), done: day(action.doneAt, say("open")) } }))}
        empty={<p className="text-sm text-muted">{say("There is none, open or done.")}</p>}
      />
    </Section>
  );
}

/** How likely each objective is missed next, named the estimate it is, and how much of each is known. */
export function Outlook({ document: { objectives, customer } }: Props) {
  const known = objectives.flatMap(({ id, name, outlook }) => (outlook ? [{ id, name, outlook }] : []));
  const [first] = known;
  return (
    <>
      <Section id="outlook" title={say("Outlook, an estimate")}>
        <Table
          caption={say("Outlook, an estimate")}
          columns={[{ key: "name", label: say("Objective") }, { key: "days", label: say("Looks ahead"), isNumber: true, isHiddenOnPhone: true }, { key: "missed", label: say("Missed with"), isNumber: true }, { key: "left", label: say("Budget left then, eight of ten runs"), isNumber: true, isHiddenOnPhone: true }]}
          rows={known.map(({ id, name, outlook }) => ({ id, cells: { name, days: say("{count} day|{count} days", { count: outlook.toCome }), missed: percent(outlook.missPpm), left: `${percent(outlook.leftPpm.low)} … ${percent(outlook.leftPpm.high)}` } }))}
          empty={<p className="text-sm text-muted">{say("There is not enough data for an estimate: it needs four weeks of counts, and an objective whose days add up.")}</p>}
        />
        {first && <p className="mt-3 max-w-prose text-xs text-muted">{say("This is an estimate and no promise. {runs} futures are drawn from the last {count} days, a week at a time; days that leave the window until then are left out. It knows nothing of what we plan, and counts before exclusions.", { runs: whole(first.outlook.runs), count: first.outlook.drawnFrom })}</p>}
      </Section>
      <Section id="coverage" title={say("How this was counted")}>
        <p className="mb-3 max-w-prose text-sm">{say("Everything is counted in whole numbers, compared unrounded, and rounded down when it is shown.")}</p>
        <ul className="grid max-w-prose gap-2 text-sm">{objectives.map(({ id, name, coverage }) => <li key={id}><strong className="font-medium">{name}</strong> <span className="block text-muted">{coverage.since === null ? say("Nothing was counted of it in this period.") : say("Counted since {time}; {covered} of its quarter hours have counts.", { time: sayTime({ at: coverage.since, zone: customer.zone }, "date"), covered: percent(coverage.coveredPpm, 2) })}</span></li>)}</ul>
      </Section>
    </>
  );
}
