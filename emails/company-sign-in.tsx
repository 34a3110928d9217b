import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface CompanySignInProps {
  portalName: string;
  portalUrl: string;
  /** The company's own way in. It is no secret: the company's provider asks who comes. */
  signInUrl: string;
}

export function subject({ portalName }: CompanySignInProps): string {
  return `Sign in to ${portalName} with your company`;
}

export function Html({ portalName, portalUrl, signInUrl }: CompanySignInProps) {
  return (
    <Layout portalName={portalName} preheader="Your company has its own sign-in." footer={<Small>Requested at {portalUrl}. If it was not you, ignore this mail: nobody can sign in with it alone.</Small>}>
      <Title>Sign in to {portalName}</Title>
      <Paragraph>{how}</Paragraph>
      <Action href={signInUrl}>Go to your company's sign-in</Action>
      <Paragraph>{later}</Paragraph>
    </Layout>
  );
}

export function text({ portalName, portalUrl, signInUrl }: CompanySignInProps): string {
  return paragraphs(titled(`Sign in to ${portalName}`), how, signInUrl, later, `-- \nRequested at ${portalUrl}. If it was not you, ignore this mail: nobody can sign in with it alone.`);
}

const how = "Your company signs its people in itself, so there is no link or code to use here.";
const later = "The address stays the same: keep it as a bookmark. A browser that has used it once offers it on the sign-in page.";
