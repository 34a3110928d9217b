import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What happens to the next commit that passes: it never arrives, or arrives and its answer gets lost. */
export type Fault = "commit lost" | "answer lost";

/** A wire to a PostgreSQL server that can be cut at the worst moments. */
export async function startPostgresProxy(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let fault: Fault | undefined;
  let isOpen = true;
  let commits = 0;

  const server = createServer((client) => {
    if (!isOpen) return client.destroy();
    const upstream = connect(Number(port), hostname);
    const cut = () => [client, upstream].forEach((socket) => socket.destroy());
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut);
      socket.on("close", () => (sockets.delete(socket), cut()));
    }
    upstream.on("data", (part) => client.write(part));
    client.on("data", (part) => {
      if (!part.includes("commit\0")) return upstream.write(part);
      commits += 1;
      const now = fault;
      fault = undefined;
      if (now === "commit lost") return cut();
      if (now === "answer lost") upstream.removeAllListeners("data").once("data", cut);
      return upstream.write(part);
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = new URL(url);
  own.port = String((server.address() as AddressInfo).port);

  return {
    url: own.href,
    failNext: (next: Fault) => void (fault = next),
    /** How many commits were seen on their way. */
    commits: () => commits,
    /** Lets nobody in any more. */
    shut: () => void (isOpen = false),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
