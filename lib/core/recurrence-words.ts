import type { Language } from "./language.ts";
import { describeRule, fieldsOf, untilOf, type WeekdayCode, weekdayCodes } from "./recurrence.ts";
import { sayInstant } from "./time-words.ts";

const units: Record<string, [every: string, several: string]> = { DAILY: ["jeden Tag", "Tage"], WEEKLY: ["jede Woche", "Wochen"], MONTHLY: ["jeden Monat", "Monate"], YEARLY: ["jedes Jahr", "Jahre"] };
const days = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
const ordinals: Record<string, string> = { "1": "ersten", "2": "zweiten", "3": "dritten", "4": "vierten", "5": "fünften", "-1": "letzten", "-2": "vorletzten" };

/** `describeRule` in a reader's language: "every week on Sunday" or "jede Woche am Sonntag". */
export function sayRule(rrule: string, { zone, language }: { zone: string; language: Language }): string {
  if (language === "en") return describeRule(rrule, zone);
  const { FREQ = "", INTERVAL = "1", BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, COUNT, UNTIL } = fieldsOf(rrule);
  const [each, several] = units[FREQ] ?? ["jedes Mal", "Mal"];
  const every = INTERVAL === "1" ? each : `alle ${INTERVAL} ${several}`;
  const position = BYSETPOS === undefined ? "" : `jeweils dem ${listOf(BYSETPOS.split(",").map((one) => ordinals[one] ?? `${one}.`))} von `;
  const on = [BYDAY && listOf(BYDAY.split(",").map(dayOf)), BYMONTHDAY && listOf(BYMONTHDAY.split(",").map((day) => (day === "-1" ? "letzten Tag" : `${day}.`)))].filter(Boolean).join(", sofern es der ist: ");
  const inMonths = BYMONTH && listOf(BYMONTH.split(",").map((month) => months[Number(month) - 1] ?? month));
  const end = COUNT !== undefined ? `, ${COUNT}-mal` : UNTIL !== undefined ? `, bis ${untilIn(UNTIL, zone)}` : "";
  return [every, on && `am ${position}${on}`, inMonths && `im ${inMonths}`].filter(Boolean).join(" ") + end;
}

function dayOf(code: string): string {
  const [, nth = "", day = ""] = /^([+-]?\d+)?([A-Z]{2})$/.exec(code) ?? [];
  const name = days[weekdayCodes.indexOf(day as WeekdayCode)] ?? code;
  return nth === "" ? name : `${ordinals[String(Number(nth))] ?? `${nth}.`} ${name}`;
}

function untilIn(until: string, zone: string): string {
  const at = untilOf(until, zone);
  return at === null ? until : sayInstant(at, { zone, language: "de", style: "date" });
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} und ${words.at(-1) ?? ""}`;
}
