import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.ts";

export interface MetricsServer {
  url: string;
  stop(): Promise<void>;
}

/** Debian's Prometheus with a configuration and, where wanted, behind a path, as Google's and Grafana's are. */
export async function startPrometheus({ config, prefix = "" }: { config: string; prefix?: string }): Promise<MetricsServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "candor-prometheus-"));
  writeFileSync(join(folder, "prometheus.yml"), config);
  const args = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`, `--web.route-prefix=${prefix || "/"}`, "--web.enable-remote-write-receiver", "--log.level=error"];
  return start("prometheus", args, { url: `http://127.0.0.1:${port}${prefix}`, ready: "/-/ready", folder });
}

export async function startVictoriaMetrics(): Promise<MetricsServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "candor-victoria-"));
  return start("victoria-metrics", [`-storageDataPath=${folder}/data`, `-httpListenAddr=127.0.0.1:${port}`, "-retentionPeriod=1y", "-loggerLevel=ERROR"], { url: `http://127.0.0.1:${port}`, ready: "/health", folder });
}

async function start(program: string, args: string[], { url, ready, folder }: { url: string; ready: string; folder: string }): Promise<MetricsServer> {
  const child = spawn(program, args, { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await until(async () => (await fetch(`${url}${ready}`)).ok);
  return {
    url,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again until it holds; what throws does not hold yet. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (;;) {
    if (await holds().catch(() => false)) return;
    await wait(50);
  }
}

/** A server of one answer after the other, that keeps what it was asked. */
export async function startAnswering(answer: (asked: { path: string; body: string; headers: Record<string, unknown> }) => { status?: number; body: string; headers?: Record<string, string> } | "silence") {
  const asked: { path: string; body: string; headers: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = { path: request.url ?? "", body: Buffer.concat(chunks).toString("utf8"), headers: request.headers };
      asked.push(call);
      const given = answer(call);
      if (given !== "silence") response.writeHead(given.status ?? 200, { "content-type": "application/json", ...given.headers }).end(given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    url,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
