import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { formatInstant, parseLocalDateTime } from "./time.ts";
import { MONTHS, WEEKDAYS } from "./zone.ts";

/** A rule of RFC 5545 with its first occurrence, on the clock of a zone. A time that the change to summer time skips is no occurrence. */
export interface Recurrence {
  /** Without "RRULE:" and DTSTART. */
  rrule: string;
  timeZone: string;
  firstAt: number;
}

export const weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type WeekdayCode = (typeof weekdayCodes)[number];

const frequencies: Record<string, string> = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" };
const parts = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST"]);
const countAtMost = 1_000;
const lengthAtMost = 300;
const lookAheadYears = 12;

export type RuleReading = { rrule: string } | { refusal: string };

/** A rule as somebody typed or pasted it, in one spelling; or why it cannot be followed. */
export function readRule(text: string): RuleReading {
  const bare = text.trim().replace(/^RRULE:/i, "").toUpperCase();
  if (bare === "") return { refusal: "Write a rule, as FREQ=WEEKLY;BYDAY=SU." };
  if (bare.length > lengthAtMost || !/^[A-Z]+=[^;=\s]+(;[A-Z]+=[^;=\s]+)*$/.test(bare)) return { refusal: "This is no recurrence rule. Paste one RRULE alone, as FREQ=WEEKLY;BYDAY=SU." };
  const found = fieldsOf(bare);
  const stranger = Object.keys(found).find((name) => !parts.has(name));
  if (stranger) return { refusal: /^BY(HOUR|MINUTE|SECOND)$/.test(stranger) ? `${stranger} is not used here: each time begins at the hour of the first.` : `${stranger} is not understood here. Leave it out.` };
  const { FREQ = "", COUNT } = found;
  if (!(FREQ in frequencies)) return { refusal: /^(HOUR|MINUTE|SECOND)LY$/.test(FREQ) ? "Work repeats daily at most. Choose DAILY, WEEKLY, MONTHLY or YEARLY." : "Say how often, with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY." };
  if (COUNT !== undefined && !(/^\d{1,4}$/.test(COUNT) && Number(COUNT) >= 1 && Number(COUNT) <= countAtMost)) return { refusal: `COUNT is a number from 1 to ${countAtMost.toLocaleString("en")}.` };
  if (COUNT !== undefined && found["UNTIL"] !== undefined) return { refusal: "A rule ends by COUNT or by UNTIL, not by both." };
  return { rrule: bare };
}

/** Whether a rule has an occurrence at all; null, or why it is refused. */
export function refuseRule(recurrence: Recurrence, durationMs: number): string | null {
  try {
    const times = occurrences(recurrence, { after: recurrence.firstAt - 1, limit: 24 });
    if (times.length === 0) return "This rule never comes true: no day fits it.";
    const gap = Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
    return gap < durationMs ? "One time would not be over before the next begins. Make the work shorter, or repeat it less often." : null;
  } catch {
    return "This rule cannot be followed. Check its days and numbers.";
  }
}

/** The next occurrences after an instant, soonest first, at most so many and none beyond `until`. */
export function occurrences(recurrence: Recurrence, { after, until, limit }: { after: number; until?: number; limit: number }): number[] {
  const rule = ruleOf(recurrence);
  const horizon = Math.min(until ?? Number.MAX_SAFE_INTEGER, Math.max(after, recurrence.firstAt) + lookAheadYears * 366 * 86_400_000);
  const found: number[] = [];
  for (let from = after; found.length < limit; ) {
    const at = nextOf(rule, from);
    if (at === null || at > horizon) break;
    found.push(at);
    from = at;
  }
  return found;
}

// The library throws once it has looked through so many periods in vain: there is nothing more that anybody would wait for.
function nextOf(rule: RRuleTemporal, after: number): number | null {
  try {
    const next = rule.next(new Date(after), false);
    return next === null ? null : Temporal.ZonedDateTime.from(next.toString()).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Whether the rule names this very instant. */
export function isOccurrence(recurrence: Recurrence, at: number): boolean {
  return occurrences(recurrence, { after: at - 1, until: at, limit: 1 }).length > 0;
}

const rules = new Map<string, RRuleTemporal>();
const rulesKept = 300;

// Reading a rule costs more than following it, and lists ask for the same ones again and again.
function ruleOf({ rrule, timeZone, firstAt }: Recurrence): RRuleTemporal {
  const key = `${rrule} ${timeZone} ${firstAt}`;
  const known = rules.get(key);
  if (known) return known;
  if (rules.size >= rulesKept) rules.clear();
  const dtstart = Temporal.Instant.fromEpochMilliseconds(firstAt).toZonedDateTimeISO(timeZone);
  const made = new RRuleTemporal({ rruleString: `RRULE:${rrule}`, dtstart, maxIterations: 5_000 });
  rules.set(key, made);
  return made;
}

const ordinals: Record<string, string> = { "1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last", "-2": "second last" };

/** "every week on Sunday", "every 2 months on the first Monday, until 1 Mar 2027". */
export function describeRule(rrule: string, zone: string): string {
  const { FREQ = "", INTERVAL = "1", BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, COUNT, UNTIL } = fieldsOf(rrule);
  const unit = frequencies[FREQ] ?? "time";
  const every = INTERVAL === "1" ? `every ${unit}` : `every ${INTERVAL} ${unit}s`;
  const position = BYSETPOS === undefined ? "" : `the ${listOf(BYSETPOS.split(",").map((each) => ordinals[each] ?? `${each}.`))} of `;
  const days = [BYDAY && listOf(BYDAY.split(",").map(describeDay)), BYMONTHDAY && `the ${listOf(BYMONTHDAY.split(",").map(describeMonthDay))}`].filter(Boolean).join(" that is ");
  const months = BYMONTH && listOf(BYMONTH.split(",").map((each) => MONTHS[Number(each) - 1] ?? each));
  const end = COUNT !== undefined ? `, ${COUNT} times` : UNTIL !== undefined ? `, until ${describeUntil(UNTIL, zone)}` : "";
  return [every, days && `on ${position}${days}`, months && `in ${months}`].filter(Boolean).join(" ") + end;
}

function describeDay(code: string): string {
  const [, nth = "", day = ""] = /^([+-]?\d+)?([A-Z]{2})$/.exec(code) ?? [];
  const name = WEEKDAYS[(weekdayCodes.indexOf(day as WeekdayCode) + 1) % 7] ?? code;
  return nth === "" ? name : `the ${ordinals[String(Number(nth))] ?? `${nth}.`} ${name}`;
}

function describeMonthDay(day: string): string {
  return day === "-1" ? "last day" : `${day}.`;
}

function describeUntil(until: string, zone: string): string {
  const at = untilOf(until, zone);
  return at === null ? until : formatInstant(at, zone, "date");
}

export function untilOf(until: string, zone: string): number | null {
  const [, year, month, day, clock, isUtc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})(Z?))?$/.exec(until) ?? [];
  if (!year) return null;
  const time = clock === undefined ? "" : `T${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`;
  return parseLocalDateTime(`${year}-${month}-${day}${time}`, isUtc === "Z" ? "UTC" : zone);
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

export function fieldsOf(rrule: string): Record<string, string> {
  return Object.fromEntries(rrule.split(";").map((part) => part.split("=") as [string, string]));
}
