// Niceties of documents: everything here works without this script, only less comfortably.
(() => {
  const root = document.documentElement;
  // The page is in one of two languages, and what is written into it too.
  const isGerman = root.lang === "de";
  const prefix = isGerman ? "/de" : "";
  const say = (english, german) => (isGerman ? german : english);
  const only = document.currentScript?.dataset.only;
  const living = "main[data-refresh], main[data-snapshot]";
  const formats = new Map();
  let ownZone;
  let keepsPage;
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* a private window: the choice lasts for this page */ } },
  };

  applyTheme(store.get("theme"));
  if (only === "theme") return;
  if (document.readyState === "loading") {
    early();
    document.addEventListener("DOMContentLoaded", start);
  } else start();

  function start() {
    const main = document.querySelector(living);
    themeToggle();
    zoneToggle();
    copyButtons();
    timeZoneFields();
    redraw();
    setInterval(countdowns, 10_000);
    person();
    if (main) refreshing(main);
  }

  // A browser draws no page before this script ran, but may draw the beginning of a long one: what is there must not change before a reader's eyes.
  function early() {
    redraw();
    if (document.readyState === "loading") requestAnimationFrame(early);
  }

  function redraw() {
    times();
    countdowns();
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
    for (const details of document.querySelectorAll("details[id]")) details.dataset.drawn ??= details.open;
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
    const show = () => { const theme = store.get("theme") || "system";
      button.textContent = say(`Theme: ${theme}`, `Farben: ${{ light: "hell", dark: "dunkel" }[theme] ?? "System"}`);
     };
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
      note.textContent = say(`Times in ${current}`, `Zeiten in ${current}`);
      button.textContent = say(`Show ${current === own ? page : own}`, `${current === own ? page : own} zeigen`);
    };
    button.addEventListener("click", () => {
      keepsPage = !keepsPage;
      store.set("zone", keepsPage ? "page" : "");
      show();
      times({ again: true });
    });
    show();
    button.hidden = false;
  }

  // Asking for the zone's name takes longer than all the rest: not of a clock that shows UTC in winter and in summer.
  function readerZone() {
    const isUtc = [0, 6].every((month) => new Date(2026, month).getTimezoneOffset() === 0);
    return (ownZone ??= (!isUtc && Intl.DateTimeFormat("en-GB").resolvedOptions().timeZone) || "UTC");
  }

  function chosenZone(page) {
    keepsPage ??= store.get("zone") === "page";
    return keepsPage ? page : readerZone();
  }

  function times({ again = false } = {}) {
    for (const element of document.querySelectorAll("time[data-local]")) {
      const { local: shape, zone: page, made } = element.dataset;
      if (made && !again) continue;
      const zone = chosenZone(page);
      element.dataset.made ??= element.textContent;
      element.textContent = zone === page ? element.dataset.made : format(new Date(element.dateTime), zone, shape);
    }
  }

  function format(date, zone, shape) {
    const { clock, day, month, year, weekday, label } = parts(date, zone);
    const time = `${clock} ${label}`;
    switch (shape) {
      case "clock": return clock;
      case "time": return time;
      case "timeUtc": return time + besideUtc(date, zone);
      case "dayMonth": return `${day} ${month}`;
      case "weekday": return `${weekday} ${day} ${month}`;
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
    const read = (locale, options) => Object.fromEntries(formatOf(locale, { timeZone: zone, ...options }).formatToParts(date).map((part) => [part.type, part.value]));
    const all = read("en-GB", { year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" });
    const named = /^GMT./.test(all.timeZoneName) ? read("en-US", { timeZoneName: "short" }).timeZoneName : all.timeZoneName;
    const label = /^(UTC|Etc\/UTC)$/.test(zone) ? "UTC" : named.replace(/^GMT(?=[+-])/, "UTC");
    const english = { clock: `${all.hour}:${all.minute}`, day: all.day, month: all.month.slice(0, 3), year: all.year, weekday: all.weekday, label };
    if (!isGerman) return english;
    const local = read("de-DE", { year: "numeric", month: "short", day: "numeric", weekday: "short", timeZoneName: "short" });
    return { ...english, day: `${all.day}.`, month: local.month, weekday: local.weekday.replace(/\.?$/, "."), label: /^(GMT|UTC)/.test(local.timeZoneName) ? label : local.timeZoneName };
  }

  // Making a format is slow, and a long page has hundreds of times.
  function formatOf(locale, options) {
    const key = locale + options.timeZone;
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, options));
    return formats.get(key);
  }

  // What moves with the clock.
  function countdowns() {
    const now = Date.now();
    const each = (name, write) => {
      for (const element of document.querySelectorAll(`[data-${name}]`)) {
        const text = write(Number(element.dataset[name]) || Date.parse(element.getAttribute("datetime")));
        if (element.textContent !== text) element.textContent = text;
      }
    };
    each("due", (at) => at > now ? `in ${span(Math.ceil((at - now) / 60_000) * 60_000, "Tagen")}` : now - at < 60_000 ? say("now", "jetzt") : say(`${span(now - at)} late`, `${span(now - at)} zu spät`));
    each("elapsed", (at) => span(Math.max(0, now - at)));
    each("ago", (at) => now - at < 60_000 ? say("just now", "gerade eben") : say(`${span(now - at)} ago`, `vor ${span(now - at, "Tagen")}`));
    each("snapshot-age", (at) => now - at < 60_000 ? say("less than a minute old", "weniger als eine Minute alt") : say(`${span(now - at)} old`, `${span(now - at)} alt`));
  }

  function span(ms, days = "Tage") {
    const [second, minute, hour] = isGerman ? ["Sek.", "Min.", "Std."] : ["s", "min", "h"];
    const minutes = Math.floor(ms / 60_000);
    const hours = Math.floor(minutes / 60);
    if (ms < 60_000) return `${Math.floor(ms / 1000)} ${second}`;
    if (hours === 0) return `${minutes} ${minute}`;
    const [major, unit, minor, small] = hours < 24 ? [hours, hour, minutes % 60, minute] : [Math.floor(hours / 24), say("d", hours < 48 ? "Tag" : days), hours % 24, hour];
    return minor === 0 ? `${major} ${unit}` : `${major} ${unit} ${minor} ${small}`;
  }

  // An open page stays right: every 30 seconds the browser asks with the tag of what it holds, and nearly always hears 304.
  function refreshing(main) {
    const isCopy = isSnapshot(document);
    let etag = null;
    let isAsking = false;
    const ask = async () => {
      if (isAsking || document.hidden || main.contains(document.activeElement?.closest("form"))) return;
      isAsking = true;
      try {
        const answer = await fetch(location.href, { cache: "no-cache", credentials: "same-origin" });
        if (answer.status === 404 || answer.status === 403 || answer.redirected) return location.reload();
        if (answer.ok) read(answer.headers.get("etag"), await answer.text());
        else sayLive(false);
      } catch {
        sayLive(false);
      } finally {
        isAsking = false;
      }
    };
    const read = (tag, html) => {
      if (tag && tag === etag) return sayLive(!isCopy);
      const fresh = new DOMParser().parseFromString(html, "text/html");
      // Where the portal is down a copy is served under its address: it says nothing newer than what stands here.
      if (isSnapshot(fresh) && !isCopy) return sayLive(false);
      if (isCopy && !isSnapshot(fresh)) return location.reload();
      etag = tag;
      take(main, fresh);
      sayLive(!isCopy);
    };
    sayLive(!isCopy);
    setInterval(ask, 30_000);
    document.addEventListener("visibilitychange", ask);
  }

  function isSnapshot(page) {
    return page.querySelector("[data-snapshot-age]") !== null;
  }

  function take(main, fresh) {
    const next = fresh.querySelector(living);
    if (!next) return;
    const [before, after] = [still(main), still(next)];
    if (before.innerHTML === after.innerHTML) return;
    const turned = [...main.querySelectorAll("details[id]")].filter((details) => String(details.open) !== details.dataset.drawn);
    const focused = document.activeElement?.id;
    main.replaceChildren(...next.childNodes);
    for (const old of document.querySelectorAll("[data-refresh][id]:not(main)")) {
      const other = fresh.getElementById(old.id);
      if (other) old.replaceChildren(...other.childNodes);
    }
    redraw();
    for (const { id, open } of turned) document.getElementById(id)?.toggleAttribute("open", open);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    document.title = fresh.title;
    if (before.textContent !== after.textContent) announce(`${say("This page has changed.", "Diese Seite hat sich geändert.")} ${main.querySelector("h1")?.textContent ?? ""}`);
  }

  // The same without what this script and the clock write into it.
  function still(main) {
    const copy = main.cloneNode(true);
    for (const moving of copy.querySelectorAll("time, [data-due], [data-elapsed], [data-ago], [data-snapshot-age], [data-live]")) {
      moving.textContent = "";
      moving.removeAttribute("data-made");
    }
    for (const details of copy.querySelectorAll("details[id]")) {
      details.open = false;
      details.removeAttribute("data-drawn");
    }
    return copy;
  }

  function sayLive(isLive) {
    for (const element of document.querySelectorAll("[data-live]")) element.textContent = isLive ? say(", kept up to date", ", wird laufend erneuert") : say(". Cannot be reached now; trying again every 30 seconds", ". Zurzeit nicht erreichbar; neuer Versuch alle 30 Sekunden");
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
      ...(me.customers ?? []).map((customer) => item(prefix + customer.href, customer.name)),
      ...(me.staff ? [item("/admin", say("Console", "Konsole"))] : []),
      item("/account", say("Your account", "Ihr Konto")),
    ];
    const out = make("form", { method: "post", action: "/sign-out" }, make("button", { type: "submit", className: "block w-full rounded-sm px-3 py-2 text-start hover:bg-wash" }, say("Sign out", "Abmelden")));
    const details = make("details", { className: "relative min-w-0" },
      make("summary", { className: "truncate py-3 text-muted hover:text-ink" }, me.name),
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

  // Mails come in the reader's zone, where the page does not know it.
  function timeZoneFields() {
    for (const field of document.querySelectorAll("[data-time-zone]")) field.value = readerZone();
  }

  function copyButtons() {
    document.addEventListener("click", async (event) => {
      const button = event.target.closest?.("[data-copy]");
      const field = button && document.getElementById(button.dataset.copy);
      if (!field) return;
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { return; }
      button.textContent = say("Copied", "Kopiert");
      announce(button.textContent);
      setTimeout(() => { button.textContent = say("Copy", "Kopieren"); }, 2_000);
    });
  }
})();
