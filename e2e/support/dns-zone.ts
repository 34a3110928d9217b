import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { decode, encode } from "dns-packet";
import { lane } from "./lane.ts";

/** Where the portal under test asks DNS. */
export const dnsPort = lane === "looks" ? 3254 : 3253;

export interface Zone {
  /** What the TXT record at a name says from now on. */
  set(name: string, text: string): void;
  stop(): Promise<void>;
}

/** A DNS server that knows TXT records of a test's, and nothing else. */
export async function startZone(): Promise<Zone> {
  const texts = new Map<string, string>();
  const socket: Socket = createSocket("udp4");
  socket.on("message", (message, sender) => {
    const { id = 0, questions = [] } = decode(message);
    const [question] = questions;
    const text = question?.type === "TXT" ? texts.get(question.name.toLowerCase()) : undefined;
    socket.send(encode({ type: "response", id, flags: 0x8180, questions, answers: text === undefined || !question ? [] : [{ type: "TXT", name: question.name, ttl: 1, data: text }] }), sender.port, sender.address);
  });
  socket.bind(dnsPort, "127.0.0.1");
  await once(socket, "listening");
  return {
    set: (name, text) => void texts.set(name, text),
    stop: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}
