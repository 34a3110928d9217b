// A route that the build rendered ahead asked no gate and shows the build's data for ever. Only what is listed may be.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const dist = process.argv[2] ?? process.env.CANDOR_DIST_DIR ?? ".next";
const mayBePrerendered = new Set(["/_not-found", "/_global-error", "/icon.svg", "/favicon.ico", "/robots.txt"]);

const read = (file) => JSON.parse(readFileSync(path.join(dist, file), "utf8"));
const missing = ["prerender-manifest.json", "app-path-routes-manifest.json"].filter((file) => !existsSync(path.join(dist, file)));

const problems = missing.length > 0 ? missing.map((file) => `no-build: ${dist}/${file} is missing: run npm run build`) : routeProblems();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function routeProblems() {
  const { routes, dynamicRoutes } = read("prerender-manifest.json");
  const built = Object.values(read("app-path-routes-manifest.json"));
  const ahead = [...Object.keys(routes), ...Object.keys(dynamicRoutes)].filter((route) => !mayBePrerendered.has(route));
  return [
    ...ahead.map((route) => `prerendered: ${route}: begin its page with a gate, or list it in scripts/check-prerendered.mjs`),
    ...(built.length === 0 ? ["no-routes: the build has no route"] : []),
  ];
}
