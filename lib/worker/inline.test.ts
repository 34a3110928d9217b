import { afterEach, expect, it, vi } from "vitest";

const startWorkers = vi.hoisted(() => vi.fn(() => ({ stop: async () => {} })));
vi.mock("./start.ts", () => ({ startWorkers }));
vi.mock("#db/connection", () => ({ getDb: () => ({}) }));

const slot = Symbol.for("candor.worker");

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  startWorkers.mockClear();
  Reflect.deleteProperty(globalThis, slot);
});

it("a server with WORKER=off leaves the work to `npm run worker`", async () => {
  vi.stubEnv("WORKER", "off");
  (await import("./inline.ts")).startInlineWorker();
  expect(startWorkers).not.toHaveBeenCalled();
});

it("a server otherwise has one worker, however often its modules are loaded", async () => {
  (await import("./inline.ts")).startInlineWorker();
  vi.resetModules();
  (await import("./inline.ts")).startInlineWorker();
  expect(startWorkers).toHaveBeenCalledTimes(1);
});
