import { formatInstant, formatSpan } from "#lib/core/time";
import type { Branded } from "./parts/brand.tsx";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { factLines, paragraphs, titled } from "./parts/plain-text.ts";

export interface MaintenanceAlertProps extends Branded {
  portalName: string;
  timeZone: string;
  title: string;
  startsAt: number;
  endsAt: number;
  url: string;
  about: { kind: "overrun"; hasBegun: boolean } | { kind: "objection"; customerName: string; personName: string; comment: string; proposedFor: number | null; proposedUntil: number | null };
}

export function subject({ portalName, title, about }: MaintenanceAlertProps): string {
  return `[${portalName}] ${about.kind === "objection" ? `${about.customerName} objects` : about.hasBegun ? "Past its end" : "Not begun"}: ${title}`;
}

export function Html(props: MaintenanceAlertProps) {
  const { portalName, title, url } = props;
  return (
    <Layout portalName={portalName} brand={props.brand} preheader={what(props)} footer={<Small>{why}</Small>}>
      <Title>{title}</Title>
      <Facts facts={factsOf(props)} tone="maintenance" />
      <Paragraph>{what(props)}</Paragraph>
      <Action href={url}>Open the work</Action>
    </Layout>
  );
}

export function text(props: MaintenanceAlertProps): string {
  return paragraphs(titled(props.title), factLines(factsOf(props)), what(props), `Open the work: ${props.url}`, `-- \n${why}`);
}

const why = "Sent to everybody of the team who may change planned work.";

function what({ about }: MaintenanceAlertProps): string {
  if (about.kind === "objection") return `${about.personName} of ${about.customerName} says that this time does not suit them. Move the work, or talk to them.`;
  if (about.hasBegun) return "The planned end has passed and the work is not completed. Readers were told. Complete it, or say when it will be over.";
  return "The planned time has passed and nobody has begun the work. Readers were told. Start it, move it or cancel it.";
}

function factsOf({ timeZone, startsAt, endsAt, about }: MaintenanceAlertProps): Fact[] {
  const planned: Fact = { name: "Planned", lines: [{ text: formatSpan(startsAt, endsAt, timeZone) }] };
  if (about.kind === "overrun") return [planned];
  const { proposedFor, proposedUntil, comment } = about;
  const proposal = proposedFor === null ? null : proposedUntil === null ? formatInstant(proposedFor, timeZone, "full") : formatSpan(proposedFor, proposedUntil, timeZone);
  return [planned, ...(proposal === null ? [] : [{ name: "Proposed", lines: [{ text: proposal }] }]), ...(comment === "" ? [] : [{ name: "Comment", lines: [{ text: comment }] }])];
}
