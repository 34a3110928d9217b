import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readObjectives } from "./documents.ts";

const fixtures = "../shared/fixtures/openslo";
const read = (...paths: string[]) => readObjectives(paths.map((path) => ({ name: path, text: readFileSync(`${fixtures}/${path}`, "utf8") })));
const errors = (result: ReturnType<typeof read>) => result.problems.filter(({ weight }) => weight === "error");

describe("published files", () => {
  test("of Sloth give their objectives as counts of a minute, with what will differ", () => {
    const { found, problems } = read("sloth/examples/getting-started.yml");
    expect(problems).toEqual([]);
    expect(found).toMatchObject([{
      tool: "Sloth", key: "myservice-requests-availability", line: 9, definition: "Common SLO based on availability for HTTP request responses.", form: { name: "myservice: requests-availability", target: 999_000, window: "rolling:30", method: "occurrences" },
      query: { bad: 'sum(increase(http_request_duration_seconds_count{job="myservice",code=~"(5..|429)"}[1m]))', total: 'sum(increase(http_request_duration_seconds_count{job="myservice"}[1m]))' },
    }]);
    expect(found[0]?.differences.join(" ")).toContain("mean of five-minute ratios");
  });

  test("of Sloth with plugins, ready ratios or several documents get their verdicts", () => {
    expect(read("sloth/examples/multifile.yml").found.length).toBe(2);
    expect(read("sloth/examples/k8s-getting-started.yml").found.length).toBe(1);
    expect(errors(read("sloth/examples/plugin-getting-started.yml")).map(({ field }) => field)).toEqual(["slos.0.sli.plugin"]);
    expect(errors(read("sloth/examples/raw-home-wifi.yml")).map(({ field }) => field)).toEqual(expect.arrayContaining(["slos.0.sli.raw"]));
    expect(read("sloth/examples/windows/7d.yaml").problems).toMatchObject([{ weight: "warning", field: "kind" }]);
  });

  test("of OpenSLO: a month that is written as a minute is refused by file, line and field", () => {
    const { found, problems } = read("openslo-spec/examples/budgeting-method/timeslices-slo.yaml");
    expect(found).toEqual([]);
    expect(problems.find(({ weight }) => weight === "error")).toEqual({ file: "openslo-spec/examples/budgeting-method/timeslices-slo.yaml", line: 27, field: "spec.timeWindow.0.duration", sentence: "1m is 1 minutes: m is minutes, M is months.", weight: "error" });
  });

  test("of OpenSLO's kit give their objectives, also from lists of documents and with SLIs that are named", () => {
    const { found, problems } = read("go-sdk/pkg/openslo/v1/examples/slos.yaml", "go-sdk/pkg/openslo/v1/examples/slis.yaml", "go-sdk/pkg/openslo/v1/examples/services.yaml");
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ tool: "OpenSLO", form: { target: 995_000, window: "calendar:week", zone: "America/New_York", method: "timeslices", sliceMinutes: 1, sliceTarget: 950_000 }, query: { good: expect.stringContaining("http_requests"), total: expect.stringContaining("http_requests") } });
    expect(problems.filter(({ field }) => field.endsWith(".op")).every(({ weight }) => weight === "warning")).toBe(true);
    const alone = read("go-sdk/pkg/openslo/v1/examples/slos.yaml");
    expect(alone.found.length).toBeLessThanOrEqual(found.length);
  });

  test("of Pyrra give ratios, latencies and gauges; a window of hours or a native histogram is named", () => {
    const { found } = read("pyrra/examples/nginx.yaml");
    expect(found.map(({ key, form: { target, window }, query }) => [key, target, window, Object.keys(query ?? {})])).toEqual([["nginx-api-errors", 999_000, "rolling:28", ["bad", "total"]], ["nginx-api-latency", 900_000, "rolling:28", ["good", "total"]]]);
    expect(read("pyrra/examples/prometheus-probe-success.yaml").found[0]?.query?.["good"]).toMatch(/^sum_over_time\(/);
  });

  test("are read whole, whichever they are: nothing throws, and whatever is not imported says why", () => {
    const paths = globSync(["sloth/examples/**/*.{yml,yaml}", "pyrra/examples/**/*.yaml", "go-sdk/**/*.yaml", "openslo-spec/**/*.yaml", "openslo-history/**/*.{yaml,yml,json}", "pyrra-docs/**/*.yaml"], { cwd: fixtures });
    expect(paths.length).toBeGreaterThan(90);
    for (const path of paths) {
      const { found, problems } = read(path);
      for (const each of [...found, ...problems]) expect(each.line).toBeGreaterThan(0);
      for (const { form } of found) expect(form.target).toBeGreaterThan(0);
    }
    const pyrra = paths.filter((path) => path.startsWith("pyrra/")).map((path) => read(path));
    expect(pyrra.every(({ found, problems }) => found.length > 0 || problems.length > 0)).toBe(true);
    expect(pyrra.reduce((sum, { found }) => sum + found.length, 0)).toBeGreaterThan(25);
  });
});

describe("files that are wrong", () => {
  const of = (text: string) => readObjectives([{ name: "a.yaml", text }]).problems.map(({ line, field, sentence }) => `${line} ${field}: ${sentence}`);

  test("say where and why", () => {
    expect(of("version: prometheus/v1\nservice: shop\nslos:\n  - name: a\n    objective: 101\n")).toEqual(["5 slos.0.objective: The objective is above 0 and below 100 per cent, with at most four decimals."]);
    expect(of("apiVersion: openslo/v9\nkind: SLO\n")[0]).toMatch(/^1 apiVersion: openslo\/v9 is no version/);
    expect(of("a: [1\n")[0]).toMatch(/This cannot be read/);
    expect(of("hello: world\n")[0]).toMatch(/no document of OpenSLO/);
    expect(of("")).toEqual([]);
    expect(of("a: &a [1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n")[0]).toMatch(/refers to itself too often|no document/);
  });
});
