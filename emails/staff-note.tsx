import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

/** What one of the team should know or do now. */
export interface StaffNoteProps extends Branded {
  portalName: string;
  subject: string;
  /** A paragraph each. */
  lines: string[];
  action: { label: string; url: string };
  /** Why they get it, and how to stop it. */
  reason: string;
}

export function subject(props: StaffNoteProps): string {
  return props.subject;
}

export function Html({ portalName, subject: title, lines, action, reason, brand }: StaffNoteProps) {
  return (
    <Layout portalName={portalName} brand={brand} preheader={lines[0] ?? title} footer={<Small>{reason}</Small>}>
      <Title>{title}</Title>
      {lines.map((line) => <Paragraph key={line}>{line}</Paragraph>)}
      <Action href={action.url}>{action.label}</Action>
    </Layout>
  );
}

export function text({ subject: title, lines, action, reason }: StaffNoteProps): string {
  return paragraphs(titled(title), ...lines, `${action.label}: ${action.url}`, `-- \n${reason}`);
}
