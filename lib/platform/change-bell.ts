// Copies of this module in other bundles of the process must reach the same listeners.
const slot = Symbol.for("candor.changes.listeners");
const shared = globalThis as { [slot]?: Set<() => void> };
const listeners = (shared[slot] ??= new Set());

/** Calls the listener after each commit of this process that raised a revision; returns how to stop that. */
export function onRevisionRaised(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function ringRevisionRaised(): void {
  for (const listener of listeners) listener();
}
