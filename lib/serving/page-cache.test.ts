import { describe, expect, it } from "vitest";
import { fixedClock } from "#lib/platform/clock";
import { KeptDocument } from "./kept-document.ts";
import { isAnswerOfPage, PageCache, type Wanted } from "./page-cache.ts";

const start = 1_795_000_000_000;
const documentOf = (text: string) => new KeptDocument({ contentType: "text/html", headers: {}, text }, {});
const words = (document: KeptDocument) => document.raw.toString();

function setUp({ maxBytes = 1_000_000, ...options }: { maxBytes?: number; holdMs?: number } = {}) {
  const clock = fixedClock(start);
  const made: string[] = [];
  const cache = new PageCache({ now: clock, maxBytes, ...options });
  const want = (key: string, revision: string, text = `${key}@${revision}`): Wanted => ({
    key,
    revision: () => revision,
    isForEverybody: false,
    make: async () => {
      made.push(text);
      return documentOf(text);
    },
  });
  const read = async (key: string, revision: string) => words((await cache.obtain(want(key, revision))).document);
  return { clock, cache, made, want, read };
}

/** Makes that wait until they are told to go on. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, making: (text: string) => async () => (await promise, documentOf(text)) };
}

describe("what is kept", () => {
  it("is made once, however many ask at once and after", async () => {
    const { read, made } = setUp();
    expect(await Promise.all(Array.from({ length: 50 }, () => read("a", "1")))).toEqual(Array(50).fill("a@1"));
    expect(await read("a", "1")).toBe("a@1");
    expect(made).toEqual(["a@1"]);
  });

  it("is made anew after a change, and each key has its own", async () => {
    const { read, made } = setUp();
    await read("a", "1");
    await read("b", "1");
    expect(await read("a", "2")).toBe("a@2");
    expect(made).toEqual(["a@1", "b@1", "a@2"]);
  });

  it("is made anew in the background when a minute has passed, and at once when two have", async () => {
    const { read, made, clock, cache, want } = setUp();
    await read("a", "1");
    clock.advance(61_000);
    expect((await cache.obtain(want("a", "1", "newer"))).from).toBe("kept");
    await expect.poll(() => cache.find("a", "1") !== null).toBe(true);
    expect(made).toEqual(["a@1", "newer"]);
    clock.advance(121_000);
    expect((await cache.obtain(want("a", "1", "newest"))).from).toBe("made");
  });

  it("takes no more room than it may; what was unused longest leaves first", async () => {
    const { read, cache } = setUp({ maxBytes: 7_000 });
    await read("a", "1");
    await read("b", "1");
    await read("c", "1");
    await read("a", "1");
    await read("d", "1");
    expect(cache.bytes).toBeLessThanOrEqual(7_000);
    expect(["a", "b", "c", "d"].map((key) => cache.find(key, "1") !== null)).toEqual([true, false, true, true]);
  });

  it("counts what compressing adds", async () => {
    const { read, cache } = setUp();
    await read("a", "1");
    const before = cache.bytes;
    const added = cache.find("a", "1")?.variant("br").body.length;
    cache.weigh("a");
    expect(cache.bytes - before).toBe(added);
  });
});

describe("while the new words are being made", () => {
  async function changed(options: { holdMs: number }) {
    const set = setUp(options);
    const { open, making } = gate();
    await set.read("a", "1");
    const newer: Wanted = { key: "a", revision: () => "2", isForEverybody: false, make: making("a@2") };
    return { ...set, open, newer };
  }

  it("a reader waits for them, if it is not for long", async () => {
    const { cache, newer, open } = await changed({ holdMs: 60_000 });
    const asked = cache.obtain(newer);
    open();
    const found = await asked;
    expect([found.from, words(found.document)]).toEqual(["made", "a@2"]);
  });

  it("and otherwise gets the old ones for a moment", async () => {
    const { cache, newer, open } = await changed({ holdMs: 1 });
    const found = await cache.obtain(newer);
    expect([found.from, words(found.document)]).toEqual(["stale", "a@1"]);
    open();
    await expect.poll(() => cache.find("a", "2") !== null).toBe(true);
  });

  it("no longer than that moment, counted from when they were last known to be true", async () => {
    const { cache, newer, open, clock } = await changed({ holdMs: 1 });
    clock.advance(600);
    expect((await cache.obtain(newer)).from).toBe("stale");
    clock.advance(101);
    const waiting = cache.obtain(newer);
    open();
    expect(words((await waiting).document)).toBe("a@2");
  });

  it("one that waits for its turn is made of what is so by then, for all who asked meanwhile", async () => {
    const { cache, made } = setUp();
    const blocked = gate();
    const before = Array.from({ length: 4 }, (_, index) => cache.obtain({ key: `before${index}`, revision: () => "1", isForEverybody: false, make: blocked.making("x") }));
    const state = { revision: "1" };
    const wanted: Wanted = { key: "a", revision: () => state.revision, isForEverybody: false, make: async () => (made.push(state.revision), documentOf(`a@${state.revision}`)) };
    const asked = [cache.obtain(wanted)];
    state.revision = "2";
    asked.push(cache.obtain(wanted));
    blocked.open();
    await Promise.all(before);
    expect((await Promise.all(asked)).map(({ document }) => words(document))).toEqual(["a@2", "a@2"]);
    expect(made).toEqual(["2"]);
  });

  it("what was begun earlier and ends later takes no newer one's place", async () => {
    const { cache } = setUp();
    const slow = gate();
    const begun = Promise.withResolvers<void>();
    const making = slow.making("a@1");
    const old = cache.obtain({ key: "a", revision: () => "1", isForEverybody: false, make: () => (begun.resolve(), making()) });
    await begun.promise;
    await cache.obtain({ key: "a", revision: () => "2", isForEverybody: false, make: async () => documentOf("a@2") });
    slow.open();
    expect(words((await old).document)).toBe("a@1");
    expect(words(cache.find("a", "2") ?? documentOf("gone"))).toBe("a@2");
  });
});

describe("what cannot be made", () => {
  const failing = (isForEverybody: boolean, error: Error): Wanted => ({ key: "a", revision: () => "2", isForEverybody, make: () => Promise.reject(error) });

  it("is no answer for one customer, and is tried again by the next who asks", async () => {
    const { cache, read } = setUp();
    await read("a", "1");
    await expect(cache.obtain(failing(false, new Error("no database")))).rejects.toThrow("no database");
    expect(await read("a", "2")).toBe("a@2");
  });

  it("leaves everybody the words from before, unless the page itself says that it is gone", async () => {
    const { cache, read } = setUp();
    await read("a", "1");
    expect(words((await cache.obtain(failing(true, new Error("no database")))).document)).toBe("a@1");
    const gone = Object.assign(new Error("gone"), { digest: "NEXT_HTTP_ERROR_FALLBACK;404" });
    expect(isAnswerOfPage(gone)).toBe(true);
    await expect(cache.obtain(failing(true, gone))).rejects.toThrow("gone");
  });
});
