import { Failure } from "../../../core/failure.ts";
import { createOutboundFetch, type OutboundAnswer, RefusedAddress } from "../../../platform/http.ts";
import type { SourceFile } from "../../history/rules/planned.ts";

/** What Statuspage's public API lists: its components, and the 50 latest incidents and maintenances. */
const documents = ["components.json", "incidents.json", "scheduled-maintenances.json"] as const;
const maxBytes = 32 * 1024 * 1024;

interface Fetching {
  /** Only where this portal itself is on this machine. */
  allowLoopback: boolean;
  onProgress?: (url: string) => void;
}

/** The public answers of a page, by the address readers know it by. */
export async function fetchPage(address: string, { allowLoopback, onProgress }: Fetching): Promise<SourceFile[]> {
  const base = baseOf(address);
  const outbound = createOutboundFetch({ allowLoopback });
  try {
    const files: SourceFile[] = [];
    for (const name of documents) {
      const url = `${base}/api/v2/${name}`;
      onProgress?.(url);
      files.push({ name, text: textOf(await outbound.send({ url, headers: { accept: "application/json" }, maxBytes, maxRedirects: 3, timeoutMs: 60_000 }), url) });
    }
    return files;
  } catch (error) {
    throw explained(error, base);
  } finally {
    await outbound.close();
  }
}

function baseOf(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function textOf({ status, body }: OutboundAnswer, url: string): string {
  if (status === 200) return body.toString("utf8");
  throw new Failure("unavailable", `${url} answered ${status}. Give the address of the status page itself, such as https://status.example.com.`);
}

function explained(error: unknown, base: string): unknown {
  if (error instanceof RefusedAddress) return new Failure("invalid", `${base} is not fetched: ${error.message}`);
  if (error instanceof Failure) return error;
  return new Failure("unavailable", `${base} could not be read: ${error instanceof Error ? error.message : String(error)}.`);
}
