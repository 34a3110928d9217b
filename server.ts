import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import next from "next";
import nextConfig from "./next.config.ts";
import { prepare } from "./scripts/prepare.ts";
import { databaseUrl, getDb } from "#db/connection";
import { listenForChanges } from "#db/listen";
import { findBrandFile } from "#lib/branding/queries";
import { now } from "#lib/platform/clock";
import { env, requireProductionSecrets } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { Changes } from "#lib/serving/changes";
import { Front } from "#lib/serving/front";
import { Me } from "#lib/serving/me";
import { Hosts } from "#lib/serving/hosts";
import { answerByNext, refuse } from "#lib/serving/next-answers";
import { PageCache } from "#lib/serving/page-cache";
import { Readers } from "#lib/serving/readers";
import { isOwnHost, pathOf, probes, takesPath } from "#lib/serving/requests";
import { gatherSnapshot } from "#lib/serving/snapshot";
import { SnapshotFolder } from "#lib/serving/snapshot-folder";
import { startSnapshotRounds } from "#lib/serving/snapshot-rounds";
import { listStaticFiles, type StaticFiles } from "#lib/serving/static-files";

const isDevelopment = process.argv.includes("--dev");
const distDir = nextConfig.distDir ?? ".next";
const drainMs = 25_000;
// How long readers who were waiting come before what Next has to load.
const headStartMs = 50;
let isStopping = false;

for (const warning of requireProductionSecrets(env)) log.warn(warning);
await prepare();
const app = next({ dev: isDevelopment, hostname: env.HOST, port: env.PORT });
const handle = app.getRequestHandler();
const serving = isDevelopment ? null : await startServing();
const ready = Promise.withResolvers<void>();
const server = createServer((request, response) => void answer(request, response));
// What is no request at all is answered by nobody else, and kept by nobody either.
server.on("clientError", (_, socket) => socket.writable && socket.end("HTTP/1.1 400 Bad Request\r\ncache-control: private, no-store\r\nconnection: close\r\n\r\n"));
// Everybody comes at once: who finds the queue full is only let in after a second.
server.listen({ port: env.PORT, host: env.HOST, backlog: 4_096 }, announce);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(signal));

interface Serving {
  front: Front;
  me: Me;
  hosts: Hosts;
  files: StaticFiles;
  stop(): Promise<void>;
}

async function startServing(): Promise<Serving> {
  const [{ renderDocument }, { readAssets }] = await Promise.all([import("./app/_documents/render.tsx"), import("./app/_documents/assets.ts")]);
  const assets = readAssets(distDir);
  const changes = new Changes({ db: getDb(), now, onTrouble: (error) => log.warn({ err: error }, "the counters of changes could not be read") });
  const listener = listenForChanges(env.DATABASE_LISTEN_URL ?? databaseUrl(), () => changes.nudge());
  const cache = new PageCache({ now, maxBytes: env.PAGE_CACHE_MB * 1024 * 1024, staleMs: getDb().dialect === "sqlite" ? 900 : 650 });
  const front = new Front({ changes, cache, readers: new Readers(now), make: (scope, address) => renderDocument(scope, address, assets) });
  const files = listStaticFiles(distDir);
  const snapshots = startSnapshots({ changes, front, files });
  const stopServing = async () => {
    await snapshots.stop();
    changes.stop();
    await listener.stop();
  };
  const hosts = new Hosts({ db: getDb(), changes, isAsset: (path) => files.has(path) });
  return { front, me: new Me(changes, now), hosts, files, stop: stopServing };
}

// A copy of the public pages for whatever answers while this process does not.
function startSnapshots({ changes, front, files }: { changes: Changes; front: Front; files: StaticFiles }) {
  const folder = new SnapshotFolder(join(env.DATA_DIR, "snapshot"));
  const sources = { documentAt: (path: string) => front.forEverybody(path), assetPaths: [...files.paths], assetAt: (path: string) => files.body(path, "identity"), portalName: env.PORTAL_NAME, brandFileAt: (name: string) => findBrandFile(getDb().read, name) };
  return startSnapshotRounds({
    revision: () => changes.revisionOf("public"),
    write: async () => folder.write(await gatherSnapshot(sources, now())),
    now,
    onTrouble: (error) => log.warn({ err: error }, "the copy of the public pages could not be written"),
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (isStopping) response.setHeader("connection", "close");
    if (!takesPath(request)) return refuse(response, 400, "This is no address of a page.");
    if (!isOwnHost(request.headers.host) && !probes.has(pathOf(request))) {
      const led = (await serving?.hosts.lead(request, response)) ?? "unknown";
      if (led === "answered") return;
      if (led === "unknown") return refuse(response, 421, "This portal does not answer under this name.");
    }
    if (serving && (await answerFromMemory(serving, request, response))) return;
    await ready.promise;
    await answerByNext(request, response, handle);
  } catch (error) {
    log.error({ err: error }, "a request failed before its page");
    if (!response.headersSent) refuse(response, 500, "Something went wrong on our side.");
    else response.end();
  }
}

async function answerFromMemory({ files, front, me }: Serving, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  return files.answer(request, response) || (await front.answer(request, response)) || me.answer(request, response);
}

// Documents need nothing of Next: they are answered first, and while it gets ready.
function startNext(): void {
  app.prepare().then(ready.resolve, (error: unknown) => {
    log.fatal({ err: error }, "Next did not start");
    process.exit(1);
  });
}

function announce(): void {
  setTimeout(startNext, serving ? headStartMs : 0);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  log.info({ port }, "serving");
  console.log(`\n  Candor is at ${env.APP_URL}\n  Sign in: ${env.APP_URL}/sign-in\n`);
}

/** Stops accepting, finishes the requests and the worker's job in hand, then ends. A second signal ends at once. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, "stopping");
  isStopping = true;
  for (const again of ["SIGINT", "SIGTERM"] as const) process.once(again, () => process.exit(1));
  setTimeout(() => process.exit(1), drainMs).unref();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  const worker = (globalThis as { [key: symbol]: { stop(): Promise<void> } | undefined })[Symbol.for("candor.worker")];
  await worker?.stop();
  await serving?.stop();
  process.exit(0);
}
