import { DAY, HOUR, MINUTE } from "../../core/time.ts";
import type { DnsFinding, HostState } from "../terms.ts";

/** How long a verified name goes on without its record: a zone that is being moved loses it for hours. */
export const graceMs = 7 * DAY;
const youngMs = DAY;

/**
 * A name as a browser spells it (UTS #46: lower case, punycode), or why it cannot be one. Names that no public DNS can vouch
 * for are refused: addresses, single labels, names for special use (RFC 6761, RFC 6762).
 */
export function readHost(text: string, ownHostname: string): { host: string } | { refusal: string } {
  const name = text.trim().replace(/\.$/, "");
  if (/[/:@?#\s\\[\]]/.test(name)) return { refusal: "Give the name alone, such as status.example.com: no https, no port, no path." };
  const host = URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : "";
  if (/^[0-9.]+$/.test(host)) return { refusal: "Give a name, not an address: it is proven by its DNS record." };
  if (host === "" || host.length > 253 || !host.split(".").every((label) => plainLabel.test(label))) return { refusal: "This is not a name of the web. It looks like status.example.com." };
  if (!host.includes(".") || specialUse.test(host)) return { refusal: "Nobody outside of a network can vouch for this name. Give one of public DNS." };
  if (host === ownHostname) return { refusal: "This is the portal's own name already." };
  return { host };
}

const plainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const specialUse = /(?:^|\.)(?:localhost|local|internal|invalid|onion|home\.arpa|arpa)$/;

/** Where the record stands that proves a name, and what it says. */
export function challengeOf({ host, challenge }: { host: string; challenge: string }): { name: string; value: string } {
  return { name: `_candor.${host}`, value: `candor-verify=${challenge}` };
}

interface Standing {
  state: HostState;
  verifiedAt: number | null;
  lostAt: number | null;
}

/** What a finding makes of a name. Silence of DNS changes nothing; a verified name is given up only after its grace. */
export function judge(before: Standing, { finding, value, now }: { finding: DnsFinding; value: string; now: number }): Standing {
  if (finding.trouble !== null) return before;
  if (finding.texts.includes(value)) return { state: "verified", verifiedAt: before.state === "verified" ? before.verifiedAt : now, lostAt: null };
  if (before.state !== "verified") return { ...before, state: "failed" };
  const lostAt = before.lostAt ?? now;
  return now - lostAt >= graceMs ? { state: "failed", verifiedAt: null, lostAt: null } : { ...before, lostAt };
}

/** When a name is looked up again: often while somebody waits for it, daily once it is known. */
export function nextCheckAt({ state, lostAt, checkedAt, createdAt }: { state: HostState; lostAt: number | null; checkedAt: number | null; createdAt: number }): number {
  if (checkedAt === null) return 0;
  if (state === "verified") return checkedAt + (lostAt === null ? DAY : HOUR);
  return checkedAt + (checkedAt - createdAt < youngMs ? 10 * MINUTE : 6 * HOUR);
}
