import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface InvitationProps extends Branded {
  portalName: string;
  portalUrl: string;
  /** Where a member belongs; absent for staff. */
  customerName?: string;
  /** As it reads in a sentence of that language: "an owner". */
  role: string;
  invitedBy: string;
  acceptUrl: string;
  /** Of the customer's mails; the team's are English. */
  language: Language;
}

interface Words {
  title: string;
  preheader: string;
  what: string;
  how: string;
  signIn: string;
  why: string;
}

function wordsOf({ portalName, portalUrl, customerName, role, invitedBy, language }: InvitationProps): Words {
  if (language === "de") {
    return {
      title: customerName === undefined ? `Sie sind zu ${portalName} eingeladen` : `Sie sind zur Seite von ${customerName} bei ${portalName} eingeladen`,
      preheader: `${invitedBy} hat Sie eingeladen.`,
      what:
        customerName === undefined
          ? `${invitedBy} hat Sie als ${role} in das Team von ${portalName} aufgenommen. Sie sehen und schreiben, was Kunden erfahren.`
          : `${invitedBy} hat Sie als ${role} von ${customerName} hinzugefügt. Sie sehen, wie es um ${portalName} für ${customerName} steht: was betroffen ist, was getan wird und wann Sie wieder von uns hören.`,
      how: "Es gibt kein Passwort zu wählen: Melden Sie sich mit dieser Adresse an, und ein Link kommt per Mail.",
      signIn: "Anmelden",
      why: `Gesendet, weil ${invitedBy} Ihre Adresse bei ${portalUrl} eingetragen hat. Ohne Anmeldung bekommen Sie keine weiteren davon.`,
    };
  }
  return {
    title: customerName === undefined ? `You are invited to ${portalName}` : `You are invited to the ${portalName} page of ${customerName}`,
    preheader: `${invitedBy} invited you.`,
    what:
      customerName === undefined
        ? `${invitedBy} added you to the team of ${portalName} as ${role}. You will see and write what customers are told.`
        : `${invitedBy} added you as ${role} of ${customerName}. You will see how ${portalName} is doing for ${customerName}: what is affected, what is being done, and when you hear next.`,
    how: "There is no password to choose: sign in with this address and a link comes by mail.",
    signIn: "Sign in",
    why: `Sent because ${invitedBy} entered your address at ${portalUrl}. Without signing in you will get no more of these.`,
  };
}

export function subject(props: InvitationProps): string {
  return wordsOf(props).title;
}

export function Html(props: InvitationProps) {
  const { title, preheader, what, how, signIn, why } = wordsOf(props);
  return (
    <Layout portalName={props.portalName} audienceName={props.customerName} language={props.language} brand={props.brand} preheader={preheader} footer={<Small>{why}</Small>}>
      <Title>{title}</Title>
      <Paragraph>{what}</Paragraph>
      <Paragraph>{how}</Paragraph>
      <Action href={props.acceptUrl}>{signIn}</Action>
    </Layout>
  );
}

export function text(props: InvitationProps): string {
  const { title, what, how, why } = wordsOf(props);
  return paragraphs(titled(title), what, how, props.acceptUrl, `-- \n${why}`);
}
