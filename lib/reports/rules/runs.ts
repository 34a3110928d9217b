import type { Counts } from "#lib/slo/rules/counts";

/** Slots as one text. The same twice is a run, as most of a quiet night is. */
export function writeRuns(slots: readonly Counts[]): string {
  const runs: { word: string; times: number }[] = [];
  for (const { good, total } of slots) {
    const word = total === 0 ? "-" : `${good}/${total}`;
    const last = runs.at(-1);
    if (last?.word === word) last.times++;
    else runs.push({ word, times: 1 });
  }
  return runs.map(({ word, times }) => (times === 1 ? word : `${times}x${word}`)).join(" ");
}

const RUN = /^(?:([1-9]\d{0,6})x)?(?:-|(0|[1-9]\d{0,15})\/([1-9]\d{0,15}))$/;
// A year of minutes: more is no statement.
const slotsAtMost = 530_000;

/** Reads what `writeRuns` wrote; throws on anything else. */
export function readRuns(text: string): Counts[] {
  const slots: Counts[] = [];
  for (const run of text === "" ? [] : text.split(" ")) {
    const [match, times = "1", good = "0", total = "0"] = RUN.exec(run) ?? [];
    const slot = { good: Number(good), total: Number(total) };
    if (match === undefined || slot.good > slot.total || !Number.isSafeInteger(slot.total)) throw new Error(`"${run.slice(0, 40)}" is no count of a slot.`);
    if (slots.length + Number(times) > slotsAtMost) throw new Error("These are more slots than a statement has.");
    for (let left = Number(times); left > 0; left--) slots.push(slot);
  }
  return slots;
}
