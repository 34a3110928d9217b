// Niceties of documents: everything here works without this script, only less comfortably.
(() => {
  const root = document.documentElement;
  const only = document.currentScript?.dataset.only;
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* a private window: the choice lasts for this page */ } },
  };

  applyTheme(store.get("theme"));
  if (only === "theme") return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  function start() {
    const main = document.querySelector("main[data-refresh]");
    const pristine = main?.innerHTML;
    themeToggle();
    zoneToggle();
    copyButtons();
    redraw();
    setInterval(countdowns, 10_000);
    person();
    if (main) refreshing(main, pristine);
  }

  function redraw() {
    times();
    countdowns();
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  }

  // Theme: the system's, unless the reader chose.
  function applyTheme(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function themeToggle() {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    const order = ["", "light", "dark"];
    const show = () => { button.textContent = `Theme: ${store.get("theme") || "system"}`; };
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(store.get("theme") || "") + 1) % order.length];
      store.set("theme", next);
      applyTheme(next);
      show();
    });
    show();
    button.hidden = false;
  }

  // Times: in the reader's zone, with UTC beside, in the same shape as the page drew them (lib/core/time).
  function zoneToggle() {
    const button = document.querySelector("[data-zone-toggle]");
    const note = document.querySelector("[data-zone-note]");
    if (!button || !note) return;
    const own = readerZone();
    const page = note.dataset.pageZone;
    if (own === page) return;
    const show = () => {
      const current = chosenZone(page);
      note.textContent = `Times in ${current}`;
      button.textContent = `Show ${current === own ? page : own}`;
    };
    button.addEventListener("click", () => {
      store.set("zone", chosenZone(page) === own ? "page" : "");
      show();
      times();
    });
    show();
    button.hidden = false;
  }

  function readerZone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  }

  function chosenZone(page) {
    return store.get("zone") === "page" ? page : readerZone();
  }

  function times() {
    for (const element of document.querySelectorAll("time[data-local]")) {
      const { local: shape, zone: page } = element.dataset;
      const zone = chosenZone(page);
      element.dataset.made ??= element.textContent;
      element.textContent = zone === page ? element.dataset.made : format(new Date(element.dateTime), zone, shape);
    }
  }

  function format(date, zone, shape) {
    const { clock, day, month, monthLong, year, weekday, label } = parts(date, zone);
    const time = `${clock} ${label}`;
    switch (shape) {
      case "clock": return clock;
      case "time": return time;
      case "timeUtc": return time + besideUtc(date, zone);
      case "dayMonth": return `${day} ${month}`;
      case "weekday": return `${weekday} ${day} ${month}`;
      case "month": return `${monthLong} ${year}`;
      case "date": return `${day} ${month} ${year}`;
      case "dateTime": return `${day} ${month} ${year}, ${time}`;
      default: return `${day} ${month} ${year}, ${time}${besideUtc(date, zone)}`;
    }
  }

  function besideUtc(date, zone) {
    const [here, utc] = [parts(date, zone), parts(date, "UTC")];
    if (here.day === utc.day && here.clock === utc.clock) return "";
    const day = here.day === utc.day ? "" : `${utc.day} ${utc.month}, `;
    return ` (${day}${utc.clock} UTC)`;
  }

  function parts(date, zone) {
    const read = (locale, options) => Object.fromEntries(new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).formatToParts(date).map((part) => [part.type, part.value]));
    const all = read("en-GB", { year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" });
    const named = /^GMT./.test(all.timeZoneName) ? read("en-US", { timeZoneName: "short" }).timeZoneName : all.timeZoneName;
    const label = /^(UTC|Etc\/UTC)$/.test(zone) ? "UTC" : named.replace(/^GMT(?=[+-])/, "UTC");
    return { clock: `${all.hour}:${all.minute}`, day: all.day, month: all.month.slice(0, 3), monthLong: all.month, year: all.year, weekday: all.weekday, label };
  }

  // What moves with the clock.
  function countdowns() {
    const now = Date.now();
    const each = (name, write) => {
      for (const element of document.querySelectorAll(`[data-${name}]`)) {
        const text = write(Number(element.dataset[name]));
        if (element.textContent !== text) element.textContent = text;
      }
    };
    each("due", (at) => at > now ? `in ${span(Math.ceil((at - now) / 60_000) * 60_000)}` : now - at < 60_000 ? "now" : `${span(now - at)} late`);
    each("elapsed", (at) => span(Math.max(0, now - at)));
    each("ago", (at) => now - at < 60_000 ? "just now" : `${span(now - at)} ago`);
  }

  function span(ms) {
    const minutes = Math.floor(ms / 60_000);
    const hours = Math.floor(minutes / 60);
    if (ms < 60_000) return `${Math.floor(ms / 1000)} s`;
    if (hours === 0) return `${minutes} min`;
    const [major, unit, minor, small] = hours < 24 ? [hours, "h", minutes % 60, "min"] : [Math.floor(hours / 24), "d", hours % 24, "h"];
    return minor === 0 ? `${major} ${unit}` : `${major} ${unit} ${minor} ${small}`;
  }

  // An open page stays right: every 30 seconds a conditional request, nearly always answered with 304.
  function refreshing(main, pristine) {
    let etag = null;
    let isAsking = false;
    const ask = async () => {
      if (isAsking || document.hidden || main.contains(document.activeElement?.closest("form"))) return;
      isAsking = true;
      try {
        const answer = await fetch(location.href, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-cache", credentials: "same-origin" });
        if (answer.status === 404 || answer.status === 403 || answer.redirected) return location.reload();
        if (answer.ok) {
          etag = answer.headers.get("etag");
          pristine = take(main, pristine, await answer.text());
        }
        sayLive(answer.ok || answer.status === 304);
      } catch {
        sayLive(false);
      } finally {
        isAsking = false;
      }
    };
    sayLive(true);
    setInterval(ask, 30_000);
    document.addEventListener("visibilitychange", ask);
  }

  function take(main, pristine, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const next = fresh.querySelector("main[data-refresh]");
    if (!next || next.innerHTML === pristine) return pristine;
    const text = next.innerHTML;
    const open = [...main.querySelectorAll("details[open][id]")].map((element) => element.id);
    const focused = document.activeElement?.id;
    const isNews = gist(next) !== gist(main);
    main.replaceChildren(...next.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    for (const old of document.querySelectorAll("[data-refresh][id]:not(main)")) {
      const other = fresh.getElementById(old.id);
      if (other) old.replaceChildren(...other.childNodes);
    }
    document.title = fresh.title;
    redraw();
    if (isNews) announce(`This page has changed. ${main.querySelector("h1")?.textContent ?? ""}`);
    return text;
  }

  // The words without what only moves with the clock.
  function gist(element) {
    const copy = element.cloneNode(true);
    for (const moving of copy.querySelectorAll("time, [data-due], [data-elapsed], [data-ago], [data-live]")) moving.remove();
    return copy.textContent;
  }

  function sayLive(isLive) {
    for (const element of document.querySelectorAll("[data-live]")) element.textContent = isLive ? ", kept up to date" : ". Cannot be reached now; trying again every 30 seconds";
  }

  function announce(text) {
    const region = document.getElementById("announce");
    if (region) region.textContent = text;
  }

  // Who is looking is not part of the document.
  async function person() {
    const place = document.querySelector("[data-person]");
    if (!place) return;
    const answer = await fetch("/api/me", { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const me = await answer.json();
    if (me?.name) place.replaceChildren(menu(me));
  }

  function menu(me) {
    const item = (href, text) => make("a", { href, className: "block rounded-sm px-3 py-2 hover:bg-wash" }, text);
    const links = [
      ...(me.customers ?? []).map((customer) => item(customer.href, customer.name)),
      ...(me.staff ? [item("/admin", "Console")] : []),
      item("/account", "Your account"),
    ];
    const out = make("form", { method: "post", action: "/sign-out" }, make("button", { type: "submit", className: "block w-full rounded-sm px-3 py-2 text-start hover:bg-wash" }, "Sign out"));
    const details = make("details", { className: "relative" },
      make("summary", { className: "flex min-h-11 items-center text-muted hover:text-ink" }, me.name),
      make("div", { className: "absolute end-0 top-full z-10 w-56 rounded-md border border-line bg-raised p-1 shadow-float" }, ...links, out));
    document.addEventListener("click", (event) => { if (!details.contains(event.target)) details.open = false; });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      details.open = false;
      details.firstChild.focus();
    });
    return details;
  }

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function copyButtons() {
    document.addEventListener("click", async (event) => {
      const button = event.target.closest?.("[data-copy]");
      const field = button && document.getElementById(button.dataset.copy);
      if (!field) return;
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { return; }
      button.textContent = "Copied";
      announce("Copied");
      setTimeout(() => { button.textContent = "Copy"; }, 2_000);
    });
  }
})();
