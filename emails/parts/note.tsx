import { Section, Text } from "react-email";
import type { Language } from "#lib/customers/terms";
import { Prose } from "./layout.tsx";
import { light } from "./palette.ts";
import { mailWords } from "./words.ts";

export interface NoteProps {
  customerName: string;
  html: string;
  text: string;
}

/** What was written for this customer only, set apart so that it can be told from what everybody reads. */
export function Note({ customerName, html, language }: Omit<NoteProps, "text"> & { language: Language }) {
  return (
    <Section className="wash" style={{ margin: "8px 0 0", padding: "16px 18px 4px", backgroundColor: light.wash, borderRadius: 8 }}>
      <Text className="c-accent" style={{ margin: "0 0 6px", fontSize: 13, lineHeight: "20px", fontWeight: 600, color: light.accent }}>{mailWords[language].forCustomer(customerName)}</Text>
      <Prose html={html} />
    </Section>
  );
}
