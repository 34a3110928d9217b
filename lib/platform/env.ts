import { z } from "zod";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((text) => (text === "" ? undefined : text), schema.optional());

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  APP_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: optional(z.string().regex(/^(postgres(ql)?:\/\/|file:)/, "must start with postgres:// or file:")),
  DATA_DIR: z.string().default("./data"),
  DEMO: flag.default(true),
  AUTH_SECRET: optional(z.string().min(32, "must have at least 32 characters: openssl rand -base64 32")),
  WORKER: z.enum(["inline", "off"]).default("inline"),
  UNDO_SECONDS: z.coerce.number().int().min(0).max(120).default(10),
  MAIL_FROM: z.string().default("Candor <status@localhost>"),
  RESEND_API_KEY: optional(z.string()),
  RESEND_BASE_URL: optional(z.url()),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")),
  STAFF_OIDC_ISSUER: optional(z.url()),
  STAFF_OIDC_CLIENT_ID: optional(z.string()),
  STAFF_OIDC_CLIENT_SECRET: optional(z.string()),
  STAFF_OIDC_DOMAINS: z.string().default(""),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  TRUST_PROXY: flag.default(false),
  PORTAL_NAME: z.string().default("Northlight"),
});

export type Env = z.infer<typeof Environment>;

/** Reads the configuration; throws one error that names every variable that is wrong and what it must be. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The configuration is not usable:\n${lines.join("\n")}`);
}

export const env = parseEnv(process.env);
export const isPostgres = /^postgres(ql)?:\/\//.test(env.DATABASE_URL ?? "");
