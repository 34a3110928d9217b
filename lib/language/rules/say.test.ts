import { readFileSync } from "node:fs";
import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MINUTE } from "../../core/time.ts";
import { speaking } from "../../platform/language.ts";
import { german } from "./german.ts";
import { say, sayFigure, sayInside, sayKnown, sayLasting, sayTime, type Words } from "./say.ts";

const at = Date.UTC(2026, 10, 29, 13, 30);

describe("words of a page", () => {
  it("are English where nothing else was asked for", () => {
    expect(say("Read the timeline")).toBe("Read the timeline");
    expect(say("{count} incident|{count} incidents", { count: 1 })).toBe("1 incident");
    expect(sayInside("Resolved")).toBe("resolved");
    expect(sayTime({ at, zone: "Europe/Berlin" }, "full")).toBe("29 Nov 2026, 14:30 CET (13:30 UTC)");
  });

  it("are those that a catalogue has: what a person wrote is said as it stands", async () => {
    await speaking("de", async () => expect(["Incidents", "Payments are slow", "constructor", "toString", "__proto__"].map(sayKnown)).toEqual(["Störungen", "Payments are slow", "constructor", "toString", "__proto__"]));
  });

  it("are German in German, with plurals, numbers and dates as they are written there", () => {
    speaking("de", () => {
      expect(say("Read the timeline")).toBe("Den Verlauf lesen");
      expect([0, 1, 2].map((count) => say("{count} incident|{count} incidents", { count }))).toEqual(["0 Störungen", "1 Störung", "2 Störungen"]);
      expect(sayInside("Identified")).toBe("Ursache gefunden");
      expect(sayFigure("99.93 %")).toBe("99,93 %");
      expect(sayLasting(185 * MINUTE)).toBe("3 Std. 5 Min.");
      expect(sayTime({ at, zone: "Europe/Berlin" }, "full")).toBe("29. Nov. 2026, 14:30 MEZ (13:30 UTC)");
      expect(sayTime({ at, zone: "UTC" }, "weekday")).toBe("So. 29. Nov.");
      expect(sayTime({ at, zone: "UTC" }, "month")).toBe("November 2026");
    });
  });

  it("stay apart when two pages are drawn at once", async () => {
    const drawn = await Promise.all(
      (["de", "en"] as const).map((language) =>
        speaking(language, async () => {
          await Promise.resolve();
          return say("Sign in");
        }),
      ),
    );
    expect(drawn).toEqual(["Anmelden", "Sign in"]);
  });

  it("agree with Intl on how months and days are called", () => {
    for (let month = 0; month < 12; month++) {
      const day = Date.UTC(2026, month, 7 + month, 12);
      const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("de-DE", { timeZone: "UTC", ...options }).format(day);
      speaking("de", () => {
        expect(sayTime({ at: day, zone: "UTC" }, "date")).toBe(intl({ day: "numeric", month: "short", year: "numeric" }));
        expect(sayTime({ at: day, zone: "UTC" }, "month")).toBe(intl({ month: "long", year: "numeric" }));
        expect(sayTime({ at: day, zone: "UTC" }, "weekday")).toBe(intl({ weekday: "short", day: "numeric", month: "short" }).replace(",", ""));
      });
    }
  });
});

describe("the German catalogue", () => {
  const entries = Object.entries(german) as [Words, string][];

  it("keeps every place that the English has, and as many forms", () => {
    const places = (text: string) => [...new Set(Array.from(text.matchAll(/\{\w+\}/g), ([place]) => place))].toSorted();
    for (const [english, words] of entries) {
      expect([english, places(words)]).toEqual([english, places(english)]);
      expect([english, words.split("|").length]).toEqual([english, english.split("|").length]);
    }
  });

  it("holds no word that nobody says", () => {
    const sources = globSync("{app,components,lib}/**/*.{ts,tsx}", { exclude: (name) => name.includes("language/rules/german") || name.includes(".test.") }).map((file) => readFileSync(file, "utf8")).join("\n");
    const lower = sources.toLowerCase();
    expect(entries.map(([english]) => english).filter((english) => !lower.includes(JSON.stringify(english).toLowerCase()))).toEqual([]);
  });
});
