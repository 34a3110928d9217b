import ipaddr from "ipaddr.js";

export interface AddressRule {
  /** Only for tests, and for a portal whose own address is loopback. */
  allowLoopback?: boolean;
  /** Private networks too, where an operator has said so. Link-local ones, where clouds keep their credentials, never. */
  allowPrivate?: boolean;
}

/** The address is not one we go to. The message is for staff: a customer is told only that the address cannot be used. */
export class RefusedAddress extends Error {}

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** Why a host, as the URL parser wrote it, must not be dialled; null when it may, or when it is a name that a lookup has to judge. */
export function addressFault(host: string, rule: AddressRule): string | null {
  if (host === "") return "It names no host.";
  if (!ipaddr.isValid(host)) return nameFault(host, rule);
  const address = ipaddr.process(host);
  const range = address.range();
  if (range === "loopback" && rule.allowLoopback) return null;
  if (rule.allowPrivate && (range === "private" || range === "uniqueLocal" || range === "carrierGradeNat")) return null;
  // Not everything unassigned has a name in the library; IPv6 is public only inside 2000::/3.
  const isPublic = range === "unicast" && (address.kind() === "ipv4" || address.match(globalUnicast));
  return isPublic ? null : `${host} is not a public address (${range}).`;
}

function nameFault(host: string, rule: AddressRule): string | null {
  const isLocal = /(^|\.)(localhost|local|internal|localdomain|home\.arpa)\.?$/i.test(host) || !host.includes(".");
  if (isLocal && rule.allowPrivate && !/^localhost$|\.localhost$/i.test(host)) return null;
  return isLocal && !(rule.allowLoopback && /^localhost$/i.test(host)) ? `${host} is a local name.` : null;
}
