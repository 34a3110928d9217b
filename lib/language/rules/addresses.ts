import { defaultLanguage, type Language, languages } from "../../core/language.ts";

/** What readers read: under these a language may stand before the path. The console, interfaces for programs and files have one address each. */
const read = /^\/(?:$|(?:history|feed|incidents|maintenance|announcements|subscribe|subscription|unsubscribe|c|embed\/c|f|s|verify|sign-in|account|switch)(?:[/.]|$))/;
const marked = new RegExp(`^/(${languages.filter((each) => each !== defaultLanguage).join("|")})(?=/|\\?|$)`);

/** The language that an address begins with, and the address without it. */
export function takeLanguage(url: string): { language: Language; url: string } {
  const language = languages.find((each) => each === marked.exec(url)?.[1]);
  const rest = language === undefined ? url : url.slice(language.length + 1);
  if (language === undefined || !isRead(rest.startsWith("/") ? rest : `/${rest}`)) return { language: defaultLanguage, url };
  // "/de" is the German page of "/"; "/de/" would be a second address of it.
  return rest === "/" || rest.startsWith("/?") ? { language: defaultLanguage, url } : { language, url: rest.startsWith("/") ? rest : `/${rest}` };
}

/** The address of the same page in a language. */
export function inLanguage(path: string, language: Language): string {
  return language === defaultLanguage || marked.test(path) || !isRead(path) ? path : `/${language}${path === "/" ? "" : path.replace(/^\/(?=[?#])/, "")}`;
}

/** A page drawn in a language leads on in it: every link and form to what readers read, but for a link that names its language. */
export function leadOn(html: string, language: Language): string {
  if (language === defaultLanguage) return html;
  return html.replace(/( hrefLang="[^"]*")? (href|action)="(\/[^/"][^"]*|\/)"/g, (whole, named: string | undefined, name: string, path: string) => (named === undefined ? ` ${name}="${inLanguage(path, language)}"` : whole));
}

function isRead(url: string): boolean {
  return read.test(url.split(/[?#]/)[0] ?? "");
}
