// Bundles what browsers run of our own TypeScript into public/. Committed, so that a clone serves it without building; a test compares.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `public/verify.js`, as it has to be. */
export async function bundleVerifier() {
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: ["scripts/browser/verify.ts"], bundle: true, write: false, minify: true, format: "iife", platform: "browser", target: "es2023", charset: "utf8", legalComments: "none", logLevel: "error",
  });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${root}public/verify.js`, await bundleVerifier());
