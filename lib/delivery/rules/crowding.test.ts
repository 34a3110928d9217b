import { expect, test } from "vitest";
import { type Crowding, hearing, uncrowded } from "./crowding.ts";

const from = 1_000_000;

function heard(answers: readonly { at: number; retryAt: number | null }[], crowding: Crowding = uncrowded): Crowding {
  return answers.reduce(hearing, crowding);
}

const sent = (at: number) => ({ at: from + at, retryAt: null });
const refused = (at: number, forMs = 1_000) => ({ at: from + at, retryAt: from + at + forMs });

test("an endpoint that asks to slow down makes no other wait", () => {
  expect(heard([sent(0), refused(10), sent(20), refused(30), sent(40), refused(50), sent(60), sent(70), sent(80), refused(90)]).quietUntil).toBe(0);
});

test("many at once make the channel wait until the provider counts anew, which it did from the burst's beginning", () => {
  const crowded = heard([...Array.from({ length: 50 }, (_, index) => sent(index * 2)), ...[110, 111, 112, 113].map((at) => refused(at))]);
  expect(crowded.quietUntil).toBe(from + 1_000);
  expect(heard([refused(120), refused(121), sent(122)], crowded), "what was on its way changes nothing").toEqual(crowded);
});

test("where that was too early, the next pause is the whole time asked for", () => {
  const again = heard([1_000, 1_001, 1_002, 1_003].map((at) => refused(at)), { ...uncrowded, quietUntil: from + 1_000 });
  expect(again.quietUntil).toBe(from + 2_000);
});

test("a pause is never longer than five seconds, nor none", () => {
  expect(heard([0, 0, 0, 0].map((at) => refused(at, 3_600_000))).quietUntil).toBe(from + 5_000);
  expect(heard([sent(0), ...[4_000, 4_000, 4_000, 4_000].map((at) => refused(at))]).quietUntil).toBe(from + 4_050);
});
