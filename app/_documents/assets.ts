import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Addresses of what the build made for pages for readers. */
export interface Assets {
  stylesheets: string[];
  /** Asked for at once, before a stylesheet names them. */
  typefaces: string[];
}

export function readAssets(distDir: string): Assets {
  const folder = join(distDir, "server", "app", "(public)");
  const text = readFileSync(join(folder, "page_client-reference-manifest.js"), "utf8");
  const manifest = JSON.parse(text.slice(text.indexOf("{", text.indexOf("] =")), text.lastIndexOf("}") + 1)) as Manifest;
  const named = Object.entries(manifest.entryCSSFiles).filter(([entry]) => entry.endsWith("/app/layout"));
  const files = [...new Set(named.flatMap(([, of]) => of.map(({ path }) => path)))];
  if (files.length === 0) throw new Error(`The build in ${distDir} names no stylesheet: build it again.`);
  return { stylesheets: files.map((file) => `/_next/${file}`), typefaces: [...new Set(files.flatMap((file) => typefacesIn(distDir, file)))] };
}

interface Manifest {
  entryCSSFiles: Record<string, { path: string }[]>;
}

function typefacesIn(distDir: string, file: string): string[] {
  const style = readFileSync(join(distDir, file), "utf8");
  return [...style.matchAll(/url\(["']?([^"')]+\.woff2)/g)].map((match) => new URL(match[1] ?? "", `http://localhost/_next/${file}`).pathname);
}
