import { expect, test } from "vitest";
import { publishLabel } from "./audience.tsx";

test.each([
  [{ isPublic: false, customers: ["Acme Retail", "Globex Travel", "Umbrella Health"], channels: [{ channel: "email", people: 41 }] }, "Publish to 3 customers and 41 people"],
  [{ isPublic: false, customers: ["Acme Retail"], channels: [{ channel: "email", people: 1 }] }, "Publish to 1 customer and 1 person"],
  [{ isPublic: false, customers: ["Acme Retail"], channels: [] }, "Publish to 1 customer"],
  [{ isPublic: false, customers: [], channels: [] }, "Post for staff only"],
  [{ isPublic: false, nobody: "Nobody yet", customers: [], channels: [] }, "Publish"],
  [{ isPublic: true, customers: ["Acme Retail"], channels: [{ channel: "email", people: 1_200 }, { channel: "feed", people: 34 }] }, "Publish to everyone, tell 1,234 people"],
  [{ isPublic: true, customers: [], channels: [] }, "Publish to everyone"],
  [{ isPublic: true, later: "at 14:30 CET (13:30 UTC)", customers: [], channels: [] }, "Publish at 14:30 CET (13:30 UTC)"],
  [{ isPublic: true, needsApproval: true, later: "at 14:30 CET", customers: [], channels: [] }, "Ask for approval"],
])("the button says what it does: %j", (audience, words) => {
  expect(publishLabel(audience)).toBe(words);
});
