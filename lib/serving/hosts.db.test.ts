import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hosts } from "#db/schema/hosts";
import { arrivalCookie } from "#lib/access/cookies";
import { removeHost } from "#lib/hosts/commands/hosts";
import { acme, addCast, globex, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { Changes } from "./changes.ts";
import { Hosts } from "./hosts.ts";
import { isOwnHost, stampRequest, takesPath } from "./requests.ts";

const database = testDatabase();
// The tests' APP_URL is http://localhost:3000.
const own = "localhost:3000";
const [ofAcme, ofGlobex, ofEverybody] = ["status.acme.example", "status.globex.example", "status.northlight.example"];

let port: number;
let stop: () => void;

beforeEach(async () => {
  await addCast(database.db);
  const verified = { challenge: "proof", state: "verified" as const, createdAt: testNow, verifiedAt: testNow };
  await database.db.write((tx) => tx.insert(hosts).values([
    { id: "hst_acme", host: ofAcme, customerId: acme.id, ...verified },
    { id: "hst_globex", host: ofGlobex, customerId: globex.id, ...verified },
    { id: "hst_public", host: ofEverybody, customerId: null, ...verified },
    { id: "hst_pending", host: "pending.example", customerId: acme.id, ...verified, state: "pending" as const },
  ]));
  const changes = new Changes({ db: database.db, now: Date.now });
  const led = new Hosts({ db: database.db, changes, isAsset: (path) => path === "/portal.js" });
  const server = createServer((asked, response) => void answer(led, asked, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  stop = () => (changes.stop(), server.close(), server.closeAllConnections());
});
afterEach(() => stop());

// As server.ts does it; what goes on is told instead of answered.
async function answer(led: Hosts, asked: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!takesPath(asked)) return void response.writeHead(400).end();
  const how = isOwnHost(asked.headers.host) ? "own" : await led.lead(asked, response);
  if (how === "answered") return;
  if (how === "unknown") return void response.writeHead(421).end();
  stampRequest(asked);
  response.writeHead(200).end(JSON.stringify({ how, url: asked.url, host: asked.headers["x-candor-host"] ?? null }));
}

interface Answer {
  status: number;
  location: string | undefined;
  cookie: string | undefined;
  body: string;
}

function ask(host: string, path: string, { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method, headers: { host, ...headers } }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text)).on("end", () => resolve({ status: response.statusCode ?? 0, location: response.headers.location, cookie: response.headers["set-cookie"]?.join(), body }));
    }).on("error", reject).end();
  });
}

const where = async (...asked: Parameters<typeof ask>) => {
  const { status, body } = await ask(...asked);
  return status === 200 ? (JSON.parse(body) as { url: string; host: string | null }) : status;
};

describe("a request is led by the name it came under", () => {
  test("its customer's pages under a customer's, the public page under the public's, all of it under the portal's own", async () => {
    expect(await where(`${ofAcme}:3000`, "/")).toMatchObject({ url: "/c/acme", host: ofAcme });
    expect(await where(`${ofGlobex}:3000`, "/")).toMatchObject({ url: "/c/globex", host: ofGlobex });
    expect(await where(`${ofEverybody}:3000`, "/history")).toMatchObject({ url: "/history", host: ofEverybody });
    expect(await where(`${ofAcme}:3000`, "/de/c/acme/incidents")).toMatchObject({ url: "/de/c/acme/incidents" });
    expect(await where(`${ofAcme}:3000`, "/de")).toMatchObject({ url: "/de/c/acme" });
    expect(await where(own, "/c/acme")).toMatchObject({ url: "/c/acme", host: null });
  });

  test("nothing of anybody else under any of them", async () => {
    const elsewhere = ["/c/globex", "/de/c/globex", "/de/history", "/c/globex/incidents", "/admin", "/history", "/f/cft_token/history.rss", "/embed/c/cet_token", "/enter/status.acme.example/x/y"];
    for (const path of elsewhere) expect(await where(`${ofAcme}:3000`, path), path).toBe(404);
    for (const path of ["/c/acme", "/admin", "/f/cft_token/history.rss", "/sign-in/demo"]) expect(await where(`${ofEverybody}:3000`, path), path).toBe(404);
  });

  test.each([
    [`${ofAcme}.:3000`, 200], ["STATUS.ACME.EXAMPLE:3000", 200], [ofAcme, 421], [`${ofAcme}:80`, 421], [`${ofAcme}:3000:3000`, 421], ["evil.example:3000", 421], [`${ofAcme}.evil.example:3000`, 421], [`evil.example@${ofAcme}:3000`, 421], ["pending.example:3000", 421], [`${ofAcme}..:3000`, 421], [`${ofAcme} :3000`, 421],
  ])("named as %j it is answered with %i", async (host, status) => {
    expect((await ask(host, "/")).status).toBe(status);
  });

  test("what a client says of forwarded names and of ours is not believed", async () => {
    expect(await where(`${ofAcme}:3000`, "/", { headers: { "x-forwarded-host": ofGlobex, "x-candor-host": ofGlobex, forwarded: `host=${ofGlobex}` } })).toMatchObject({ url: "/c/acme", host: ofAcme });
    expect(await where(own, "/c/globex", { headers: { "x-candor-host": ofAcme, "x-forwarded-host": ofAcme } })).toMatchObject({ url: "/c/globex", host: null });
  });

  test("a host before the path counts, and the header does not", async () => {
    expect(await where(`${ofGlobex}:3000`, `http://${ofAcme}:3000/`)).toMatchObject({ url: "/c/acme", host: ofAcme });
  });

  test("files of the build are found under every name", async () => {
    expect(await where(`${ofAcme}:3000`, "/portal.js")).toMatchObject({ url: "/portal.js" });
  });
});

describe("signing in under a customer's own name", () => {
  test("leads to the portal with the hash of what only this browser holds, and says where to go on", async () => {
    const { status, location = "", cookie = "" } = await ask(`${ofAcme}:3000`, "/sign-in?next=%2Fc%2Facme%2Fincidents");
    const state = cookie.split(";")[0]?.split("=")[1] ?? "";
    const [, , host, hash, to = ""] = new URL(location).pathname.split("/");
    expect([status, new URL(location).origin, host]).toEqual([303, "http://localhost:3000", ofAcme]);
    expect(cookie).toMatch(new RegExp(`^${arrivalCookie}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax`));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(location).not.toContain(state);
    expect(Buffer.from(to, "base64url").toString()).toBe("/c/acme/incidents");
    expect((await ask(`${ofAcme}:3000`, "/sign-in")).cookie).not.toContain(state);
  });

  test("is for reading only: nothing is posted on the way", async () => {
    expect((await ask(`${ofAcme}:3000`, "/sign-in", { method: "POST" })).status).toBe(404);
  });
});

test("a name that is removed shows nothing from the next request on", async () => {
  expect((await ask(`${ofAcme}:3000`, "/")).status).toBe(200);
  await removeHost(asStaff(database.db, mira), { id: "hst_acme" });
  expect((await ask(`${ofAcme}:3000`, "/")).status).toBe(421);
});
