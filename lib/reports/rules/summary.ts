import type { Language } from "#lib/core/language";
import { formatDuration } from "#lib/core/time";
import { attainmentPercent, floorDecimal, percentOfPpm } from "#lib/slo/rules/counts";
import type { StatementDocument } from "./document.ts";

// These sentences are part of what is signed: they change with the format's version only, so that a statement of years ago is still
// built to the byte. Hence they are not in the catalogue of the pages.
const sentences = {
  en: {
    none: "No objective was measured in this period.",
    allMet: (of: number) => (of === 1 ? "The objective was met." : `All ${of} objectives were met.`),
    someMissed: (missed: number, of: number) => (of === 1 ? "The objective was missed." : `${missed} of ${of} objectives ${missed === 1 ? "was" : "were"} missed.`),
    worst: (name: string, attained: string, target: string, left: string) => `Closest to its limit: ${name}, ${attained} % of ${target} %, budget left ${left} %.`,
    quiet: "No incident affected you.",
    incidents: (count: number) => (count === 1 ? "One incident concerned you." : `${count} incidents concerned you.`),
    failed: (failed: string) => `By your own counts ${failed} requests failed beyond what is normal.`,
    excluded: (time: string) => `Planned work and exclusions changed figures for up to ${time}; each is named in this statement.`,
    promises: (kept: number, of: number) => `${kept} of ${of} promised times were kept.`,
    noCredit: "No service credit is due.",
    credit: (share: string, amount: string) => `A service credit of ${share} %${amount} is due.`,
    amended: (number: number, count: number) => `This amends statement ${number}: ${count === 1 ? "one figure differs" : `${count} figures differ`}.`,
    separator: ",",
    decimal: ".",
  },
  de: {
    none: "In diesem Zeitraum wurde kein Ziel gemessen.",
    allMet: (of: number) => (of === 1 ? "Das Ziel wurde erreicht." : `Alle ${of} Ziele wurden erreicht.`),
    someMissed: (missed: number, of: number) => (of === 1 ? "Das Ziel wurde verfehlt." : `${missed} von ${of} Zielen ${missed === 1 ? "wurde" : "wurden"} verfehlt.`),
    worst: (name: string, attained: string, target: string, left: string) => `Am nächsten an der Grenze: ${name}, ${attained} % von ${target} %, übriges Budget ${left} %.`,
    quiet: "Keine Störung hat Sie betroffen.",
    incidents: (count: number) => (count === 1 ? "Eine Störung hat Sie betroffen." : `${count} Störungen haben Sie betroffen.`),
    failed: (failed: string) => `Nach Ihren eigenen Zählungen sind ${failed} Anfragen mehr fehlgeschlagen als sonst.`,
    excluded: (time: string) => `Geplante Arbeiten und Ausschlüsse haben Werte für bis zu ${time} geändert; jeder steht in diesem Bericht.`,
    promises: (kept: number, of: number) => `${kept} von ${of} zugesagten Zeiten wurden eingehalten.`,
    noCredit: "Es steht keine Gutschrift zu.",
    credit: (share: string, amount: string) => `Es steht eine Gutschrift von ${share} %${amount} zu.`,
    amended: (number: number, count: number) => `Dies berichtigt Bericht ${number}: ${count === 1 ? "Ein Wert ist" : `${count} Werte sind`} anders.`,
    separator: ".",
    decimal: ",",
  },
} as const;

type Told = Omit<StatementDocument, "summary" | "headline" | "format" | "evidenceHash">;

/** What the figures come to. The worst is the one with least of its budget left. */
export function headlineOf({ objectives, incidents }: Pick<Told, "objectives" | "incidents">): StatementDocument["headline"] {
  const measured = objectives.filter((each) => each.isMet !== null);
  const worst = measured.toSorted((a, b) => (a.leftPpm ?? 0) - (b.leftPpm ?? 0) || (a.id < b.id ? -1 : 1))[0];
  const impacts = incidents.flatMap(({ impact }) => impact ?? []);
  return {
    objectives: objectives.length,
    met: measured.filter((each) => each.isMet).length,
    missed: measured.filter((each) => !each.isMet).length,
    unmeasured: objectives.length - measured.length,
    incidents: incidents.filter((each) => !each.isFalseAlarm).length,
    failed: impacts.length === 0 ? null : impacts.reduce((sum, impact) => sum + impact.failed, 0),
    worst: worst?.id ?? null,
  };
}

/** The period in a few sentences, in the customer's language. */
export function summarize(told: Told, headline: StatementDocument["headline"]): string[] {
  const language = told.customer.language;
  const say = sentences[language];
  const measured = headline.met + headline.missed;
  const worst = told.objectives.find(({ id }) => id === headline.worst);
  const excludedMs = Math.max(0, ...told.objectives.map((each) => each.removedMs + each.excusedMs));
  const [kept, missed] = [told.communication.promises.reduce((sum, each) => sum + each.kept, 0), told.communication.promises.reduce((sum, each) => sum + each.missed, 0)];
  return [
    ...(told.amends ? [say.amended(told.amends.number, told.amends.differences.length)] : []),
    measured === 0 ? say.none : headline.missed === 0 ? say.allMet(measured) : say.someMissed(headline.missed, measured),
    ...(worst?.leftPpm === undefined || worst.leftPpm === null ? [] : [say.worst(worst.name, local(attainmentPercent(worst.counts) ?? "", language), local(percentOfPpm(worst.policy.targetPpm), language), local(floorDecimal(BigInt(worst.leftPpm), 10_000n, 1), language))]),
    headline.incidents === 0 ? say.quiet : say.incidents(headline.incidents),
    ...(headline.failed === null || headline.incidents === 0 ? [] : [say.failed(grouped(headline.failed, language))]),
    ...(excludedMs === 0 ? [] : [say.excluded(formatDuration(excludedMs))]),
    ...(kept + missed === 0 ? [] : [say.promises(kept, kept + missed)]),
    ...creditSentence(told, language),
  ];
}

function creditSentence({ credit }: Told, language: Language): string[] {
  if (!credit?.isCounted) return [];
  const say = sentences[language];
  if (credit.creditPpm === 0) return [say.noCredit];
  return [say.credit(local(percentOfPpm(credit.creditPpm), language), credit.amountMinor === null ? "" : ` (${moneyOf(credit.amountMinor, { currency: credit.terms.currency, language })})`)];
}

/** "1,234.50 EUR": two decimals, without a locale's data, which differs between machines. */
export function moneyOf(minor: number, { currency, language }: { currency: string; language: Language }): string {
  return `${grouped(Math.floor(minor / 100), language)}${sentences[language].decimal}${String(minor % 100).padStart(2, "0")} ${currency}`;
}

/** Digits in groups of three. */
export function grouped(value: number, language: Language): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, sentences[language].separator);
}

/** A figure with the decimal sign of a language. */
export function local(figure: string, language: Language): string {
  return language === "de" ? figure.replace(".", ",") : figure;
}
