import { formatInstant } from "#lib/core/time";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface EndpointOffProps {
  portalName: string;
  portalUrl: string;
  channel: string;
  label: string;
  /** Masked. */
  shown: string;
  lastFailure: string;
  failingSince: number;
  timeZone: string;
  manageUrl: string;
}

export function subject({ portalName, label }: EndpointOffProps): string {
  return `${portalName} no longer sends to ${label}`;
}

export function Html(props: EndpointOffProps) {
  const { portalName, label, manageUrl } = props;
  const [what, why, now] = sentences(props);
  return (
    <Layout portalName={portalName} preheader={what} footer={<Small>{reason(props)}</Small>}>
      <Title>We no longer send to {label}</Title>
      <Paragraph>{what}</Paragraph>
      <Paragraph>{why}</Paragraph>
      <Paragraph>{now}</Paragraph>
      <Action href={manageUrl}>See what went wrong</Action>
    </Layout>
  );
}

export function text(props: EndpointOffProps): string {
  return paragraphs(titled(`We no longer send to ${props.label}`), ...sentences(props), props.manageUrl, `-- \n${reason(props)}`);
}

function sentences({ shown, lastFailure, failingSince, timeZone }: EndpointOffProps): [string, string, string] {
  return [
    `Nothing we sent to ${shown} was taken since ${formatInstant(failingSince, timeZone, "full")}, so it is switched off.`,
    `The last result: ${lastFailure}`,
    "Mend it on your side, send a test message, then switch it on again. What was posted in between is not sent later; it is on the status page.",
  ];
}

function reason({ portalUrl }: EndpointOffProps): string {
  return `You get this because you added this place at ${portalUrl}.`;
}
