import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

/** One verb at one address, written like "POST /sign-out". */
export type Verb = string;

/** Next's own answers for what has no page. They show nobody's data. */
const ownPages = new Set(["/_not-found", "/_global-error", "/icon.svg", "/favicon.ico", "/robots.txt", "/manifest.webmanifest"]);

/** What the build serves: pages answer GET, handlers what their file exports. */
export function listBuilt(dist: string): Verb[] {
  const manifest = JSON.parse(readFileSync(path.join(dist, "app-path-routes-manifest.json"), "utf8")) as Record<string, string>;
  return Object.entries(manifest).flatMap(([file, address]) => {
    if (ownPages.has(address)) return [];
    return file.endsWith("/route") ? verbsOf(file).map((method) => `${method} ${address}`) : [`GET ${address}`];
  });
}

function verbsOf(file: string): string[] {
  const source = readFileSync(findSource(`app${file}`), "utf8");
  return [...source.matchAll(/^export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm)].map((match) => match[1] ?? "");
}

function findSource(stem: string): string {
  const folder = path.dirname(stem);
  const name = readdirSync(folder).find((each) => /^route\.tsx?$/.test(each));
  if (!name) throw new Error(`The build has a handler at ${folder} that the sources do not have: build again.`);
  return path.join(folder, name);
}

/** Lines that say what is in the build and not in the table, and the other way round. */
export function compareInventory(built: Verb[], declared: Verb[]): string[] {
  const undeclared = built.filter((verb) => !declared.includes(verb)).map((verb) => `${verb} is in the build and has no policy`);
  const unbuilt = declared.filter((verb) => !built.includes(verb)).map((verb) => `${verb} has a policy and is not in the build`);
  const twice = declared.filter((verb, index) => declared.indexOf(verb) !== index).map((verb) => `${verb} has two policies`);
  return [...undeclared, ...unbuilt, ...twice].sort();
}
