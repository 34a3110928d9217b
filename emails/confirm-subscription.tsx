import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

/** No text that a stranger typed: whoever asks for this mail may not be who gets it. */
export interface ConfirmSubscriptionProps {
  portalName: string;
  portalUrl: string;
  confirmUrl: string;
  validHours: number;
}

export function subject({ portalName }: ConfirmSubscriptionProps): string {
  return `Confirm that you want status mails from ${portalName}`;
}

export function Html({ portalName, portalUrl, confirmUrl, validHours }: ConfirmSubscriptionProps) {
  return (
    <Layout portalName={portalName} preheader={`One step left. The link works for ${validHours} hours.`} footer={<Small>Sent because this address was entered at {portalUrl}.</Small>}>
      <Title>Do you want to hear when something is wrong?</Title>
      <Paragraph>Somebody asked for status mails from {portalName} to this address. If it was you, confirm it and you will hear about incidents and maintenance.</Paragraph>
      <Action href={confirmUrl}>Confirm the subscription</Action>
      <Paragraph>The link works for {validHours} hours. If it was not you, do nothing: without your confirmation no more mails come.</Paragraph>
    </Layout>
  );
}

export function text({ portalName, portalUrl, confirmUrl, validHours }: ConfirmSubscriptionProps): string {
  return paragraphs(
    titled("Do you want to hear when something is wrong?"),
    `Somebody asked for status mails from ${portalName} to this address. If it was you, confirm it and you will hear about incidents and maintenance:`,
    confirmUrl,
    `The link works for ${validHours} hours. If it was not you, do nothing: without your confirmation no more mails come.`,
    `-- \nSent because this address was entered at ${portalUrl}.`,
  );
}
