import { describe, expect, test } from "vitest";
import { wayOn } from "./ways.ts";

const acme = { host: "status.acme.example", customer: { id: "cus_acme", slug: "acme", name: "Acme Retail" } };
const everybody = { host: "status.northlight.test", customer: null };
const isForEverybody = (path: string) => ["/", "/history", "/subscribe"].includes(path);
const on = (place: typeof acme | typeof everybody, url: string) => wayOn(place, { url, isForEverybody });

describe("a customer's own name", () => {
  test.each([
    ["/", "/c/acme"],
    ["/?theme=dark", "/c/acme?theme=dark"],
    ["/c/acme", "/c/acme"],
    ["/c/acme/incidents?before=x", "/c/acme/incidents?before=x"],
    ["/sign-out", "/sign-out"],
    ["/arrive?ticket=x", "/arrive?ticket=x"],
    ["/api/me", "/api/me"],
    ["/brand/0a1b.css", "/brand/0a1b.css"],
  ])("answers %s as %s", (url, as) => {
    expect(on(acme, url)).toEqual({ to: "here", url: as });
  });

  test.each(["/c/globex", "/c/acme2", "/c/acme.", "/c/acmeX/incidents", "/C/acme", "//c/acme", "/c/acme%2f..%2fglobex/../x".replace("acme", "globex"), "/admin", "/admin/incidents", "/history", "/subscribe", "/incidents/abc", "/history.rss", "/f/cft_token/history.rss", "/embed/c/cet_token", "/api/auth/callback/x", "/sign-in/request", "/sign-in/demo", "/setup/token", "/metrics", "/enter/a/b/c", "/nothing"])("has no %s", (url) => {
    expect(on(acme, url)).toEqual({ to: "nowhere" });
  });

  test.each([
    ["/sign-in", "/c/acme"],
    ["/sign-in?next=%2Fc%2Facme%2Fincidents", "/c/acme/incidents"],
    ["/sign-in?next=%2Fde%2Fc%2Facme%2Fincidents", "/de/c/acme/incidents"],
    ["/sign-in?next=%2Fc%2Fglobex", "/c/acme"],
    ["/sign-in?next=%2Fde%2Fc%2Facmeglobex", "/c/acme"],
    ["/sign-in?next=https%3A%2F%2Fevil.example", "/c/acme"],
  ])("leads from %s to signing in, and back to %s", (url, next) => {
    expect(on(acme, url)).toEqual({ to: "sign-in", next });
  });

  test("does not lead back in who has just left", () => {
    expect(on(acme, "/sign-in?signed-out=here")).toEqual({ to: "here", url: "/signed-out" });
  });
});

describe("the public page's own name", () => {
  test.each(["/", "/history", "/subscribe", "/history?before=x"])("shows %s", (url) => {
    expect(on(everybody, url)).toEqual({ to: "here", url });
  });

  test.each(["/c/acme", "/admin", "/f/cft_token/history.rss", "/arrive", "/sign-out", "/sign-in/request"])("has no %s", (url) => {
    expect(on(everybody, url)).toEqual({ to: "nowhere" });
  });

  test.each([["/sign-in?next=/c/acme", "/sign-in"], ["/account", "/account"], ["/switch", "/switch"]])("leads from %s to the portal", (url, path) => {
    expect(on(everybody, url)).toEqual({ to: "portal", path });
  });
});
