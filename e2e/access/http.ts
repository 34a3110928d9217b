import { spawnSync } from "node:child_process";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { decompress } from "./canaries.ts";

export interface Ask {
  method?: string;
  /** Sent as it stands: no client tidies dots, slashes or escapes. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** The caller's own address, as limits count by address. */
  from?: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Status line, headers and body, as the canaries are looked for in all of them. */
  everything: string;
  body: string;
}

// Sockets that lie idle end here before the portal ends them: else a request may meet one that is just being shut.
const agent = new Agent({ keepAlive: true, maxSockets: 8, timeout: 3_000 });
let sent = 0;

export function requestsSent(): number {
  return sent;
}

/** One request on the wire; no redirect is followed. */
export function ask(port: number, asked: Ask): Promise<Answer> {
  const { method = "GET", path, headers = {}, body, from } = asked;
  sent += 1;
  const ownAgent = from ? { localAddress: from, agent: false as const } : { agent };
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, method, path, headers: { host: `localhost:${port}`, ...headers }, ...ownAgent }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = textOf(decompress(Buffer.concat(parts), response.headers["content-encoding"]), response.headers["content-type"]);
        const head = `${response.statusCode} ${response.statusMessage}\n${response.rawHeaders.join("\n")}`;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, everything: `${head}\n\n${text}`, body: text });
      });
    });
    // On a busy machine the portal may end an idle socket first all the same (https://nodejs.org/api/http.html#requestreusedsocket).
    call.on("error", (error: NodeJS.ErrnoException) => (call.reusedSocket && error.code === "ECONNRESET" && method === "GET" ? resolve(ask(port, asked)) : reject(error)));
    call.end(body);
  });
}

// Letters of a PDF are glyphs in compressed streams: what it says is what a reader makes of it, line breaks apart.
function textOf(bytes: Buffer, type: string | undefined): string {
  if (type !== "application/pdf" || bytes.length === 0) return bytes.toString("utf8");
  const { status, stdout, stderr } = spawnSync("pdftotext", ["-raw", "-", "-"], { input: bytes, maxBuffer: 32 * 1024 * 1024 });
  if (status !== 0) throw new Error(`pdftotext cannot read the answer: ${stderr.toString("utf8")}`);
  const text = stdout.toString("utf8");
  return `${text}\n${text.replaceAll(/\s/g, "")}`;
}

/** Sends bytes as they stand, for what no client would send; answers the status, or 0 when nothing came back. */
export function askRaw(port: number, bytes: string): Promise<number> {
  sent += 1;
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
    let text = "";
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on("data", (part) => (text += part.toString("latin1")));
    socket.on("error", () => resolve(0));
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)));
  });
}

/** What a browser's form sends. */
export function form(fields: Record<string, string>): Pick<Ask, "method" | "body" | "headers"> {
  return { method: "POST", body: new URLSearchParams(fields).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } };
}
