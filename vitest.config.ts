import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

const exclude = [...configDefaults.exclude, "**/.next/**", "**/.runtime/**", "e2e/**/*.spec.ts", "data/**", "reports/**"];
// next-auth names "next/server" without its extension, which only the bundler resolves.
const shared = { environment: "node", server: { deps: { inline: ["next-auth"] } }, pool: "forks" as const, testTimeout: 60_000, hookTimeout: 60_000, exclude };

const databaseTests = "**/*.db.test.{ts,tsx}";
// These ask the built portal over HTTP.
const accessTests = "e2e/access/*.access.test.ts";
const scaleTests = "e2e/scale/*.scale.test.ts";

const env = {
  NODE_ENV: "test" as const,
  LOG_LEVEL: "silent",
  AUTH_SECRET: "a-secret-for-tests-only-0123456789abcdef",
  APP_URL: "http://localhost:3000",
  UNDO_SECONDS: "0",
  DATABASE_URL: "",
};

export default defineConfig({
  test: {
    // The default leaves one processor idle for an interface that nobody looks at.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { ...shared, name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...exclude, databaseTests, accessTests, scaleTests], env } },
      { test: { ...shared, name: "sqlite", include: [databaseTests], env } },
      { test: { ...shared, name: "access", include: [accessTests], env: { ...env, APP_URL: "http://localhost:3218" }, testTimeout: 300_000 } },
      { test: { ...shared, name: "scale", include: [scaleTests], env: { ...env, DATABASE_URL: "postgres://tests" }, testTimeout: 120_000 } },
      {
        test: {
          ...shared,
          name: "postgres",
          include: [databaseTests],
          // Chooses the engine in db/kit.ts; each test connects to a database of its own on the server that globalSetup starts.
          env: { ...env, DATABASE_URL: "postgres://tests" },
          globalSetup: ["./lib/testing/postgres.global.ts"],
        },
      },
    ],
  },
});
