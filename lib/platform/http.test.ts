import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { connect as dial, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutboundFetch, findAddressFault, RefusedAddress, type OutboundRules } from "./http.ts";
import { addressFault } from "./http/addresses.ts";

// Every name leads to loopback here, so that no test can leave the machine.
const toLoopback = async () => [{ address: "127.0.0.1", family: 4 }];
let hits: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
let answer: RequestListener;
let port = 0;
const closers: (() => unknown)[] = [];

beforeEach(async () => {
  hits = [];
  answer = (_, response) => response.end("canary");
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk)).on("end", () => {
      hits.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  closers.push(() => server.closeAllConnections(), () => server.close());
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function outbound(rules: OutboundRules) {
  const client = createOutboundFetch(rules);
  closers.push(() => client.close());
  return client;
}

const guarded = () => outbound({ resolve: toLoopback, ports: [80, 443, port] });
const open = () => outbound({ resolve: toLoopback, allowLoopback: true });
const withPort = (url: string) => url.replace(/^(https?:\/\/[^/?#\\@]+?)(:\d+)?(?=[/?#\\@]|$)/, `$1:${port}`);

describe("loopback and private hosts are never reached", () => {
  const spellings = [
    "127.0.0.1", "127.1", "0", "0.0.0.0", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "①②⑦.⓪.⓪.①",
    "127.0.0.1.", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[4000::1]",
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.8", "224.0.0.1", "255.255.255.255",
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "metadata.google.internal", "intranet", "rebind.example",
  ];

  it.each(spellings)("http://%s", async (host) => {
    await expect(guarded().send({ url: `http://${host}:${port}/` })).rejects.toThrow();
    expect(hits).toEqual([]);
  });

  it("no line of the published list reaches the canary, whatever port it names", async () => {
    const lines = readFileSync("../shared/fixtures/naughty/payloads/ssrf-urls.from-readme.txt", "utf8").split("\n").map((line) => line.trim().split(" = ")[0] ?? "");
    const urls = lines.filter((line) => line !== "").flatMap((line) => [line, withPort(line)]);
    expect(urls.length).toBeGreaterThan(100);
    const client = guarded();
    for (const url of urls) await expect(client.send({ url, timeoutMs: 2000 }), url).rejects.toThrow();
    expect(hits).toEqual([]);
  });

  it("nor does a line of the published lists of redirects, on the way to us or as the target of one", async () => {
    const files = ["open-redirect.from-readme.txt", "Open_Redirect/Intruder/openredirects.txt", "ssrf-urls.from-readme.txt"];
    const lines = files.flatMap((file) => readFileSync(`../shared/fixtures/naughty/payloads/${file}`, "utf8").split("\n")).map((line) => line.trim().split(" = ")[0] ?? "").filter((line) => line !== "");
    expect(lines.length).toBeGreaterThan(150);
    const client = guarded();
    for (const line of lines) {
      await expect(client.send({ url: line, timeoutMs: 2_000 }), line).rejects.toThrow();
      await expect(client.send({ url: `https://hooks.example:${port}/x/../${line}`, timeoutMs: 2_000, maxRedirects: 2 }), line).rejects.toThrow();
    }
    expect(hits).toEqual([]);
  });

  it.each([
    "http://0x7f.0x0.0x0.0x1/", "http://0177.0.0.01/", "http://127.0.0.1%2f@hooks.example/", "http://hooks.example@127.0.0.1/", "http://127.0.0.1#@hooks.example/", "http://[::ffff:0:127.0.0.1]/", "http://[0:0:0:0:0:ffff:a00:1]/",
    "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1:ffff:ffff:ffff:7f00:1]/", "http://[fd00:ec2::254]/", "http://[fe80::1%25eth0]/", "http://[2001:db8::1]/", "http://[2001::1]/", "http://[100::1]/", "http://localhost.localdomain/", "http://metadata.google.internal./", "http://192.0.0.192/", "http://198.51.100.1/", "http://203.0.113.1/", "http://240.0.0.1/", "http://100.100.100.200/",
    "jar:http://127.0.0.1!/", "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/", "tftp://127.0.0.1/x", "netdoc:///etc/passwd", "sftp://hooks.example/", "ws://hooks.example/", "blob:http://hooks.example/x",
  ])("%s is refused before anything is looked up", async (url) => {
    let asked = 0;
    const client = outbound({ ports: [80, 443], resolve: async () => (asked++, [{ address: "93.184.216.34", family: 4 }]) });
    await expect(client.send({ url, timeoutMs: 2_000 })).rejects.toThrow();
    expect(asked).toBe(0);
    expect(findAddressFault(url, {})).not.toBeNull();
  });

  it.each(["10.1.2.3", "::1", "::ffff:192.168.0.1", "64:ff9b::7f00:1", "fd12::1", "fe80::1", "169.254.169.254", "2002:7f00:1::"])("a name that leads to %s is refused", async (address) => {
    const client = outbound({ ports: [port], resolve: async () => [{ address, family: address.includes(":") ? 6 : 4 }] });
    await expect(client.send({ url: `http://hooks.example:${port}/` })).rejects.toThrow(RefusedAddress);
  });

  it("plain http is refused where only https is allowed", () => {
    expect(findAddressFault("http://hooks.example.com/", { isHttpsOnly: true })).toBe("It is not https.");
    expect(findAddressFault("https://hooks.example.com/", { isHttpsOnly: true })).toBeNull();
  });

  it("the canary would have been reached by those spellings without the guard", async () => {
    for (const host of ["127.1", "2130706433", "0x7f.1", "①②⑦.⓪.⓪.①", "rebind.example"]) await open().send({ url: `http://${host}:${port}/` });
    expect(hits).toHaveLength(5);
  });

  it("a name with one private address among public ones is refused", async () => {
    const client = outbound({ ports: [port], resolve: async () => [{ address: "93.184.216.34", family: 4 }, { address: "10.0.0.1", family: 4 }] });
    await expect(client.send({ url: `http://mixed.example:${port}/` })).rejects.toThrow(RefusedAddress);
  });

  it("a name is resolved once, and that answer is the one dialled", async () => {
    let asked = 0;
    const client = outbound({ allowLoopback: true, resolve: async () => [{ address: asked++ === 0 ? "127.0.0.1" : "10.0.0.1", family: 4 }] });
    await client.send({ url: `http://rebind.example:${port}/` });
    expect(asked).toBe(1);
  });

  it("a connection that ends at a private peer is cut before a byte is sent", async () => {
    const client = outbound({
      ports: [port],
      connect: (_, callback) => {
        const socket = dial(port, "127.0.0.1", () => callback(null, socket));
      },
    });
    await expect(client.send({ url: `http://93.184.216.34:${port}/` })).rejects.toThrow(RefusedAddress);
    expect(hits).toEqual([]);
  });

  it("public addresses pass, so that the rule is not simply no", () => {
    for (const host of ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "hooks.example.com"]) expect(addressFault(host, {})).toBeNull();
  });
});

describe("what may be asked for", () => {
  it.each(["ftp://hooks.example/", "file:///etc/passwd", "gopher://hooks.example/", "data:text/plain,x", "javascript:alert(1)", "not an address", "http://", "https://user:secret@hooks.example/"])("%s is refused", async (url) => {
    await expect(guarded().send({ url })).rejects.toThrow(RefusedAddress);
  });

  it("other ports are refused unless listed", async () => {
    await expect(outbound({ resolve: toLoopback }).send({ url: "http://hooks.example:25/" })).rejects.toThrow("Port 25 is not allowed.");
  });

  it("loopback may be reached where it is allowed, private networks still not", async () => {
    expect((await open().send({ url: `http://localhost:${port}/x` })).body.toString()).toBe("canary");
    await expect(open().send({ url: "http://192.168.0.1/" })).rejects.toThrow(RefusedAddress);
  });
});

describe("redirects", () => {
  const redirectTo = (location: string, status = 302): RequestListener => (request, response) => (request.url === "/start" ? response.writeHead(status, { location }).end() : response.end("there"));

  it("are returned as they came by default", async () => {
    answer = redirectTo("/next");
    const got = await open().send({ url: `http://hooks.example:${port}/start` });
    expect([got.status, got.headers["location"], hits.length]).toEqual([302, "/next", 1]);
  });

  it("are followed when asked, and each target is checked", async () => {
    answer = redirectTo("/next");
    expect((await open().send({ url: `http://hooks.example:${port}/start`, maxRedirects: 1 })).body.toString()).toBe("there");
    for (const target of ["http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd", "//[fd00::1]/"]) {
      answer = redirectTo(target);
      await expect(open().send({ url: `http://hooks.example:${port}/start`, maxRedirects: 3 }), target).rejects.toThrow(RefusedAddress);
    }
  });

  it("end after the number allowed", async () => {
    answer = redirectTo("/start");
    await expect(open().send({ url: `http://hooks.example:${port}/start`, maxRedirects: 3 })).rejects.toThrow("redirects too often");
    expect(hits).toHaveLength(4);
  });

  it("credentials do not travel to another origin, and a 303 drops the body", async () => {
    answer = redirectTo(`http://other.example:${port}/next`, 303);
    await open().send({ url: `http://hooks.example:${port}/start`, method: "POST", body: "secret", headers: { authorization: "Bearer x", "x-kept": "1" }, maxRedirects: 1 });
    expect(hits[1]).toMatchObject({ method: "GET", url: "/next", body: "", headers: { "x-kept": "1" } });
    expect(hits[1]?.headers).not.toHaveProperty("authorization");
  });
});

describe("limits", () => {
  it("a body over the limit is cut off", async () => {
    answer = (_, response) => {
      const more = () => { while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) {} };
      response.on("drain", more);
      more();
    };
    await expect(open().send({ url: `http://hooks.example:${port}/`, maxBytes: 100_000 })).rejects.toThrow("larger than 100000 bytes");
  });

  it("of a longer answer only the beginning is read, where that is enough", async () => {
    answer = (_, response) => response.end("y".repeat(300_000));
    const got = await open().send({ url: `http://hooks.example:${port}/`, whenLarger: "cut" });
    expect([got.status, got.body.length]).toEqual([200, 64 * 1024]);
  });

  it("cookies that were set are not sent back", async () => {
    answer = (_, response) => response.writeHead(200, { "set-cookie": "session=1" }).end();
    const client = open();
    for (let time = 0; time < 2; time += 1) await client.send({ url: `http://hooks.example:${port}/` });
    expect(hits.map((hit) => hit.headers["cookie"])).toEqual([undefined, undefined]);
  });

  it("an answer that trickles in is given up at the time-out", async () => {
    answer = (_, response) => { response.write("x"); };
    await expect(open().send({ url: `http://hooks.example:${port}/`, timeoutMs: 300 })).rejects.toThrow();
  });

  it("a compressed bomb is not unpacked", async () => {
    answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all");
    expect((await open().send({ url: `http://hooks.example:${port}/` })).body.toString()).toBe("not gzip at all");
  });
});
