import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { isLoopbackUrl } from "../../lib/platform/loopback.ts";
import { say } from "./process.mjs";

const local = ".env.local";

/** Puts the configuration into process.env. What is there already wins over .env.local, and that over .env. */
export function loadEnvironment(nodeEnv) {
  for (const file of [local, ".env"]) {
    if (!existsSync(file)) continue;
    for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) process.env[name] ??= value;
  }
  process.env.NODE_ENV ||= nodeEnv;
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  process.env.PATH = [path.dirname(process.execPath), path.resolve("node_modules/.bin"), process.env.PATH].join(path.delimiter);
}

/** A portal that others can reach gets its secret from its owner, never from here: it then refuses to start without. */
export function ensureSecret() {
  if (process.env.AUTH_SECRET || (process.env.NODE_ENV === "production" && !isLoopbackUrl(process.env.APP_URL || "http://localhost"))) return;
  process.env.AUTH_SECRET = randomBytes(32).toString("base64url");
  appendFileSync(local, `AUTH_SECRET=${process.env.AUTH_SECRET}\n`, { mode: 0o600 });
  chmodSync(local, 0o600);
  say(`Made a secret for this computer and wrote it to ${local}`);
}

/** Refuses in a sentence, where the service itself could only throw. */
export async function checkConfiguration() {
  const { env, requireProductionSecrets } = await import("../../lib/platform/env.ts");
  requireProductionSecrets(env);
}

export function makeFolders() {
  mkdirSync("reports", { recursive: true });
  mkdirSync(process.env.DATA_DIR || "data", { recursive: true, mode: 0o700 });
}
