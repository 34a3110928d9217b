import { Fragment, type ReactNode } from "react";
import { phrase, type Words } from "#lib/language/rules/say";

/** Words with parts in them that are drawn, in whatever order the language wants. */
export function Say({ words, count, ...parts }: { words: Words; count?: number } & Record<string, ReactNode>) {
  const pieces = phrase(words, { count }).split(/\{(\w+)\}/);
  // Pieces have no identity but their place: words at even ones, parts at odd.
  // oxlint-disable-next-line react/no-array-index-key
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : <Fragment key={index}>{piece === "count" ? count : parts[piece]}</Fragment>));
}
