import { Agent, buildConnector, request } from "undici";
import { addressFault, RefusedAddress, type AddressRule } from "./http/addresses.ts";
import { pinnedLookup, type Resolve } from "./http/lookup.ts";

export { RefusedAddress };

export interface OutboundRequest {
  url: string;
  method?: "GET" | "POST" | "PUT";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs?: number;
  maxBytes?: number;
  /** What becomes of a longer answer: refused as a whole, or only its beginning read. */
  whenLarger?: "refuse" | "cut";
  /** 0: a redirect is returned as it came. */
  maxRedirects?: number;
}

export interface OutboundAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** Where the answer came from, after redirects. */
  url: string;
}

export interface OutboundRules extends AddressRule {
  /** Plain http only goes where nobody can listen. */
  isHttpsOnly?: boolean;
  /** Ports that may be dialled; loopback, where allowed, on any port. */
  ports?: readonly number[];
  resolve?: Resolve;
  connect?: buildConnector.connector;
}

const usualPorts = [80, 443, 8080, 8443] as const;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Makes a fetch for addresses that people typed in. It goes to public addresses only: the literal host is checked after the URL
 * parser has read it (IP literals never reach a lookup), names are resolved once and that answer is what is dialled, the peer is
 * checked once more when connected, and each redirect is a new request. No proxy, no decompression, a limit on time and size.
 */
export function createOutboundFetch(rules: OutboundRules) {
  const agent = new Agent({ connect: guardedConnector(rules), pipelining: 0, connections: 10 });

  async function send(outbound: OutboundRequest): Promise<OutboundAnswer> {
    const signal = AbortSignal.timeout(outbound.timeoutMs ?? 10_000);
    let hop = { ...outbound, url: checkedUrl(outbound.url, rules) };
    for (let left = outbound.maxRedirects ?? 0; ; left -= 1) {
      const answer = await requestOnce(hop, { agent, signal });
      const location = answer.headers["location"];
      if (!redirects.has(answer.status) || typeof location !== "string" || outbound.maxRedirects === undefined || outbound.maxRedirects === 0) return answer;
      if (left === 0) throw new RefusedAddress("It redirects too often.");
      hop = nextHop(hop, answer.status, checkedUrl(location, rules, hop.url));
    }
  }

  return { send, close: () => agent.close() };
}

/** Why an address is not gone to, before anything is dialled; null when its name has to be looked up to know. */
export function findAddressFault(text: string, rules: OutboundRules): string | null {
  try {
    checkedUrl(text, rules);
    return null;
  } catch (error) {
    if (error instanceof RefusedAddress) return error.message;
    throw error;
  }
}

function checkedUrl(text: string, rules: OutboundRules, base?: string): string {
  if (!URL.canParse(text, base)) throw new RefusedAddress("It is not an address.");
  const url = new URL(text, base);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new RefusedAddress(`${url.protocol} is not http or https.`);
  if (rules.isHttpsOnly && url.protocol !== "https:") throw new RefusedAddress("It is not https.");
  if (url.username !== "" || url.password !== "") throw new RefusedAddress("It carries a user name or password.");
  const fault = addressFault(url.hostname.replace(/^\[|\]$/g, ""), rules);
  if (fault !== null) throw new RefusedAddress(fault);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  if (!(rules.ports ?? usualPorts).includes(port) && !rules.allowLoopback) throw new RefusedAddress(`Port ${port} is not allowed.`);
  url.hash = "";
  return url.href;
}

function guardedConnector(rules: OutboundRules): buildConnector.connector {
  const connect = rules.connect ?? buildConnector({ timeout: 10_000, lookup: pinnedLookup(rules) });
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const fault = socket.remoteAddress === undefined ? "The peer has no address." : addressFault(socket.remoteAddress, rules);
      if (fault === null) return callback(null, socket);
      socket.destroy();
      callback(new RefusedAddress(fault), null);
    });
  };
}

async function requestOnce(hop: OutboundRequest, { agent, signal }: { agent: Agent; signal: AbortSignal }): Promise<OutboundAnswer> {
  const answer = await request(hop.url, {
    dispatcher: agent,
    method: hop.method ?? "GET",
    headers: { "user-agent": "Candor", "accept-encoding": "identity", ...hop.headers },
    body: hop.body ?? null,
    signal,
  });
  const body = await readLimited(answer.body, { maxBytes: hop.maxBytes ?? 64 * 1024, whenLarger: hop.whenLarger ?? "refuse" });
  return { status: answer.statusCode, headers: answer.headers, body, url: hop.url };
}

async function readLimited(body: AsyncIterable<Buffer> & { destroy(): unknown }, { maxBytes, whenLarger }: { maxBytes: number; whenLarger: "refuse" | "cut" }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBytes) continue;
    body.destroy();
    if (whenLarger === "refuse") throw new Error(`The answer is larger than ${maxBytes} bytes.`);
    break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function nextHop(hop: OutboundRequest, status: number, url: string): OutboundRequest & { url: string } {
  const sameOrigin = new URL(url).origin === new URL(hop.url).origin;
  const headers = Object.entries(hop.headers ?? {}).filter(([name]) => sameOrigin || !["authorization", "cookie", "proxy-authorization"].includes(name.toLowerCase()));
  const keepsBody = status === 307 || status === 308;
  const { body, ...rest } = hop;
  return { ...rest, url, headers: Object.fromEntries(headers), ...(keepsBody ? { method: hop.method, body } : { method: "GET" as const }) };
}
