import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The addresses of the stylesheets that the build made for pages for readers. */
export function readStylesheets(distDir: string): string[] {
  const folder = join(distDir, "server", "app", "(public)");
  const text = readFileSync(join(folder, "page_client-reference-manifest.js"), "utf8");
  const manifest = JSON.parse(text.slice(text.indexOf("{", text.indexOf("] =")), text.lastIndexOf("}") + 1)) as Manifest;
  const files = Object.entries(manifest.entryCSSFiles).filter(([entry]) => entry.endsWith("/app/layout")).flatMap(([, of]) => of.map(({ path }) => path));
  if (files.length === 0) throw new Error(`The build in ${distDir} names no stylesheet: build it again.`);
  return [...new Set(files)].map((file) => `/_next/${file}`);
}

interface Manifest {
  entryCSSFiles: Record<string, { path: string }[]>;
}
