import pino, { type DestinationStream, type Logger } from "pino";
import { env } from "./env.ts";
import { maskFields, maskText } from "./mask.ts";

interface LogOptions {
  level: string;
  destination?: DestinationStream;
}

/** JSON lines on standard output, without secrets and without the addresses of people. */
export function createLog({ level, destination }: LogOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: maskFields },
    // Masks the finished line too, as an address may hide in a message, a stack or a provider's answer.
    hooks: { streamWrite: maskText },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface Asker {
  requestId: string;
  actor: { kind: string; personId?: string; subscriberId?: string; job?: string; key?: { id: string } };
}

/** The ids that every line about a request carries; never a name or an address. */
export function idsOf({ requestId, actor }: Asker): { requestId: string; actor: string } {
  const id = actor.key?.id ?? actor.personId ?? actor.subscriberId ?? actor.job;
  return { requestId, actor: id ? `${actor.kind}:${id}` : actor.kind };
}

export const log = createLog({ level: env.LOG_LEVEL });
