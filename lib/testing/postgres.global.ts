import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../db/migrate.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const templateName = "candor_template";

/** Starts the suite's PostgreSQL with a migrated database that each test's own is copied from. */
export default async function setup(project: TestProject) {
  const server = await startPostgres();
  const client = new pg.Client(`${server.url}postgres`);
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  await migrate(`${server.url}${templateName}`);
  project.provide("postgresUrl", server.url);
  return () => server.stop();
}
