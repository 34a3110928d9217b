import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { ask } from "../access/http.ts";
import { allReady } from "./fleet.ts";
import { bodiesOf, startPosting } from "./poster.ts";
import { places, type Run } from "./run.ts";

/** Asks through nginx, over and over, until stopped; answers what went wrong and how often it asked. */
function startReading(run: Run): { stop(): Promise<{ asked: number; wrong: string[] }> } {
  const found = { asked: 0, wrong: [] as string[] };
  let isStopping = false;
  const reader = async ({ name, request }: ReturnType<typeof places>[number]) => {
    while (!isStopping) {
      const status = await ask(run.fleet.balancerPort, request).then((answer) => String(answer.status), String);
      found.asked += 1;
      if (status !== "200") found.wrong.push(`${name}: ${status}`);
      await sleep(150);
    }
  };
  const ended = Promise.all(places(run).map(reader));
  return { stop: () => ((isStopping = true), ended.then(() => found)) };
}

export function rolling(run: Run): void {
  it("apps replaced one after the other behind nginx drop no reader's request and no update", async () => {
    const { fleet } = run;
    const reading = startReading(run);
    const posting = startPosting(run, "While apps are replaced");
    const codes: (number | null)[] = [];
    for (const app of fleet.apps) {
      codes.push(await app.process.signal("SIGTERM"));
      app.process = fleet.start(app);
      await allReady([app]);
    }
    const [{ asked, wrong }, posts] = await Promise.all([reading.stop(), posting.stop()]);
    expect(codes).toEqual(fleet.apps.map(() => 0));
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(50);
    const told = await bodiesOf(run);
    expect(posts.acknowledged.filter((body) => !told.includes(body))).toEqual([]);
    expect(new Set(told).size, "an update was told twice").toBe(told.length);
    console.log(`${asked} requests and ${posts.acknowledged.length} posts during three restarts, ${posts.repeated} posts sent again`);
  });
}
