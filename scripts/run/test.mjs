import { existsSync, readFileSync, rmSync } from "node:fs";
import { build } from "./build.mjs";
import { checks } from "./check.mjs";
import { checkSchema, dialects } from "./generate.mjs";
import { follow, say, step, tool } from "./process.mjs";
import { ensureTestPrograms } from "./system.mjs";

const vitestProjects = ["unit", "sqlite", "postgres"];

/** Every phase answers `{ passed, failed }` and none stops the next, so that one run reports everything. */
const phases = [
  ...checks.map(({ name, run }) => ({ name, run: () => asOne(run()) })),
  ...dialects.map((dialect) => ({ name: `schema-${dialect.name}`, run: () => asOne(checkSchema(dialect)) })),
  ...vitestProjects.map((project) => ({ name: project, run: () => vitest(project) })),
  { name: "build", run: () => asOne(build()) },
  { name: "routes", run: () => asOne(follow(process.execPath, ["scripts/check-prerendered.mjs"], { stdin: "ignore" })) },
  { name: "access", run: () => vitest("access") },
  { name: "scale", run: () => vitest("scale") },
  { name: "e2e", run: playwright },
];

/** `npm test [-- --only unit,e2e]`: runs the phases and ends with one line of totals. */
export async function test(rest) {
  const chosen = choose(rest);
  if (chosen.some(({ name }) => ["unit", "sqlite", "access", "scale", "e2e"].includes(name))) await ensureTestPrograms();
  const results = [];
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => (isStopped = true));
  for (const { name, run } of chosen) {
    if (isStopped) results.push({ name, passed: 0, failed: 1 });
    else results.push({ name, ...(await step(`Testing: ${name}`, run)) });
  }
  return report(results);
}

function choose(rest) {
  const at = rest.indexOf("--only");
  if (at === -1) return phases;
  const names = (rest[at + 1] ?? "").split(",");
  const unknown = names.filter((name) => !phases.some((phase) => phase.name === name));
  if (unknown.length > 0) throw new Error(`No such phase: ${unknown.join(", ")}. There are: ${phases.map(({ name }) => name).join(", ")}.`);
  return phases.filter(({ name }) => names.includes(name) || (name === "build" && names.some((each) => ["e2e", "access", "scale"].includes(each))));
}

async function asOne(code) {
  return (await code) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(project) {
  const file = `reports/${project}.json`;
  rmSync(file, { force: true });
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await tool("vitest/vitest.mjs", args, { stdin: "ignore" });
  return counted(code, file, (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests }));
}

/** Each lane has a portal and a demo company of its own, so that they run at once: a browser test waits more than it works. */
const lanes = [
  { name: "desktop", port: "3217", projects: ["desktop"] },
  { name: "looks", port: "3227", projects: ["phone", "desktop-dark", "phone-dark"] },
];

async function playwright() {
  const results = await Promise.all(lanes.map(runLane));
  return { passed: results.reduce((sum, { passed }) => sum + passed, 0), failed: results.reduce((sum, { failed }) => sum + failed, 0) };
}

async function runLane({ name, port, projects }) {
  const file = `reports/e2e-${name}.json`;
  rmSync(file, { force: true });
  const env = { ...process.env, E2E_LANE: name, E2E_PORT: port };
  const code = await tool("@playwright/test/cli.js", ["test", ...projects.map((project) => `--project=${project}`)], { stdin: "ignore", env });
  return counted(code, file, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }));
}

/** A runner that failed without naming a failed test (a file that does not load, a crash, no test at all) counts as one failure. */
function counted(code, file, read) {
  const { passed, failed } = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 0 };
  const isBroken = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: isBroken ? 1 : failed };
}

function report(results) {
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  for (const { name, passed, failed } of results) say(`${failed === 0 ? "ok    " : "FAILED"} ${name}: ${passed} passed, ${failed} failed`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
}
