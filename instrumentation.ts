/** Runs once when a server process starts, not during the build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startInlineWorker } = await import("#lib/worker/inline");
  startInlineWorker();
}
