import { Resolver } from "node:dns/promises";
import { env } from "./env.ts";

/** What is asked of DNS. An answer of no records is an empty list; no answer throws `DnsTrouble`. */
export interface Dns {
  texts(name: string): Promise<string[]>;
  /** Where a name leads: what it is an alias of, else its addresses. */
  leadsTo(name: string): Promise<string[]>;
}

export class DnsTrouble extends Error {}

const none = new Set(["ENODATA", "ENOTFOUND", "NXDOMAIN"]);

/** By the machine's resolvers, or those of DNS_SERVERS. */
export function systemDns(): Dns {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (env.DNS_SERVERS) resolver.setServers(env.DNS_SERVERS.split(",").map((server) => server.trim()));
  const ask = async <T>(question: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await question();
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (none.has(code)) return [];
      throw new DnsTrouble(code === "ETIMEOUT" ? "DNS did not answer in time." : `DNS answered with ${code || "an error"}.`);
    }
  };
  return {
    texts: async (name) => (await ask(() => resolver.resolveTxt(name))).map((chunks) => chunks.join("")),
    leadsTo: async (name) => {
      const aliases = await ask(() => resolver.resolveCname(name));
      if (aliases.length > 0) return aliases;
      return [...(await ask(() => resolver.resolve4(name))), ...(await ask(() => resolver.resolve6(name)))];
    },
  };
}
