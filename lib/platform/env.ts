import { z } from "zod";
import { isLoopbackUrl } from "./loopback.ts";

export { isLoopbackUrl } from "./loopback.ts";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  APP_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|file:)/, "must start with postgres:// or file:")
    .optional(),
  DATABASE_LISTEN_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional(),
  PAGE_CACHE_MB: z.coerce.number().int().min(1).max(16_384).default(64),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(500).default(10),
  DATA_DIR: z.string().default("./data"),
  DEMO: flag.optional(),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters: openssl rand -base64 32").optional(),
  WORKER: z.enum(["inline", "off"]).default("inline"),
  UNDO_SECONDS: z.coerce.number().int().min(0).max(120).default(10),
  MAIL_FROM: z.string().default("status@localhost"),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.url().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
    .optional(),
  BOUNCE_ADDRESS: z.email("must be an address, such as bounces@your-company.com").optional(),
  BOUNCE_KEY: z.string().min(24, "must have at least 24 characters: openssl rand -hex 24").optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, "must start with whsec_: Resend shows it beside the webhook")
    .optional(),
  SES_TOPIC_ARN: z
    .string()
    .regex(/^arn:aws[a-z-]*:sns:/, "must be the ARN of the SNS topic, arn:aws:sns:…")
    .optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{3,11})$/, "must be a number such as +4915112345678, a sender's name, or the id of a messaging service (MG…)")
    .optional(),
  TWILIO_BASE_URL: z.url().default("https://api.twilio.com"),
  VAPID_PUBLIC_KEY: z.string().regex(/^[A-Za-z0-9_-]{87}$/, "must be a key that `npm run candor -- vapid` printed").optional(),
  VAPID_PRIVATE_KEY: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be a key that `npm run candor -- vapid` printed").optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, "must start with mailto: or https://")
    .optional(),
  MAIL_PER_SECOND: z.coerce.number().min(0.01).max(1_000).optional(),
  STAFF_OIDC_ISSUER: z.url().optional(),
  STAFF_OIDC_CLIENT_ID: z.string().optional(),
  STAFF_OIDC_CLIENT_SECRET: z.string().optional(),
  STAFF_OIDC_DOMAINS: z.string().default(""),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters: openssl rand -hex 16").optional(),
  TRUST_PROXY: flag.default(false),
  DNS_SERVERS: z
    .string()
    .regex(/^[0-9a-fA-F.:[\]]+(\s*,\s*[0-9a-fA-F.:[\]]+)*$/, "must be addresses of DNS servers, such as 192.0.2.53 or [2001:db8::53]:53, parted by commas")
    .optional(),
  SLI_MINUTE_DAYS: z.coerce.number().int().min(8).max(400).default(40),
  SLI_SOURCES_PRIVATE: flag.default(false),
  SLO_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  SLO_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "must be whsec_ and at least 24 random bytes: echo whsec_$(openssl rand -base64 32)")
    .optional(),
  STATEMENT_SIGNING_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 random bytes in base64: openssl rand -base64 32")
    .optional(),
  PORTAL_NAME: z.string().default("Northlight"),
});

export const variableNames = Object.keys(Environment.shape);

export type Env = Omit<z.infer<typeof Environment>, "APP_URL" | "DEMO"> & { APP_URL: string; DEMO: boolean };

/** Reads the configuration; an empty value counts as not set. Throws one error that names every variable that is wrong and what it must be. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== "")));
  if (parsed.success) return withDefaults(parsed.data);
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The configuration is not usable:\n${lines.join("\n")}`);
}

/** True for a portal that others rely on: it gets no demo company and no secret made up for it. */
export function isPublicProduction({ NODE_ENV, APP_URL }: Pick<Env, "NODE_ENV" | "APP_URL">): boolean {
  return NODE_ENV === "production" && !isLoopbackUrl(APP_URL);
}

/** Refuses, in one sentence that names the variable, to run a public portal that is not safe; answers what its owner should know. */
export function requireProductionSecrets(given: Env): string[] {
  if (!isPublicProduction(given)) return [];
  if (!given.AUTH_SECRET) throw new Error("AUTH_SECRET is missing: set it to the output of `openssl rand -base64 32`.");
  if (isGuessable(given.AUTH_SECRET)) throw new Error("AUTH_SECRET is an example or too simple: set it to the output of `openssl rand -base64 32`.");
  if (/@localhost\b/.test(given.MAIL_FROM)) throw new Error("MAIL_FROM is missing: set it to the sender of all mails, such as `Status <status@your-company.com>`.");
  return warnings(given);
}

function withDefaults(parsed: z.infer<typeof Environment>): Env {
  const APP_URL = parsed.APP_URL ?? `http://localhost:${parsed.PORT}`;
  return { ...parsed, APP_URL, DEMO: parsed.DEMO ?? !isPublicProduction({ ...parsed, APP_URL }) };
}

function isGuessable(secret: string): boolean {
  return secret.length < 32 || new Set(secret).size < 12 || /example|change-?me|replace|your-|for-tests/i.test(secret);
}

function warnings(given: Env): string[] {
  const { RESEND_API_KEY, SMTP_URL, APP_URL, DEMO } = given;
  return [
    ...halfSet(given, ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"]),
    ...halfSet(given, ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT"]),
    ...halfSet(given, ["SLO_WEBHOOK_URL", "SLO_WEBHOOK_SECRET"]),
    ...(RESEND_API_KEY || SMTP_URL ? [] : ["RESEND_API_KEY and SMTP_URL are both missing: mail stays in the local mailbox and reaches nobody."]),
    ...(APP_URL.startsWith("https:") ? [] : ["APP_URL is not https: sign-in cookies can be read on the way."]),
    ...(DEMO ? ["DEMO is true: this public portal shows the demo company."] : []),
  ];
}

function halfSet(given: Env, names: (keyof Env)[]): string[] {
  const missing = names.filter((name) => !given[name]);
  return missing.length === 0 || missing.length === names.length ? [] : [`${missing.join(" and ")} is missing: that channel stays off.`];
}

export const env = parseEnv(process.env);
export const isPostgres = /^postgres(ql)?:\/\//.test(env.DATABASE_URL ?? "");

/** The address of the portal under another name: as its own, but for the name. */
export function hostUrl(host: string, path = "/"): string {
  const url = new URL(path, env.APP_URL);
  url.hostname = host;
  return url.href;
}

/** The key everything is signed and sealed with. The start refuses a portal without one; here it is the last guard. */
export function authSecret(): string {
  if (!env.AUTH_SECRET) throw new Error("AUTH_SECRET is not set: openssl rand -base64 32 makes one.");
  return env.AUTH_SECRET;
}
