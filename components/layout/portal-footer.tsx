import { inLanguage } from "#lib/language/rules/addresses";
import { currentLanguage, languageNames, languages } from "#lib/core/language";
import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { buttonClass } from "../ui/button.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";

export type FooterLink = { label: string; href: string };

export type PortalFooterProps = { getTold: readonly FooterLink[]; zone: string; zoneLabel: string; madeAt: number; /** Of the page it stands on, without its language. */ path: string; text?: string; links?: readonly FooterLink[] };

export function PortalFooter({ getTold, zone, zoneLabel, madeAt, path, text = "", links = [] }: PortalFooterProps) {
  return (
    <footer className="mx-auto mt-16 max-w-portal px-4 pb-12 text-sm text-muted sm:px-6 lg:px-0">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 border-t border-line pt-6">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 print:hidden">
          <span>{say("Get told")}</span>
          {getTold.map((link) => <TextLink key={link.href} href={link.href}>{link.label}</TextLink>)}
        </p>
        <LanguageLinks path={path} />
        <button type="button" hidden data-theme-toggle className={clsx(buttonClass("quiet", "small"), "-me-3")}>{say("Theme: system")}</button>
      </div>
      {(text !== "" || links.length > 0) && (
        <div className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {text !== "" && <p className="max-w-prose whitespace-pre-line wrap-anywhere">{text}</p>}
          {links.map(({ label, href }) => <a key={href} href={href} rel="noopener" className="underline underline-offset-2 wrap-anywhere hover:text-ink">{label}</a>)}
        </div>
      )}
      <p className="mt-3 text-xs">
        <span data-zone-note data-page-zone={zone}>{say("Times in {zone}", { zone: zoneLabel })}</span>
        <button type="button" hidden data-zone-toggle className="ms-1.5 underline underline-offset-2 hover:text-ink print:hidden">{say("Change")}</button>
        <span aria-hidden="true"> · </span>
        <span data-refresh id="page-made"><Say words="Page made {time}" time={<Time at={madeAt} zone={zone} show="full" />} /></span>
      </p>
    </footer>
  );
}

/** The same page in the other languages, each named by its own. */
export function LanguageLinks({ path }: { path: string }) {
  const others = languages.filter((language) => language !== currentLanguage());
  return (
    <p className="flex gap-4 print:hidden">
      <span className="sr-only">{say("Language")}: </span>
      {others.map((language) => <a key={language} lang={language} hrefLang={language} href={inLanguage(path, language)} className="py-1 hover:text-ink hover:underline">{languageNames[language]}</a>)}
    </p>
  );
}

/** Frame of a document's content. With `isLive` the script asks every 30 seconds whether it has changed. */
export function PortalMain({ children, isLive = false }: { children: ReactNode; isLive?: boolean }) {
  return (
    <>
      <main id="main" tabIndex={-1} data-refresh={isLive ? "" : undefined} className="mx-auto max-w-portal px-4 outline-none sm:px-6 lg:px-0">{children}</main>
      <p id="announce" role="status" className="sr-only" />
    </>
  );
}
