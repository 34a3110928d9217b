import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sessionCookie } from "#lib/access/cookies";
import { speaking } from "#lib/platform/language";
import { say } from "#lib/language/rules/say";
import { startSession } from "#lib/people/commands/sessions";
import { findIncidentView } from "#lib/status/queries/incident";
import { acme, addCast, anna, carla, jonas, priya, type MemberPerson } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { Changes } from "./changes.ts";
import { Front } from "./front.ts";
import { answerByNext } from "./next-answers.ts";
import { PageCache } from "./page-cache.ts";
import { Readers } from "./readers.ts";

const database = testDatabase();
let portal: { port: number; made: string[]; stop(): void };

beforeEach(async () => {
  await addCast(database.db);
  portal = await openPortal();
});
afterEach(() => portal.stop());

// What is no document answers as Next would: with a link, a form, or a redirect, in the language of the moment.
async function byNext(asked: IncomingMessage, response: ServerResponse): Promise<void> {
  await Promise.resolve();
  if (asked.method === "POST") return void response.writeHead(303, { location: "/subscribe?sent=1" }).end();
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(`${asked.url} ${say("Sign in")} <a href="/history"></a><form action="/subscribe/request"></form>`);
}

async function openPortal() {
  const made: string[] = [];
  const changes = new Changes({ db: database.db, now: Date.now });
  const front = new Front({
    changes,
    cache: new PageCache({ now: Date.now, maxBytes: 10_000_000 }),
    readers: new Readers(Date.now),
    make: async (scope, { key, params: { code } }) => {
      made.push(`${scope.customer?.slug ?? "public"} ${key} ${scope.path} ${scope.language}`);
      const view = code === undefined ? null : await findIncidentView(scope.ctx, code);
      return { contentType: "text/html; charset=utf-8", headers: {}, text: speaking(scope.language, () => `${say("Timeline")} ${view?.updates[0]?.body ?? ""}`) };
    },
  });
  const answer = async (asked: IncomingMessage, response: ServerResponse) => (await front.answer(asked, response)) || (await answerByNext(asked, response, byNext));
  const server = createServer((asked, response) => void answer(asked, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, made, stop: () => (changes.stop(), server.close(), server.closeAllConnections()) };
}

function ask(path: string, { method = "GET", cookie = "" } = {}): Promise<{ status: number; location: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port: portal.port, path, method, headers: cookie ? { cookie } : {} }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, location: response.headers.location, body: Buffer.concat(parts).toString() }));
    });
    call.on("error", reject);
    call.end();
  });
}

async function signIn(person: MemberPerson): Promise<{ cookie: string }> {
  const { token } = await startSession({ ...asStaff(database.db, priya, Date.now()) }, { personId: person.id, method: "link", userAgent: "" });
  return { cookie: `${sessionCookie}=${token}` };
}

describe("a document in a language", () => {
  test("is another one, made once, in its words and with its translations", async () => {
    const { code } = await anIncident(asStaff(database.db, jonas), { body: "Payments fail.", translations: [{ language: "de", body: "Zahlungen scheitern." }] });
    const read = async (path: string) => (await ask(path)).body;
    for (const _ of [1, 2]) expect([await read(`/incidents/${code}`), await read(`/de/incidents/${code}`)]).toEqual(["Timeline Payments fail.", "Verlauf Zahlungen scheitern."]);
    expect(portal.made).toEqual([`public /incidents/${code} /incidents/${code} en`, `public /de/incidents/${code} /incidents/${code} de`]);
  });

  test("is let to whom the same document is let in any other, and to nobody else", async () => {
    const [annas, carlas] = [await signIn(anna), await signIn(carla)];
    const { code } = await anIncident(asStaff(database.db, jonas), { visibility: "selected", customerIds: [acme.id], body: "canary-acme" });
    const path = `/de/c/acme/incidents/${code}`;
    expect((await ask(path, annas)).body).toContain("canary-acme");
    for (const stranger of [carlas, {}]) expect((await ask(path, stranger)).body).not.toContain("canary-acme");
    expect((await ask(`/de/incidents/${code}`)).body).not.toContain("canary-acme");
  });
});

describe("what is no document", () => {
  test("reaches Next without its language, is drawn in it, and leads on in it", async () => {
    expect((await ask("/de/sign-in?next=/c/acme")).body).toBe('/sign-in?next=/c/acme Anmelden <a href="/de/history"></a><form action="/de/subscribe/request"></form>');
    expect((await ask("/sign-in")).body).toBe('/sign-in Sign in <a href="/history"></a><form action="/subscribe/request"></form>');
    expect(await ask("/de/subscribe/request", { method: "POST" })).toMatchObject({ status: 303, location: "/de/subscribe?sent=1" });
    expect(await ask("/subscribe/request", { method: "POST" })).toMatchObject({ status: 303, location: "/subscribe?sent=1" });
  });
});
