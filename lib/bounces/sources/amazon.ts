import { Failure } from "#lib/core/failure";
import { createOutboundFetch } from "#lib/platform/http";

const outbound = createOutboundFetch({});
const known = new Map<string, string>();
const knownAtMost = 20;

/** The certificate at an address that was checked to be Amazon's; each is fetched once a process. */
export async function fetchCertificate(url: string): Promise<string> {
  const kept = known.get(url);
  if (kept !== undefined) return kept;
  const pem = await get(url);
  if (known.size >= knownAtMost) known.clear();
  known.set(url, pem);
  return pem;
}

/** Answers Amazon that we want what the topic tells. */
export async function confirmTopic(url: string): Promise<void> {
  await get(url);
}

async function get(url: string): Promise<string> {
  const { status, body } = await outbound.send({ url });
  if (status !== 200) throw new Failure("unavailable", `Amazon answered ${status}. It will try again.`);
  return body.toString("utf8");
}
