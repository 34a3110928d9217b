import { defineConfig } from "drizzle-kit";

// db/kit.ts chooses the engine from DATABASE_URL: `npm run generate` sets it to postgres://generate.
export default defineConfig({ dialect: "postgresql", schema: "./db/schema/index.ts", out: process.env.CANDOR_MIGRATIONS ?? "./db/migrations/postgres" });
