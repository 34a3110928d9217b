import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const secret = "kJ3n9QwX7vB2mZ8rT5yL1pD6sF4gH0aC";

function start(given: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "candor-refusal-"));
  try {
    const script = 'import("./scripts/run/environment.mjs").then(({ checkConfiguration }) => checkConfiguration()).catch((error) => { console.error(error.message); process.exitCode = 1; })';
    const env = { PATH: process.env.PATH ?? "", NODE_ENV: "production" as const, APP_URL: "https://status.example.com", DATA_DIR: folder, ...given };
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", env });
    return { status, words: stderr.trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a public portal without a secret is refused in one sentence that says what to set", () => {
  expect(start({})).toEqual({ status: 1, words: "AUTH_SECRET is missing: set it to the output of `openssl rand -base64 32`." });
  expect(start({ AUTH_SECRET: secret })).toMatchObject({ status: 1, words: expect.stringMatching(/^MAIL_FROM is missing: [^\n]+$/) as unknown });
});

test("a refusal does not print what it was given", () => {
  const { status, words } = start({ AUTH_SECRET: "short", SMTP_URL: "ftp://user:password@mail" });
  expect(status).toBe(1);
  expect(words).not.toMatch(/short|password/);
});

test("a complete configuration is not refused", () => {
  expect(start({ AUTH_SECRET: secret, MAIL_FROM: "Status <status@example.com>" })).toEqual({ status: 0, words: "" });
});
