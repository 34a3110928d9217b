import type { Language } from "#lib/customers/terms";
import type { Fact } from "./facts.tsx";
import type { NoteProps } from "./note.tsx";
import { mailWords } from "./words.ts";

/** Paragraphs of a text part: a blank line between, none doubled, one line end at the end. */
export function paragraphs(...parts: (string | null | undefined | false)[]): string {
  return `${parts.filter((part) => typeof part === "string" && part !== "").join("\n\n")}\n`;
}

export function titled(title: string, underline: "=" | "-" = "="): string {
  return `${title}\n${underline.repeat(Math.min(72, [...title].length))}`;
}

/** The facts as two columns; further lines of a fact stand under its first. */
export function factLines(facts: Fact[]): string {
  const width = Math.max(...facts.map(({ name }) => name.length)) + 2;
  return facts.flatMap(({ name, lines }) => lines.map(({ text }, index) => (index === 0 ? name : "").padEnd(width) + text)).join("\n");
}

export function noteText(note: NoteProps | undefined, language: Language): string | undefined {
  return note && `${titled(mailWords[language].forCustomer(note.customerName), "-")}\n${note.text}`;
}

/** What mail programs show after the subject. */
export function preview(state: string, bodyText: string): string {
  return `${state} ${bodyText.replace(/\s+/g, " ")}`.slice(0, 180);
}
