import { sayKnown } from "#lib/language/rules/say";
import { Notice } from "../layout/notice.tsx";

/** Above a page's forms: why one was refused, or what was done. */
export function FormNotice({ sentence, saved, words }: { sentence: string | null; saved: string | string[] | undefined; words: Record<string, string> }) {
  if (sentence) return <Notice kind="error" className="mt-6">{sayKnown(sentence)}</Notice>;
  const done = typeof saved === "string" && Object.hasOwn(words, saved) ? words[saved] : undefined;
  return done ? <Notice kind="success" className="mt-6">{done}</Notice> : null;
}
