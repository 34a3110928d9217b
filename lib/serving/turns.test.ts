import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

it("no more run at once than may, in the order in which they came", async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      turns.take(async () => {
        begun.push(index);
        most = Math.max(most, (running += 1));
        await new Promise(setImmediate);
        running -= 1;
      }),
    ),
  );
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(most).toBe(2);
  expect(turns.length).toBe(0);
});

it("a failure ends one turn and no other", async () => {
  const turns = new Turns(1);
  const results = await Promise.allSettled([turns.take(() => Promise.reject(new Error("no"))), turns.take(async () => "yes")]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});
