import type { Audience } from "../../access/terms.ts";
import type { ComponentState } from "../../catalog/terms.ts";
import type { Language } from "../../core/language.ts";
import { MINUTE } from "../../core/time.ts";
import type { IncidentState, UpdateKind } from "../terms.ts";
import { inOrder } from "./state.ts";

export interface StoredUpdate {
  id: string;
  kind: UpdateKind;
  state: IncidentState;
  body: string;
  occurredAt: number;
  recordedAt: number;
  components: readonly { componentId: string; state: ComponentState }[];
  notes: readonly { customerId: string; body: string }[];
  /** Earlier wordings of the common body (customerId null) or of a customer's note: empty where there was none yet. With a time: what it gave before as its own. */
  revisions: readonly { customerId: string | null; body: string; replacedAt: number; occurredAt?: number | null; reason?: string | null }[];
  isQuiet?: boolean;
  translations?: readonly { language: Language; body: string; translatedAt: number }[];
}

/** The common words in another language. */
export interface Translation {
  language: Language;
  body: string;
  /** The original was edited since. */
  isOlder: boolean;
}

export interface Wording {
  body: string;
  replacedAt: number;
}

/** When an update was said to have happened before that was corrected, and why. */
export interface CorrectedTime {
  occurredAt: number;
  reason: string;
  replacedAt: number;
}

export interface SeenNote {
  customerId: string;
  body: string;
  earlier: Wording[];
}

/** A note that an edit took away: what it said stays readable to whom it was written for. */
export interface RemovedNote {
  customerId: string;
  earlier: Wording[];
}

export interface SeenUpdate {
  id: string;
  kind: UpdateKind;
  state: IncidentState;
  body: string;
  translations: Translation[];
  /** Where the body is a translation: what it was made of, and whether that was edited since. */
  translated: { original: string; isOlder: boolean } | null;
  /** Earlier wordings, newest first. */
  earlier: Wording[];
  /** Times it gave before, newest first. */
  earlierTimes: CorrectedTime[];
  /** A customer sees its own note only; staff see all. */
  notes: SeenNote[];
  removedNotes: RemovedNote[];
  occurredAt: number;
  recordedAt: number;
  isRecordedLater: boolean;
  /** Written down without telling anybody. */
  isQuiet: boolean;
  components: { componentId: string; state: ComponentState }[];
}

/** The delay from which a reader should know that an update was written down after the fact. */
const RECORDED_LATER_MS = 5 * MINUTE;

/** A timeline as one audience sees it, newest first: the common words, only its notes, only components it may see. */
export function composeTimeline(updates: readonly StoredUpdate[], viewer: { audience: Audience; seesComponent: (componentId: string) => boolean; language?: Language }): SeenUpdate[] {
  return inOrder(updates).toReversed().map((update) => ({
    id: update.id,
    kind: update.kind,
    state: update.state,
    ...wordsIn({ body: update.body, translated: null, translations: translationsOf(update) }, viewer.language),
    translations: translationsOf(update),
    earlier: earlierWordings(update, null),
    earlierTimes: earlierTimes(update),
    notes: update.notes.filter((note) => isReader(viewer.audience, note.customerId)).map((note) => ({ ...pickNote(note), earlier: earlierWordings(update, note.customerId) })),
    removedNotes: removedNotes(update).filter((note) => isReader(viewer.audience, note.customerId)),
    occurredAt: update.occurredAt,
    recordedAt: update.recordedAt,
    isRecordedLater: update.recordedAt - update.occurredAt >= RECORDED_LATER_MS,
    isQuiet: update.isQuiet ?? false,
    components: update.components.filter((component) => viewer.seesComponent(component.componentId)).map(({ componentId, state }) => ({ componentId, state })),
  }));
}

/** The common words in a language, where they are there in it; the original otherwise. */
export function wordsIn({ body, translated, translations }: Pick<SeenUpdate, "body" | "translated" | "translations">, language: Language | undefined): Pick<SeenUpdate, "body" | "translated"> {
  const original = translated?.original ?? body;
  const found = translations.find((each) => each.language === language);
  return found ? { body: found.body, translated: { original, isOlder: found.isOlder } } : { body: original, translated: null };
}

function translationsOf(update: StoredUpdate): Translation[] {
  const editedAt = earlierWordings(update, null)[0]?.replacedAt ?? 0;
  return (update.translations ?? []).map(({ language, body, translatedAt }) => ({ language, body, isOlder: translatedAt < editedAt }));
}

function isReader(audience: Audience, customerId: string): boolean {
  return audience.kind === "staff" || (audience.kind === "customer" && audience.customerId === customerId);
}

function pickNote({ customerId, body }: { customerId: string; body: string }) {
  return { customerId, body };
}

function removedNotes(update: StoredUpdate): RemovedNote[] {
  const present = new Set(update.notes.map((note) => note.customerId));
  const gone = new Set(update.revisions.flatMap(({ customerId }) => (customerId === null || present.has(customerId) ? [] : [customerId])));
  return Array.from(gone, (customerId) => ({ customerId, earlier: earlierWordings(update, customerId) }));
}

function earlierWordings(update: StoredUpdate, customerId: string | null): Wording[] {
  return update.revisions
    .filter((revision) => revision.customerId === customerId && (revision.occurredAt ?? null) === null)
    .map(({ body, replacedAt }) => ({ body, replacedAt }))
    .toSorted((a, b) => b.replacedAt - a.replacedAt);
}

function earlierTimes(update: StoredUpdate): CorrectedTime[] {
  return update.revisions
    .flatMap(({ occurredAt, reason, replacedAt }) => (occurredAt == null ? [] : [{ occurredAt, reason: reason ?? "", replacedAt }]))
    .toSorted((a, b) => b.replacedAt - a.replacedAt);
}
