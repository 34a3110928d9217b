import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface StoppedProps {
  portalName: string;
  portalUrl: string;
  manageUrl: string;
}

export function subject({ portalName }: StoppedProps): string {
  return `You get no more status mails from ${portalName}`;
}

export function Html(props: StoppedProps) {
  return (
    <Layout portalName={props.portalName} preheader="Your own mails have ended." footer={<Small>{why(props)}</Small>}>
      <Title>Your status mails have ended</Title>
      <Paragraph>{what(props)}</Paragraph>
      <Action href={props.manageUrl}>Get them again</Action>
    </Layout>
  );
}

export function text(props: StoppedProps): string {
  return paragraphs(titled("Your status mails have ended"), what(props), props.manageUrl, `-- \n${why(props)}`);
}

function what({ portalName }: StoppedProps): string {
  return `This address was entered to leave a shared mailbox, so ${portalName} sends no more status mails to it directly. If it was not you, one step brings them back.`;
}

function why({ portalUrl }: StoppedProps): string {
  return `Sent once because this address got status mails from ${portalUrl}.`;
}
