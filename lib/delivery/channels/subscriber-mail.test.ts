import { expect, it } from "vitest";
import { subscriberMail, type SubscriberMail } from "./subscriber-mail.ts";

const rendered = { subject: "[Northlight] Card payments are failing", html: "<p>x</p>", text: "x" };
const mail: SubscriberMail = {
  from: "status@northlight.example", host: "portal.northlight.example", portalName: "Northlight",
  audience: "acme", threadId: "inc_1", updateId: "upd_1", subscriberId: "sub_1", unsubscribeUrl: "https://portal.northlight.example/s/abc/unsubscribe",
};

it("mails of one incident share a thread and a subject, and each keeps its id over every attempt", () => {
  const first = subscriberMail(mail, rendered);
  expect(subscriberMail(mail, rendered)).toEqual(first);
  const second = subscriberMail({ ...mail, updateId: "upd_2" }, rendered);
  expect(second.headers["References"]).toBe(first.headers["References"]);
  expect(second.subject).toBe(first.subject);
  expect([first, second].map(({ headers }) => headers["Message-ID"])).toEqual(["<upd_1.sub_1@portal.northlight.example>", "<upd_2.sub_1@portal.northlight.example>"]);
});

it("each audience is a list of its own, stopped with one click", () => {
  expect(subscriberMail(mail, rendered).headers).toMatchObject({ "List-Id": '"Northlight (acme)" <acme.status.portal.northlight.example>', "List-Unsubscribe": "<https://portal.northlight.example/s/abc/unsubscribe>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  expect(subscriberMail({ ...mail, audience: null }, rendered).headers["List-Id"]).toBe('"Northlight" <status.portal.northlight.example>');
});

it("a bare sender gets the portal's name", () => {
  expect(subscriberMail(mail, rendered).from).toBe('"Northlight" <status@northlight.example>');
  expect(subscriberMail({ ...mail, from: "Northlight status <status@northlight.example>" }, rendered).from).toBe('"Northlight status" <status@northlight.example>');
});
