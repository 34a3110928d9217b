import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface CaughtMail {
  envelope: { from: string; to: string[] };
  raw: Buffer;
  parsed: ParsedMail;
}

/** Where in the transaction, and with what. `drop` closes the connection; after DATA the mail has been taken by then. */
export interface Trouble {
  at: "connect" | "auth" | "mail" | "rcpt" | "data";
  reply: number | "drop";
  /** Only for addresses that contain this. */
  to?: string;
  times?: number;
}

export interface SinkSettings {
  user?: string;
  password?: string;
}

/** A real SMTP server on loopback that keeps what it is given. */
export async function startSmtpSink({ user, password }: SinkSettings = {}) {
  const caught: CaughtMail[] = [];
  const troubles: Trouble[] = [];
  const open = { now: 0, most: 0 };

  function troubleAt(at: Trouble["at"], address = ""): Trouble | undefined {
    const found = troubles.find((trouble) => trouble.at === at && address.includes(trouble.to ?? ""));
    if (found?.times !== undefined && (found.times -= 1) <= 0) troubles.splice(troubles.indexOf(found), 1);
    return found;
  }

  function settle(trouble: Trouble | undefined, session: { id: string }, done: (error?: Error | null) => void) {
    if (trouble === undefined) return done(null);
    if (trouble.reply === "drop") return dropConnection(session.id);
    done(Object.assign(new Error("Programmed trouble"), { responseCode: trouble.reply }));
  }

  function dropConnection(id: string) {
    for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) if (connection.id === id) connection._socket.destroy();
  }

  const server = new SMTPServer({
    authOptional: user === undefined,
    disabledCommands: user === undefined ? ["STARTTLS", "AUTH"] : ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onConnect(session, done) {
      open.now += 1;
      open.most = Math.max(open.most, open.now);
      settle(troubleAt("connect"), session, done);
    },
    onClose() {
      open.now -= 1;
    },
    onAuth(auth, session, done) {
      const trouble = troubleAt("auth");
      if (trouble !== undefined) return settle(trouble, session, (error) => done(error ?? null));
      if (auth.username === user && auth.password === password) return done(null, { user: auth.username ?? "" });
      done(Object.assign(new Error("Invalid username or password"), { responseCode: 535 }));
    },
    onMailFrom(address, session, done) {
      settle(troubleAt("mail", address.address), session, done);
    },
    onRcptTo(address, session, done) {
      settle(troubleAt("rcpt", address.address), session, done);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => void take(Buffer.concat(chunks), session, done));
    },
  });

  async function take(raw: Buffer, session: Parameters<NonNullable<ConstructorParameters<typeof SMTPServer>[0]>["onData"] & object>[1], done: (error?: Error | null) => void) {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
    const trouble = troubleAt("data", to.join(" "));
    if (trouble === undefined || trouble.reply === "drop") caught.push({ envelope: { from, to }, raw, parsed: await simpleParser(raw) });
    settle(trouble, session, done);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.on("error", () => {});
  const port = (server.server.address() as AddressInfo).port;
  const login = user === undefined ? "" : `${user}:${password}@`;

  return {
    url: `smtp://${login}127.0.0.1:${port}?tls=off`,
    caught,
    /** Most connections open at one moment. */
    mostConnections: () => open.most,
    trouble: (...more: Trouble[]) => void troubles.push(...more),
    calm: () => void troubles.splice(0),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
