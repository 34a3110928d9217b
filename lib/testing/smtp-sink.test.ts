import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { startSmtpSink, type SinkSettings } from "./smtp-sink.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(settings: SinkSettings = {}) {
  const sink = await startSmtpSink(settings);
  closers.push(sink.close);
  return sink;
}

/** Says each line after the answer to the one before, and returns the reply codes; "closed" when the server hangs up. */
function talk(url: string, lines: string[]): Promise<string[]> {
  const { hostname, port } = new URL(url);
  const replies: string[] = [];
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let unread = "";
    socket.on("data", (chunk) => {
      unread += chunk.toString();
      if (!/^\d{3} .*\r\n$/m.test(unread)) return;
      replies.push(unread.trimEnd().split("\r\n").at(-1)?.slice(0, 3) ?? "");
      unread = "";
      const line = lines.shift();
      if (line === undefined) socket.end();
      else socket.write(`${line}\r\n`);
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(lines.length > 0 || replies.at(-1) === "354" ? [...replies, "closed"] : replies));
  });
}

const dialogue = ["EHLO test", "MAIL FROM:<status@northlight.example>", "RCPT TO:<anna@acme.example>", "DATA", "Subject: Hello\r\n\r\n..dot\r\n."];

it("keeps what it was given, envelope apart from headers", async () => {
  const sink = await start();
  expect(await talk(sink.url, [...dialogue])).toEqual(["220", "250", "250", "250", "354", "250"]);
  expect(sink.caught).toHaveLength(1);
  expect(sink.caught[0]).toMatchObject({ envelope: { from: "status@northlight.example", to: ["anna@acme.example"] }, parsed: { subject: "Hello" } });
  expect(sink.caught[0]?.parsed.text?.trim()).toBe(".dot");
});

it.each([["mail", 421], ["rcpt", 550], ["data", 451]] as const)("trouble at %s is answered %i and keeps nothing", async (at, reply) => {
  const sink = await start();
  sink.trouble({ at, reply });
  expect(await talk(sink.url, [...dialogue])).toContain(String(reply));
  expect(sink.caught).toEqual([]);
});

it("a drop after the final dot has taken the mail and answers nothing; the next goes through", async () => {
  const sink = await start();
  sink.trouble({ at: "data", reply: "drop", times: 1 });
  expect(await talk(sink.url, [...dialogue])).toEqual(["220", "250", "250", "250", "354", "closed"]);
  expect(sink.caught).toHaveLength(1);
  expect((await talk(sink.url, [...dialogue])).at(-1)).toBe("250");
});

it("with an account, lets nobody send without it", async () => {
  const sink = await start({ user: "portal", password: "secret" });
  const login = (password: string) => `AUTH PLAIN ${btoa(`\0portal\0${password}`)}`;
  expect((await talk(sink.url, ["EHLO test", dialogue[1] ?? ""])).at(-1)).toBe("530");
  expect((await talk(sink.url, ["EHLO test", login("wrong")])).at(-1)).toBe("535");
  expect((await talk(sink.url, ["EHLO test", login("secret")])).at(-1)).toBe("235");
});
