import { lookup } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { addressFault, RefusedAddress, type AddressRule } from "./addresses.ts";

export type Resolve = (host: string) => Promise<LookupAddress[]>;

const resolveBySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** A lookup for `net.connect` whose answer is the one that was checked. One bad address among several refuses the name. */
export function pinnedLookup(rules: AddressRule & { resolve?: Resolve }): LookupFunction {
  const resolve = rules.resolve ?? resolveBySystem;
  return (host, options, callback) => {
    checkedAddresses(host, resolve, rules).then(
      (found) => {
        const first = found[0];
        if (first === undefined) return callback(new Error(`${host} has no address.`), "", 0);
        return options.all ? callback(null, found) : callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, "", 0),
    );
  };
}

async function checkedAddresses(host: string, resolve: Resolve, rule: AddressRule): Promise<LookupAddress[]> {
  const found = await resolve(host);
  for (const { address } of found) {
    const fault = addressFault(address, rule);
    if (fault !== null) throw new RefusedAddress(`${host} leads to a refused address: ${fault}`);
  }
  return found;
}
