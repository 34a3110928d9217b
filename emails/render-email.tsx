import type { ReactElement } from "react";
import { render } from "@react-email/render";
import type { MailBrand } from "#lib/branding/terms";
import { oneLine } from "#lib/core/one-line";
import * as announcement from "./announcement.tsx";
import * as budgetThreshold from "./budget-threshold.tsx";
import * as companySignIn from "./company-sign-in.tsx";
import * as confirmSubscription from "./confirm-subscription.tsx";
import * as digest from "./digest.tsx";
import * as endpointOff from "./endpoint-off.tsx";
import * as impactAnswer from "./impact-answer.tsx";
import * as incidentUpdate from "./incident-update.tsx";
import * as invitation from "./invitation.tsx";
import * as maintenanceAlert from "./maintenance-alert.tsx";
import * as maintenanceQuestion from "./maintenance-question.tsx";
import * as maintenanceUpdate from "./maintenance-update.tsx";
import * as postmortem from "./postmortem.tsx";
import * as signIn from "./sign-in.tsx";
import * as staffNote from "./staff-note.tsx";
import * as statement from "./statement.tsx";
import * as stopList from "./stop-list.tsx";
import * as stopped from "./stopped.tsx";
import { brandText } from "./parts/brand.tsx";

export interface EmailProps {
  "incident-update": incidentUpdate.IncidentUpdateProps;
  "maintenance-update": maintenanceUpdate.MaintenanceUpdateProps;
  "maintenance-alert": maintenanceAlert.MaintenanceAlertProps;
  "maintenance-question": maintenanceQuestion.MaintenanceQuestionProps;
  announcement: announcement.AnnouncementProps;
  postmortem: postmortem.PostmortemProps;
  digest: digest.DigestProps;
  "budget-threshold": budgetThreshold.BudgetThresholdProps;
  "company-sign-in": companySignIn.CompanySignInProps;
  "confirm-subscription": confirmSubscription.ConfirmSubscriptionProps;
  statement: statement.StatementProps;
  "stop-list": stopList.StopListProps;
  stopped: stopped.StoppedProps;
  "endpoint-off": endpointOff.EndpointOffProps;
  "sign-in": signIn.SignInProps;
  invitation: invitation.InvitationProps;
  "staff-note": staffNote.StaffNoteProps;
  "impact-answer": impactAnswer.ImpactAnswerProps;
}

export type EmailTemplate = keyof EmailProps;

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}

interface Template<Props> {
  subject: (props: Props) => string;
  Html: (props: Props) => ReactElement;
  text: (props: Props) => string;
}

const templates: { [Name in EmailTemplate]: Template<EmailProps[Name]> } = {
  "incident-update": incidentUpdate,
  "maintenance-update": maintenanceUpdate,
  "maintenance-alert": maintenanceAlert,
  "maintenance-question": maintenanceQuestion,
  announcement,
  postmortem,
  digest,
  "budget-threshold": budgetThreshold,
  "company-sign-in": companySignIn,
  "confirm-subscription": confirmSubscription,
  statement,
  "stop-list": stopList,
  stopped,
  "endpoint-off": endpointOff,
  "sign-in": signIn,
  invitation,
  "staff-note": staffNote,
  "impact-answer": impactAnswer,
};

// Every text part ends with the lines below its "-- ": whoever sends the mail signs there.
function withBrand(text: string, brand: MailBrand | undefined): string {
  const words = brand ? brandText(brand) : "";
  return words === "" ? text : `${text}${words}\n`;
}

/** Both parts and the subject from the same props, so that they cannot disagree. */
export async function renderEmail<Name extends EmailTemplate>(name: Name, props: EmailProps[Name]): Promise<RenderedEmail> {
  const template = templates[name];
  const html = await render(<template.Html {...props} />);
  return { subject: oneLine(template.subject(props)), html, text: withBrand(template.text(props), props.brand).replace(/[\0\v\f]/g, "").toWellFormed() };
}
