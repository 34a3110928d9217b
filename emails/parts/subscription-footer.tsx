import { Small, SmallLink } from "./layout.tsx";

export interface SubscriptionFooterProps {
  /** A sentence: why this person gets this mail. */
  reason: string;
  stopUrl: string;
  manageUrl: string;
  unsubscribeUrl: string;
}

export function SubscriptionFooter({ reason, stopUrl, manageUrl, unsubscribeUrl, about }: SubscriptionFooterProps & { about: "incident" | "maintenance" }) {
  return (
    <>
      <Small>{reason}</Small>
      <Small>
        <SmallLink href={stopUrl}>Stop mails about this {about}</SmallLink> · <SmallLink href={manageUrl}>Choose what you get</SmallLink> · <SmallLink href={unsubscribeUrl}>Unsubscribe</SmallLink>
      </Small>
    </>
  );
}

export function subscriptionFooterText({ reason, stopUrl, manageUrl, unsubscribeUrl }: SubscriptionFooterProps, about: "incident" | "maintenance"): string {
  return `-- \n${reason}\nStop mails about this ${about}: ${stopUrl}\nChoose what you get: ${manageUrl}\nUnsubscribe: ${unsubscribeUrl}`;
}
