import { publishAnnouncement } from "#lib/announcements/commands/announcements";
import { DAY, HOUR } from "#lib/core/time";
import { saveActionItem } from "#lib/incidents/commands/action-items";
import { askReview, reviewPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { archiveTemplate, createTemplate } from "#lib/templates/commands";
import { acme, cards, mira, payouts } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { type ApiCase, type Asking, at, badCursor, by, idOf } from "./cases.ts";

const words = { body: "A certificate expired. It renews itself now." };

async function written(asking: Asking) {
  await savePostmortem(by(asking), { incidentId: asking.resolved.incidentId, baseVersion: 0, ...words });
  return idOf(asking.resolved.code);
}

async function reviewed(asking: Asking) {
  const { incidentId } = asking.resolved;
  const read = await written(asking);
  await askReview(by(asking), { incidentId, baseVersion: 1 });
  await reviewPostmortem(asStaff(asking.db, mira, asking.now), { incidentId, baseVersion: 2, isAccepted: true, comment: "Clear." });
  return read;
}

async function item(asking: Asking) {
  const { itemId } = await saveActionItem(by(asking), { incidentId: asking.resolved.incidentId, title: "Renew by itself", owner: "Platform", dueAt: asking.now + DAY });
  return { params: { id: asking.resolved.incidentId, item: itemId } };
}

export const postmortemCases: Record<string, ApiCase> = {
  "postmortems.get": { valid: async (asking) => (await item(asking), await written(asking)) },
  "postmortems.save": { valid: ({ resolved }) => ({ ...idOf(resolved.code), input: { baseVersion: 0, ...words } }), invalid: [[{ baseVersion: -1, ...words }, "baseVersion"], [{ baseVersion: 0, body: "" }, "body"]], other: { baseVersion: 0, body: "Otherwise." } },
  "postmortems.ask_review": { valid: async (asking) => ({ ...(await written(asking)), input: { baseVersion: 1 } }), invalid: [[{}, "baseVersion"]], other: { baseVersion: 2 } },
  "postmortems.publish": { valid: async (asking) => ({ ...(await reviewed(asking)), input: { baseVersion: 3 } }), invalid: [[{}, "baseVersion"]], other: { baseVersion: 2 } },
  "action_items.add": { valid: ({ resolved, now }) => ({ ...idOf(resolved.code), input: { title: "Renew by itself", owner: "Platform", dueAt: at(now + DAY), customerId: acme.id } }), invalid: [[{ title: "", owner: "Platform" }, "title"], [{ title: "Renew", owner: "Platform", dueAt: "soon" }, "dueAt"], [{ title: "Renew", owner: "Platform", customerId: "nobody" }, "customerId"]], other: { title: "Other", owner: "Platform" } },
  "action_items.save": { valid: async (asking) => ({ ...(await item(asking)), input: { baseVersion: 1, title: "Watch it too", owner: "SRE", isInternal: true } }), invalid: [[{ baseVersion: 1, title: "Watch" }, "owner"]], other: { baseVersion: 1, title: "Other", owner: "SRE" } },
  "action_items.tick": { valid: async (asking) => ({ ...(await item(asking)), input: { isDone: true } }), invalid: [[{}, "isDone"]], other: { isDone: false } },
  "action_items.remove": { valid: item },
};

const news = { title: "A new telephone", body: "Call 0800 1234 from Monday.", visibility: "public" } as const;

async function announced(asking: Asking) {
  return idOf((await publishAnnouncement(by(asking), { ...news, beginsAt: asking.now })).code);
}

export const announcementCases: Record<string, ApiCase> = {
  "announcements.list": { valid: async (asking) => (await announced(asking), {}), invalid: [badCursor] },
  "announcements.get": { valid: announced },
  "announcements.publish": {
    valid: ({ now }) => ({ input: { ...news, visibility: "affected", componentIds: [payouts.id], beginsAt: at(now + HOUR), endsAt: at(now + DAY) } }),
    invalid: [[{ ...news, body: "" }, "body"], [{ ...news, visibility: "selected" }, "customerIds"], [{ ...news, componentIds: ["cmp_none"] }, "components"], [{ ...news, endsAt: "2020-01-01T00:00:00Z" }, "endsAt"]],
    other: { ...news, title: "Other" },
  },
  "announcements.save": { valid: async (asking) => ({ ...(await announced(asking)), input: { ...news, baseVersion: 1, body: "Call 0800 9999.", tellsAgain: true } }), invalid: [[news, "baseVersion"]], other: { ...news, baseVersion: 1 } },
  "announcements.end": { valid: announced },
  "announcements.withdraw": { valid: announced },
};

const template = { name: "Cards down", shortcut: "cards-down", body: "Cards fail since {{started}}." };

async function kept(asking: Asking) {
  return idOf(await createTemplate(by(asking), { kind: "incident", ...template, title: "", choices: { state: "identified", visibility: "public", customers: [], components: { [cards.id]: "major_outage" }, promise: "30" } }));
}

export const templateCases: Record<string, ApiCase> = {
  "templates.list": { valid: async (asking) => (await kept(asking), { input: { kind: "incident" } }), invalid: [[{}, "kind"], [{ kind: "incident", archived: "yes" }, "archived"]] },
  "templates.get": { valid: kept },
  "templates.create": { valid: () => ({ input: { kind: "update", ...template, state: "monitoring", components: [{ componentId: cards.id, state: "operational" }], promiseMinutes: 60 } }), invalid: [[{ kind: "update", ...template, shortcut: "Not one" }, "shortcut"], [{ kind: "update", ...template, body: "Dear {{customer}}" }, "body"], [{ kind: "update", ...template, promiseMinutes: 20 }, "promiseMinutes"]], other: { kind: "update", ...template, name: "Other" } },
  "templates.save": { valid: async (asking) => ({ ...(await kept(asking)), input: { ...template, baseVersion: 1, name: "Cards are down", customerIds: [acme.id] } }), invalid: [[template, "baseVersion"]], other: { ...template, baseVersion: 1 } },
  "templates.archive": { valid: kept },
  "templates.restore": {
    valid: async (asking) => {
      const { params } = await kept(asking);
      await archiveTemplate(by(asking), params);
      return { params };
    },
  },
};
