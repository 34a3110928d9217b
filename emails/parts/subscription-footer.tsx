import type { Language } from "#lib/customers/terms";
import { Small, SmallLink } from "./layout.tsx";
import { mailWords, type About } from "./words.ts";

export interface SubscriptionFooterProps {
  /** A sentence: why this person gets this mail. */
  reason: string;
  stopUrl: string;
  manageUrl: string;
  unsubscribeUrl: string;
  /** Several people read the mailbox: none of them ends it for all. */
  isShared?: boolean;
}

type Footer = SubscriptionFooterProps & { about: About; language: Language };

export function SubscriptionFooter(props: Footer) {
  const [stop, choose, leave] = linksOf(props);
  return (
    <>
      <Small>{props.reason}</Small>
      <Small>
        <SmallLink href={stop.href}>{stop.label}</SmallLink> · <SmallLink href={choose.href}>{choose.label}</SmallLink> · <SmallLink href={leave.href}>{leave.label}</SmallLink>
      </Small>
    </>
  );
}

export function subscriptionFooterText(props: Footer): string {
  return ["-- ", props.reason, ...linksOf(props).map(({ label, href }) => `${label}: ${href}`)].join("\n");
}

interface FooterLink {
  label: string;
  href: string;
}

function linksOf({ about, language, stopUrl, manageUrl, unsubscribeUrl, isShared }: Footer): [FooterLink, FooterLink, FooterLink] {
  const words = mailWords[language];
  return [
    { label: words.stop[about], href: stopUrl },
    { label: words.choose, href: manageUrl },
    { label: isShared ? words.leaveList : words.unsubscribe, href: unsubscribeUrl },
  ];
}
