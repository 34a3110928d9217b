// Checks statements on /verify. Nothing leaves the browser: the files are read here, and the only thing that is asked for is the portal's public key.
import { z } from "zod";
import { type Presented, type Verdict, verifyStatement } from "#lib/reports/rules/verify";

// The page forbids evaluation, which zod would otherwise try.
z.config({ jitless: true });

const form = document.querySelector<HTMLFormElement>("form[data-verify]");
const input = form?.querySelector<HTMLInputElement>("input[type=file]");
const result = document.querySelector<HTMLElement>("[data-verify-result]");
const words = document.querySelector<HTMLElement>("[data-verify-words]");

if (form && input && result && words) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("change", () => {
    check([...(input.files ?? [])], { result, words }).catch(() => show(result, [word(words, "unreadable")]));
  });
}

interface Place {
  result: HTMLElement;
  words: HTMLElement;
}

async function check(files: readonly File[], { result: place, words: given }: Place): Promise<void> {
  if (files.length === 0) return;
  show(place, [word(given, "working")]);
  const presented = await sort(files);
  if (!presented) return show(place, [word(given, "no-statement")]);
  const key = await publishedKey(presented.statement);
  const verdicts = await verifyStatement({ ...presented, ...(key === null ? {} : { publicKey: key }) });
  const isProven = verdicts.every(({ isPassed }) => isPassed);
  const summary = word(given, isProven ? "accepted" : "rejected");
  summary.className = isProven ? "text-lg font-semibold text-operational-text" : "text-lg font-semibold text-danger-text";
  show(place, [summary, list(verdicts, given)]);
}

/** Which file is which is told by what is in it, whatever it is called. */
async function sort(files: readonly File[]): Promise<Presented | null> {
  const found: Partial<Presented> = {};
  for (const file of files) {
    const text = await file.text();
    if (text.startsWith('{"document":')) found.statement = text;
    else if (text.startsWith('{"keys":')) found.chain = text;
    else if (/\.csv$/i.test(file.name)) found.csv = text;
    else if (text.startsWith("{")) found.evidence = text;
  }
  const { statement } = found;
  return statement === undefined ? null : { ...found, statement };
}

const Published = z.object({ keys: z.array(z.object({ id: z.string(), publicKey: z.string() })) });

/** The portal's key by the name that the seal gives it; another key than the published one is found out by that. Null where it cannot be asked. */
async function publishedKey(statement: string): Promise<string | null> {
  const named = z.object({ seal: z.object({ keyId: z.string() }) }).safeParse(read(statement));
  const answer = await fetch("/statements/keys.json").catch(() => null);
  const published = answer?.ok ? Published.safeParse(await answer.json()) : null;
  if (!named.success || !published?.success) return null;
  return published.data.keys.find(({ id }) => id === named.data.seal.keyId)?.publicKey ?? "unknown";
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function list(verdicts: readonly Verdict[], given: HTMLElement): HTMLElement {
  const items = verdicts.map(({ check: name, isPassed, sentence }) => {
    const item = document.createElement("li");
    item.dataset["check"] = name;
    item.dataset["passed"] = String(isPassed);
    const mark = document.createElement("strong");
    mark.textContent = `${isPassed ? "✓" : "✕"} `;
    item.append(mark, textOf(given, `${name}-${isPassed ? "passed" : "failed"}`) ?? sentence);
    return item;
  });
  const whole = document.createElement("ul");
  whole.className = "mt-4 grid gap-2";
  whole.append(...items);
  return whole;
}

function word(given: HTMLElement, name: string): HTMLElement {
  const line = document.createElement("p");
  line.textContent = textOf(given, name) ?? name;
  return line;
}

function textOf(given: HTMLElement, name: string): string | null {
  return given.querySelector(`[data-word="${name}"]`)?.textContent ?? null;
}

function show(place: HTMLElement, content: readonly HTMLElement[]): void {
  place.replaceChildren(...content);
}
