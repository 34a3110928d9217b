import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isLoopbackUrl, parseEnv, requireProductionSecrets, variableNames } from "./env.ts";

const secret = "kF3v9Lw2TzQ8rXbN5cYpA7dHs1GmJ6uE0oIi4Vt-_ZU";
const publicPortal = { NODE_ENV: "production", APP_URL: "https://status.acme.example", AUTH_SECRET: secret, MAIL_FROM: "Acme <status@acme.example>", SMTP_URL: "smtp://mail.acme.example" };

function refusal(changes: Record<string, string | undefined>): string {
  try {
    return `accepted: ${requireProductionSecrets(parseEnv({ ...publicPortal, ...changes })).join()}`;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a public portal", () => {
  test("starts without a warning when everything it needs is set", () => expect(refusal({})).toBe("accepted: "));

  test.each([
    ["missing", undefined],
    ["empty", ""],
    ["short", "too-short"],
    ["an example", "an-example-secret-that-is-long-enough-123"],
    ["the secret of the tests", "a-secret-for-tests-only-0123456789abcdef"],
    ["one letter repeated", "a".repeat(64)],
  ])("does not start with an AUTH_SECRET that is %s", (_, AUTH_SECRET) => expect(refusal({ AUTH_SECRET })).toMatch(/AUTH_SECRET/));

  test("does not start without a sender for its mails", () => expect(refusal({ MAIL_FROM: "" })).toMatch(/^MAIL_FROM is missing/));
  test("is told that its mail reaches nobody", () => expect(refusal({ SMTP_URL: "" })).toMatch(/accepted: RESEND_API_KEY and SMTP_URL/));
  test("is told that http gives cookies away", () => expect(refusal({ APP_URL: "http://status.acme.example" })).toMatch(/accepted: APP_URL is not https/));
  test("has no demo company unless it asks for one", () => {
    expect(parseEnv(publicPortal).DEMO).toBe(false);
    expect(parseEnv({ ...publicPortal, DEMO: "true" }).DEMO).toBe(true);
  });
});

describe("a portal on one's own computer", () => {
  test("needs no secret and shows the demo company, in production mode too", () => {
    const env = parseEnv({ NODE_ENV: "production" });
    expect(requireProductionSecrets(env)).toEqual([]);
    expect(env.DEMO).toBe(true);
  });

  test("says its address with the port it listens on", () => expect(parseEnv({ PORT: "4100" }).APP_URL).toBe("http://localhost:4100"));
});

test("an address keeps its origin only, so that links made from it have one slash", () => {
  expect(parseEnv({ APP_URL: "https://status.acme.example/" }).APP_URL).toBe("https://status.acme.example");
});

test("every wrong variable is named at once", () => {
  expect(() => parseEnv({ PORT: "x", DATABASE_URL: "mysql://x" })).toThrow(/PORT:[^]*DATABASE_URL: must start with postgres/);
});

test.each([
  ["http://localhost:3000", true],
  ["http://acme.localhost:3000", true],
  ["http://127.0.0.1", true],
  ["http://127.8.8.8", true],
  ["http://[::1]:80", true],
  ["http://localhost.evil.example", false],
  ["http://127.0.0.1.evil.example", false],
  ["https://status.acme.example", false],
  ["http://10.0.0.1", false],
])("%s is a loopback address: %s", (url, expected) => expect(isLoopbackUrl(url)).toBe(expected));

describe("the documents name every variable and no other", () => {
  test(".env.example", () => {
    const named = [...readFileSync(".env.example", "utf8").matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
    expect(named.toSorted()).toEqual(variableNames.toSorted());
  });

  test("the table in README.md", () => {
    expect(existsSync("README.md")).toBe(true);
    const named = [...readFileSync("README.md", "utf8").matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(named.toSorted()).toEqual(variableNames.toSorted());
  });
});
