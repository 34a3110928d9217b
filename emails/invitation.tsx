import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface InvitationProps {
  portalName: string;
  portalUrl: string;
  /** Where a member belongs; absent for staff. */
  customerName?: string;
  /** As it reads in a sentence: "an owner", "a responder". */
  roleInWords: string;
  invitedBy: string;
  acceptUrl: string;
}

export function subject({ portalName, customerName }: InvitationProps): string {
  return customerName === undefined ? `You are invited to ${portalName}` : `You are invited to the ${portalName} page of ${customerName}`;
}

export function Html(props: InvitationProps) {
  const { portalName, portalUrl, invitedBy, acceptUrl } = props;
  return (
    <Layout portalName={portalName} audienceName={props.customerName} preheader={`${invitedBy} invited you.`} footer={<Small>Sent because {invitedBy} entered your address at {portalUrl}. Without signing in you will get no more of these.</Small>}>
      <Title>{subject(props)}</Title>
      <Paragraph>{what(props)}</Paragraph>
      <Paragraph>{how}</Paragraph>
      <Action href={acceptUrl}>Sign in</Action>
    </Layout>
  );
}

export function text(props: InvitationProps): string {
  const { portalUrl, invitedBy, acceptUrl } = props;
  return paragraphs(titled(subject(props)), what(props), how, acceptUrl, `-- \nSent because ${invitedBy} entered your address at ${portalUrl}. Without signing in you will get no more of these.`);
}

const how = "There is no password to choose: sign in with this address and a link comes by mail.";

function what({ invitedBy, roleInWords, customerName, portalName }: InvitationProps): string {
  if (customerName === undefined) return `${invitedBy} added you to the team of ${portalName} as ${roleInWords}. You will see and write what customers are told.`;
  return `${invitedBy} added you as ${roleInWords} of ${customerName}. You will see how ${portalName} is doing for ${customerName}: what is affected, what is being done, and when you hear next.`;
}
