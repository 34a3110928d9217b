import type { Audience } from "../../access/terms.ts";
import type { ComponentState } from "../../catalog/terms.ts";
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
export function composeTimeline(updates: readonly StoredUpdate[], viewer: { audience: Audience; seesComponent: (componentId: string) => boolean }): SeenUpdate[] {
  return inOrder(updates).toReversed().map((update) => ({
    id: update.id,
    kind: update.kind,
    state: update.state,
    body: update.body,
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
