import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { ask, type Answer } from "./http.ts";
import { startPortal, type Portal } from "./portal.ts";
import { buildWorld, versionOf, type World } from "./world.ts";

const [portalPort, nginxPort] = [3219, 3220];
const folder = mkdtempSync(join(tmpdir(), "candor-snapshot-"));
const copy = join(folder, "snapshot");
let world: World;
let portal: Portal;
let nginx: ChildProcess;

beforeAll(async () => {
  world = await buildWorld(join(folder, "candor.db"));
  portal = await startPortal({ port: portalPort, folder });
  nginx = startNginx();
  await vi.waitUntil(async () => (await read("/").catch(() => null))?.status === 200, { timeout: 30_000, interval: 100 });
}, 120_000);

afterAll(async () => {
  nginx?.kill("SIGTERM");
  await portal?.stop();
  await world?.db.close();
  rmSync(folder, { recursive: true, force: true });
});

// nginx with the very configuration that the documentation gives, but for its places and its names of this machine.
function startNginx(): ChildProcess {
  const conf = readFileSync("docs/nginx/candor.conf", "utf8")
    .replace("127.0.0.1:3000", `127.0.0.1:${portalPort}`)
    .replace("listen 80;", `listen 127.0.0.1:${nginxPort};`)
    .replace("/var/lib/candor/snapshot", copy);
  for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(folder, name));
  const places = ["client_body_temp_path body", "proxy_temp_path proxy", "fastcgi_temp_path fastcgi", "uwsgi_temp_path uwsgi", "scgi_temp_path scgi"].map((line) => `${line};`).join(" ");
  writeFileSync(join(folder, "nginx.conf"), `user root; daemon off; worker_processes 1; pid nginx.pid; error_log stderr;\nevents {}\nhttp { include /etc/nginx/mime.types; access_log off; ${places}\n${conf}\n}`);
  return spawn("/usr/sbin/nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
}

const read = (path: string, headers: Record<string, string> = {}): Promise<Answer> => ask(nginxPort, { path, headers: { host: `localhost:${portalPort}`, ...headers } });
const madeAt = () => (JSON.parse(readFileSync(join(copy, "snapshot.json"), "utf8")) as { madeAt: string }).madeAt;
const fileNames = () => readdirSync(copy, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(copy, name)).isFile());
const bytesOf = (name: string) => (name.endsWith(".gz") ? gunzipSync(readFileSync(join(copy, name))) : readFileSync(join(copy, name)));

describe("the copy that the portal leaves of its public pages", () => {
  it("is written anew soon after a post, and says when", async () => {
    await expect.poll(() => fileNames().includes("index.html"), { timeout: 30_000 }).toBe(true);
    const incident = world.incidents["public"] ?? { id: "", code: "" };
    const words = world.canaries.make("what is posted before the portal stops", ["public"]);
    const ctx = world.people.context(world.db, { role: "manager", at: Date.now() });
    const posted = Date.now();
    await postUpdate(ctx, { incidentId: incident.id, baseVersion: await versionOf(world.db, incident.id, 1), state: "monitoring", body: words, components: [] });
    await expect.poll(() => readFileSync(join(copy, "incidents", `${incident.code}.html`), "utf8").includes(words), { timeout: 30_000 }).toBe(true);
    await expect.poll(() => Date.parse(madeAt()), { timeout: 30_000 }).toBeGreaterThanOrEqual(posted);
    await expect.poll(() => readFileSync(join(copy, "history.rss"), "utf8").includes(words), { timeout: 30_000 }).toBe(true);
  });

  it("holds nothing that is not the public's, in no file", () => {
    const names = fileNames();
    expect(names.length).toBeGreaterThan(20);
    expect(names.flatMap((name) => world.canaries.foreignIn(bytesOf(name), ["public"]).map(({ what }) => `${name} says ${what}`))).toEqual([]);
  });

  it("loses a page that is public no longer", async () => {
    const { id, code } = world.incidents["publicResolved"] ?? { id: "", code: "" };
    expect(fileNames()).toContain(`incidents/${code}.html`);
    const ctx = world.people.context(world.db, { role: "manager", at: Date.now() });
    await postUpdate(ctx, { incidentId: id, baseVersion: await versionOf(world.db, id, 1), isReopening: true, visibility: "internal", customerIds: [], state: "investigating", body: "Seen by staff only from now on.", components: [] });
    await expect.poll(() => fileNames().some((name) => name.startsWith(`incidents/${code}`)), { timeout: 30_000 }).toBe(false);
  });
});

describe("nginx as the documentation sets it up", () => {
  it("hands on what the portal says while it runs", async () => {
    const answer = await read("/");
    expect([answer.status, answer.headers["x-candor-copy"], answer.body.includes("data-snapshot-age")]).toEqual([200, undefined, false]);
    expect((await read("/healthz")).status).toBe(200);
  });

  it("gives out the copy while it does not, complete, and says so on every page", async () => {
    await portal.stop();
    const home = await read("/?again=1");
    expect([home.status, home.headers["x-candor-copy"]]).toEqual([200, "yes"]);
    expect(home.body).toContain(`<time data-snapshot-age="" datetime="${madeAt()}">`);
    const links = [...new Set([...home.body.matchAll(/(?:href|src)="(\/[^"#]*)"/g)].map((match) => match[1] ?? ""))];
    const inCopy = links.filter((link) => !/^\/(sign-in|subscribe|history\?)/.test(link));
    expect(inCopy.length).toBeGreaterThan(6);
    for (const link of inCopy) expect([link, (await read(link)).status]).toEqual([link, 200]);
    const style = links.find((link) => link.endsWith(".css")) ?? "";
    const fonts = [...(await read(style)).body.matchAll(/url\(["']?([^"')]+\.woff2)/g)].map((match) => new URL(match[1] ?? "", `http://localhost${style}`).pathname);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect([font, (await read(font)).status]).toEqual([font, 200]);
  });

  it("compresses as it goes, and keeps the feed's type", async () => {
    const zipped = await read("/history?again=1", { "accept-encoding": "gzip" });
    expect([zipped.headers["content-encoding"], zipped.body.includes("data-snapshot-age")]).toEqual(["gzip", true]);
    const feed = await read("/history.rss?again=1");
    expect([feed.status, feed.headers["content-type"]]).toEqual([200, "application/rss+xml"]);
    const others = ["/history.atom", "/history.ics", "/feed.json", "/badge.svg", "/embed/status.json", "/embed/status.js"];
    const types = await Promise.all(others.map(async (path) => (await read(`${path}?again=1`)).headers));
    expect(types.map((headers) => headers["content-type"])).toEqual(["application/atom+xml", "text/calendar", "application/json", "image/svg+xml", "application/json", "application/javascript"]);
    expect(types.map((headers) => headers["access-control-allow-origin"])).toEqual([undefined, undefined, "*", "*", "*", "*"]);
    expect(JSON.parse((await read("/embed/status.json?again=1")).body)).toMatchObject({ version: 1, copiedAt: madeAt() });
  });

  it("says of everything else that it has to wait for the portal", async () => {
    const { token } = world.people.sessions["owner of A"] ?? { token: "" };
    const paths = [`/c/${world.company.customers.A.slug}`, "/sign-in", "/admin", "/nowhere", "/snapshot.json/x", "/history?before=abc.inc_1", "/../candor.db", "/%2e%2e/candor.db"];
    for (const path of paths) {
      const answer = await read(path, { cookie: `candor-session=${token}` });
      expect([path, answer.status >= 400, answer.body.includes("SQLite")]).toEqual([path, true, false]);
    }
    const refused = await read("/admin");
    expect([refused.status, refused.headers["x-candor-copy"], refused.body.includes("This page cannot be reached right now")]).toEqual([503, "yes", true]);
    expect((await ask(nginxPort, { method: "POST", path: "/subscribe/request", body: "email=a@b.example" })).status).toBe(503);
  });

  it("goes back to the portal as soon as that answers", async () => {
    portal = await startPortal({ port: portalPort, folder });
    await expect.poll(async () => (await read("/?back=1")).headers["x-candor-copy"], { timeout: 30_000 }).toBeUndefined();
    const ended = once(nginx, "exit");
    nginx.kill("SIGTERM");
    await ended;
  });
});
