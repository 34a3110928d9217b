import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface StopListProps {
  portalName: string;
  portalUrl: string;
  /** The mailbox that several people read. */
  address: string;
  stopUrl: string;
  validHours: number;
}

export function subject({ portalName, address }: StopListProps): string {
  return `Stop ${portalName} status mails to ${address}?`;
}

export function Html(props: StopListProps) {
  const { portalName, address, stopUrl } = props;
  return (
    <Layout portalName={portalName} preheader="Nothing has changed yet." footer={<Small>{why(props)}</Small>}>
      <Title>{`Stop status mails to ${address}?`}</Title>
      <Paragraph>{asked(props)}</Paragraph>
      <Action href={stopUrl}>{`Stop mails to ${address}`}</Action>
      <Paragraph>{otherwise(props)}</Paragraph>
    </Layout>
  );
}

export function text(props: StopListProps): string {
  return paragraphs(titled(`Stop status mails to ${props.address}?`), asked(props), props.stopUrl, otherwise(props), `-- \n${why(props)}`);
}

function asked({ portalName, address }: StopListProps): string {
  return `Somebody asked to stop all status mails of ${portalName} to ${address}. Everybody who reads this mailbox would lose them, so the mailbox itself has to say so:`;
}

function otherwise({ validHours }: StopListProps): string {
  return `The link asks once more and works for ${validHours} hours. To keep the mails, do nothing.`;
}

function why({ portalUrl }: StopListProps): string {
  return `Sent because this mailbox gets status mails from ${portalUrl}.`;
}
