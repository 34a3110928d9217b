import { languageNames, languages } from "#lib/core/language";
import { Icon } from "../ui/icon.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { TextArea } from "../ui/text-input.tsx";

interface TranslationsProps {
  /** By language. */
  translations: Partial<Record<string, string>>;
  errors: Record<string, string>;
  /** Languages whose words are older than the original. */
  older?: readonly string[];
}

/** The common text in other languages, a row each; a row with words in it, or with words that may not fit any more, is open. */
export function Translations({ translations, errors, older = [] }: TranslationsProps) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">Translations</legend>
      <p className="mt-0.5 mb-2 text-xs text-muted">Who reads in that language gets these words instead of the text above, on pages and in mails. Without them: the text above.</p>
      <ul className="border-t border-line">
        {languages.map((language) => {
          const field = `translation:${language}`;
          const isOlder = older.includes(language);
          return (
            <li key={language} className="group border-b border-line">
              <details open={Boolean(translations[language] || errors[field])}>
                <summary className="flex min-h-10 items-center gap-2 text-sm hover:bg-wash/60">
                  <Icon name="chevron" className="chevron size-3.5 text-muted" />
                  <span className="flex-1" lang={language}>{languageNames[language]}</span>
                  {isOlder && <span className="flex items-center gap-1 text-xs font-medium"><Icon name="alert" className="size-3.5 text-degraded" />Older than the original</span>}
                  <span className="text-xs text-muted group-has-[textarea:not(:placeholder-shown)]:hidden">Add a translation</span>
                </summary>
                <div className="grid gap-2 pt-2 pb-4 ps-6">
                  <TextArea id={field} rows={5} placeholder=" " lang={language} label={`Translation: ${languageNames[language]}`} hint="Markdown. Say the same as the original." error={errors[field]} defaultValue={translations[language]} />
                  {isOlder && <Checkbox name={`fits:${language}`} value="yes" label="It still says what the original says" hint="Readers are told that it is older until you change it, or say so." />}
                </div>
              </details>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
