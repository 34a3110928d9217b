import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, SmallLink, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

/** A customer asked to hear when less than a share of a budget is left, and less is. */
export interface BudgetThresholdProps extends Branded {
  portalName: string;
  customerName: string;
  objective: string;
  /** Shares of the budget, as they are written: "42.1 %". */
  left: string;
  limit: string;
  url: string;
  changeUrl: string;
  language: Language;
}

interface Words {
  subject: (props: BudgetThresholdProps) => string;
  lead: (props: BudgetThresholdProps) => string;
  open: string;
  once: string;
  why: (props: BudgetThresholdProps) => string;
  change: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: ({ limit, objective }) => `Less than ${limit} of the budget left: ${objective}`,
    lead: ({ left, objective, customerName }) => `${left} of what may fail of “${objective}” for ${customerName} is left.`,
    open: "See what it is made of",
    once: "You hear of this once, and again only after the budget has recovered.",
    why: ({ customerName, limit }) => `Sent because ${customerName} asked to hear when less than ${limit} is left.`,
    change: "Change that",
  },
  de: {
    subject: ({ limit, objective }) => `Weniger als ${limit} des Budgets übrig: ${objective}`,
    lead: ({ left, objective, customerName }) => `Von dem, was bei „${objective}“ für ${customerName} ausfallen darf, sind ${left} übrig.`,
    open: "Sehen, woraus sich das ergibt",
    once: "Sie hören davon einmal, und wieder erst, nachdem sich das Budget erholt hat.",
    why: ({ customerName, limit }) => `Gesendet, weil ${customerName} hören will, wenn weniger als ${limit} übrig sind.`,
    change: "Das ändern",
  },
};

export function subject(props: BudgetThresholdProps): string {
  return `[${props.portalName}] ${words[props.language].subject(props)}`;
}

export function Html(props: BudgetThresholdProps) {
  const { portalName, customerName, language, brand, url, changeUrl } = props;
  const { lead, open, once, why, change, subject: title } = words[language];
  return (
    <Layout portalName={portalName} audienceName={customerName} language={language} brand={brand} preheader={lead(props)} footer={<Small>{why(props)} <SmallLink href={changeUrl}>{change}</SmallLink></Small>}>
      <Title>{title(props)}</Title>
      <Paragraph>{lead(props)}</Paragraph>
      <Paragraph>{once}</Paragraph>
      <Action href={url}>{open}</Action>
    </Layout>
  );
}

export function text(props: BudgetThresholdProps): string {
  const { lead, open, once, why, change, subject: title } = words[props.language];
  return paragraphs(titled(title(props)), lead(props), once, `${open}: ${props.url}`, `-- \n${why(props)}\n${change}: ${props.changeUrl}`);
}
