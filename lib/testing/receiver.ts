import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  at: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  bytes: Buffer;
  body: string;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** Somebody's endpoint on loopback: keeps what it gets and answers as it is told. */
export async function startReceiver() {
  const received: Received[] = [];
  let answer: Answer = (response) => response.end("ok");
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const one: Received = { at: performance.now(), method: request.method ?? "", path: request.url ?? "", headers, bytes, body: bytes.toString("utf8") };
    received.push(one);
    answer(response, one);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answerWith(next: Answer) {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The answers that every carrier has to understand. */
export const answers = {
  status: (status: number, headers: Record<string, string> = {}, body = ""): Answer => (response) => void response.writeHead(status, headers).end(body),
  never: (() => {}) as Answer,
  reset: ((response) => void response.socket?.resetAndDestroy()) as Answer,
  endless: ((response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16 * 1_024, "x"))) {}
    };
    response.on("drain", more);
    more();
  }) as Answer,
};
