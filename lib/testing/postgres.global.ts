import type { TestProject } from "vitest/node";
import { prepareServer } from "./postgres-pool.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts the PostgreSQL of the suite. */
export default async function setup(project: TestProject) {
  const server = await startPostgres();
  await prepareServer(server.url);
  project.provide("postgresUrl", server.url);
  return () => server.stop();
}
