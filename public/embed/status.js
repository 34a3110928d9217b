// <candor-status>: a status page's answer in a page of somebody else. docs/embed.md says how it is used and coloured.
(() => {
  if (customElements.get("candor-status")) return;
  const own = document.currentScript?.src || location.href;
  const everyMs = 60_000;
  const colours = {
    operational: "#28764a/#57c98b",
    under_maintenance: "#2d5fc4/#84aef5",
    degraded_performance: "#87600a/#e5b94a",
    partial_outage: "#ad4a0c/#f09a55",
    major_outage: "#be2b24/#f5827a",
  };
  const tones = { paper: "#fff/#14181e", ink: "#1d232d/#eef0f3", muted: "#5a6270/#a5adb9", line: "#dfe2e7/#343a44", accent: "#2f55c4/#93b2f7" };
  // Each state has a silhouette of its own, so that it reads without its colour.
  const shapes = {
    operational: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm3 4.5L7 9.8 5 7.9 4 9l3 3 5-5.4Z",
    degraded_performance: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2v10A5 5 0 0 0 8 3Z",
    partial_outage: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2a5 5 0 0 0-5 5h5Z",
    major_outage: "M5 1h6l4 4v6l-4 4H5l-4-4V5Zm.6 3.4L4.4 5.6 6.8 8l-2.4 2.4 1.2 1.2L8 9.2l2.4 2.4 1.2-1.2L9.2 8l2.4-2.4-1.2-1.2L8 6.8Z",
    under_maintenance: "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Zm1 4v2h8V5Zm0 4v2h8V9Z",
  };
  const pair = (name, [light, dark]) => `--_${name}:var(--candor-${name.replaceAll("_", "-")},light-dark(${light},${dark}));`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{display:block;color-scheme:light dark;${Object.entries({ ...tones, ...colours }).map(([name, value]) => pair(name, value.split("/"))).join("")}font:400 14px/1.45 var(--candor-font,system-ui,sans-serif);color:var(--_ink);text-align:start}
:host([hidden]),[hidden]{display:none!important}
:host([data-theme=light]){color-scheme:light}:host([data-theme=dark]){color-scheme:dark}
:host([data-variant=badge]){display:inline-block;max-width:100%}
:host([data-size=small]){font-size:12px}
.box{background:var(--_paper);border:1px solid var(--_line);border-radius:var(--candor-radius,8px);padding:.85em 1em}
.head{display:flex;gap:.6em;align-items:flex-start}
.head svg,li svg{flex:none;width:1.1em;height:1.1em;margin-top:.17em}
.head span:empty{display:none}
.say{min-width:0;flex:1;font-weight:600;overflow-wrap:anywhere}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--_line);text-underline-offset:.2em}
a:hover{text-decoration-color:currentColor}
a:focus-visible,button:focus-visible{outline:2px solid var(--_accent);outline-offset:2px;border-radius:2px}
ul{list-style:none;margin:.6em 0 0;padding:0}
li{border-top:1px solid var(--_line);padding:.55em 0;overflow-wrap:anywhere}
li:last-child{padding-bottom:0}
small,.age{font-size:.9em;color:var(--_muted);display:block}
.age{margin:.5em 0 0}
button{font:inherit;color:var(--_muted);background:none;border:0;padding:0 .3em;min-width:24px;min-height:24px;cursor:pointer}
:host([data-variant=badge]) .box{padding:.3em .7em;border-radius:var(--candor-radius,1.5em)}
:host([data-variant=badge]) :is(ul,small){display:none}
:host([data-variant=badge]) .age{margin:0}
:host([data-variant=banner]){position:fixed;inset-inline:16px;bottom:16px;z-index:var(--candor-layer,2147483000);max-width:440px;margin-inline-start:auto}
:host([data-variant=banner]) .box{box-shadow:0 4px 20px #0003}
:host([data-variant=banner]) ul{max-height:40vh;overflow:auto}
:host([data-variant=banner]) [part=maintenance]{display:none}
@media(prefers-reduced-motion:no-preference){:host([data-variant=banner]) .box{animation:in .2s ease-out}@keyframes in{from{opacity:0;transform:translateY(8px)}}}
@media(forced-colors:active){.box{border-color:CanvasText}svg{forced-color-adjust:none;color:CanvasText!important}}
@media print{:host([data-variant=banner]){display:none}}`);

  customElements.define("candor-status", class extends HTMLElement {
    static observedAttributes = ["src", "data-variant"];
    #root = this.attachShadow({ mode: "open" });
    #text = "";
    #known;
    #asked = -everyMs;
    #timer;
    #isLost = false;
    #hidden = "";
    #drawn = "";
    #parts = {};

    connectedCallback() {
      this.#root.adoptedStyleSheets = [sheet];
      this.#frame();
      document.addEventListener("visibilitychange", this.#wake);
      void this.#ask();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.#wake);
      clearTimeout(this.#timer);
    }

    attributeChangedCallback(name, before, after) {
      if (before === after || !this.isConnected || !this.#parts.box) return;
      if (name === "src") {
        [this.#text, this.#known, this.#isLost, this.#drawn] = ["", undefined, false, ""];
        void this.#ask();
      }
      this.#draw();
    }

    // What a live region says is said aloud: the clock stands outside of it.
    #frame() {
      const say = make("div", { className: "say", role: "status", part: "sentence" });
      const mark = make("span", { part: "mark" });
      const close = make("button", { type: "button", part: "close", ariaLabel: "Hide", onclick: () => { this.#hidden = this.#key(); this.#draw(); } }, "✕");
      const [list, age] = [make("ul", { part: "list" }), make("p", { className: "age", part: "age" })];
      const box = make("div", { className: "box", part: "box" }, make("div", { className: "head" }, mark, say, close), list, age);
      this.#parts = { say, mark, close, list, age, box };
      this.#root.replaceChildren(box);
      this.#draw();
    }

    #wake = () => {
      clearTimeout(this.#timer);
      if (!document.hidden) this.#timer = setTimeout(() => void this.#ask(), Math.max(0, this.#asked + everyMs - Date.now()));
    };

    // The browser asks with the tag of what it holds and mostly hears that nothing changed.
    async #ask() {
      const src = new URL(this.getAttribute("src") || "/embed/status.json", own).href;
      this.#asked = Date.now();
      this.#wake();
      try {
        const answer = await fetch(src, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(15_000) });
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        if (text !== this.#text) [this.#text, this.#known] = [text, { ...JSON.parse(text), at: 0 }];
        this.#known.at = Date.parse(this.#known.copiedAt) || Date.now();
        this.#isLost = Boolean(this.#known.copiedAt);
      } catch {
        this.#isLost = true;
      }
      if (this.isConnected) this.#draw();
    }

    #key() {
      return this.#known ? [this.#known.status.sentence, ...this.#known.incidents.map(({ url, updatedAt }) => url + updatedAt)].join() : "";
    }

    #draw() {
      const { say, mark, close, list, age, box } = this.#parts;
      const known = this.#known;
      const isBanner = this.dataset.variant === "banner";
      close.hidden = !isBanner;
      box.hidden = isBanner && (!known || !isWrong(known) || this.#hidden === this.#key());
      age.hidden = !this.#isLost;
      if (this.#isLost) age.textContent = known ? `As of ${time(known.at)}, ${span(Date.now() - known.at)} ago. It cannot be updated right now.` : "Trying again every minute.";
      if (!known) {
        if (this.#isLost) set(say, link(new URL("/", own).href, "The status cannot be loaded right now"));
        return;
      }
      if (this.#drawn === this.#text) return;
      this.#drawn = this.#text;
      mark.replaceChildren(shape(known.status.state));
      // Said once: where the sentence is an incident's title, it leads there and the list has the rest.
      const { page, status, incidents } = known;
      const first = incidents.find(({ title }) => title === status.sentence);
      set(say, link(first?.url ?? page.url, status.sentence));
      list.replaceChildren(...incidents.map((each) => incident(each, each === first)), ...(known.moreIncidents ? [make("li", {}, `And ${known.moreIncidents} more`)] : []), ...known.maintenance.map(work));
      list.hidden = !list.firstChild;
    }
  });

  function isWrong({ status, incidents }) {
    return incidents.length > 0 || !/^(operational|under_maintenance)$/.test(status.state);
  }

  function incident({ title, url, word, startedAt, components }, isTold) {
    return make("li", { part: "incident" }, ...(isTold ? [] : [link(url, title)]), make("small", {}, [`${word}, since ${time(startedAt)}`, ...components].join(" · ")));
  }

  function work({ title, url, state, from, until }) {
    return make("li", { part: "maintenance" }, link(url, title), make("small", {}, `${state === "scheduled" ? "Maintenance" : "Maintenance under way"}, ${times(from, until)}`));
  }

  // Words are set as text and addresses as addresses: nothing of an answer becomes markup.
  function link(url, text) {
    const { protocol, href } = new URL(url, own);
    return /^https?:$/.test(protocol) ? make("a", { href, target: "_blank", rel: "noopener", part: "link" }, text) : make("span", {}, text);
  }

  function set(place, node) {
    if (place.textContent !== node.textContent || place.firstChild?.href !== node.href) place.replaceChildren(node);
  }

  function shape(state) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries({ viewBox: "0 0 16 16", "aria-hidden": "true", fill: "currentColor" })) svg.setAttribute(name, value);
    path.setAttribute("d", shapes[state] ?? shapes.operational);
    path.setAttribute("fill-rule", "evenodd");
    svg.style.color = `var(--_${state in shapes ? state : "operational"})`;
    svg.append(path);
    return svg;
  }

  function time(at, { day = new Date(), isBare } = {}) {
    const date = new Date(at);
    const isSame = date.toDateString() === new Date(day).toDateString();
    return date.toLocaleString("en-GB", { ...(isSame ? {} : { day: "numeric", month: "short" }), hour: "2-digit", minute: "2-digit", ...(isBare ? {} : { timeZoneName: "short" }) });
  }

  function times(from, until) {
    const last = time(until, { day: from });
    return `${time(from, { isBare: true })}${/^\d\d:/.test(last) ? "–" : " – "}${last}`;
  }

  function span(ms) {
    const minutes = Math.max(0, Math.floor(ms / 60_000));
    if (minutes < 1) return "less than a minute";
    return minutes < 60 ? `${minutes} min` : minutes < 1_440 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1_440)} d`;
  }

  function make(tag, { part, role, ...properties }, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    if (part) element.setAttribute("part", part);
    if (role) element.setAttribute("role", role);
    element.append(...children);
    return element;
  }
})();
