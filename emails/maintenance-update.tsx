import { formatInstant, formatSpan } from "#lib/core/time";
import { maintenanceStateLabels, type MaintenanceState } from "#lib/maintenance/terms";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Prose, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { maintenanceTone } from "./parts/palette.ts";
import { factLines, paragraphs, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";

export interface MaintenanceUpdateProps {
  portalName: string;
  audienceName?: string;
  timeZone: string;
  title: string;
  url: string;
  state: MaintenanceState;
  startsAt: number;
  endsAt: number;
  /** Names of components this reader uses and sees. */
  affected: string[];
  bodyHtml: string;
  bodyText: string;
  note?: NoteProps;
  footer: SubscriptionFooterProps;
}

export function subject({ portalName, title }: MaintenanceUpdateProps): string {
  return `[${portalName}] ${title}`;
}

export function Html(props: MaintenanceUpdateProps) {
  const { portalName, audienceName, title, url, state, bodyHtml, bodyText, note, footer } = props;
  const preheader = `${maintenanceStateLabels[state]}: ${when(props)[0]}. ${bodyText.replace(/\s+/g, " ")}`.slice(0, 180);
  return (
    <Layout portalName={portalName} audienceName={audienceName} preheader={preheader} footer={<SubscriptionFooter {...footer} about="maintenance" />}>
      <Title>{title}</Title>
      <Facts facts={maintenanceFacts(props)} tone={maintenanceTone(state)} />
      <Prose html={bodyHtml} />
      {note !== undefined && <Note customerName={note.customerName} html={note.html} />}
      <Action href={url}>See the maintenance</Action>
    </Layout>
  );
}

export function text(props: MaintenanceUpdateProps): string {
  const { title, bodyText, note, url, footer } = props;
  return paragraphs(
    titled(title),
    factLines(maintenanceFacts(props)),
    bodyText,
    note && `${titled(`For ${note.customerName}`, "-")}\n${note.text}`,
    `See the maintenance: ${url}`,
    subscriptionFooterText(footer, "maintenance"),
  );
}

function maintenanceFacts(props: MaintenanceUpdateProps): Fact[] {
  const { state, affected, audienceName } = props;
  const facts: Fact[] = [
    { name: "Maintenance", lines: [{ text: maintenanceStateLabels[state], tone: maintenanceTone(state) }] },
    { name: "When", lines: when(props).map((line) => ({ text: line })) },
  ];
  if (affected.length > 0) facts.push({ name: audienceName === undefined ? "Affected" : "Affects you", lines: affected.map((name) => ({ text: name })) });
  return facts;
}

function when({ startsAt, endsAt, timeZone }: MaintenanceUpdateProps): string[] {
  const local = formatSpan(startsAt, endsAt, timeZone);
  const utc = formatSpan(startsAt, endsAt, "UTC");
  const isSame = formatInstant(startsAt, timeZone, "full") === formatInstant(startsAt, "UTC", "full");
  return isSame ? [local] : [local, utc];
}
